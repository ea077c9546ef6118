// Memory that is needed next, fetched while tiles are computed: what another thread wrote, or what fell out of
// the cache since the last step, comes too late when it is asked for.

enum { CACHE_LINE = 64 };

/// Regions on their way, some lines with each tile.
typedef struct fetch {
  const il_region *region, *end;
  const char *next, *stop;
  /// with each tile, of those that are taken
  int64_t lines;
} fetch;

/// Spreads the regions of a product over its tiles.
static fetch fetch_begin(const il_product *p, int64_t tiles) {
  int64_t lines = 0;
  for (int i = 0; i < p->ahead_count; i++) lines += p->ahead[i].bytes / CACHE_LINE + 1;
  return (fetch){.region = p->ahead, .end = p->ahead + p->ahead_count, .lines = (lines + tiles - 1) / tiles};
}

/// What a tile fetches while it is computed: a line with every second step of k, `distance` bytes apart.
typedef struct fetch_line {
  const char *start;
  int64_t distance;
} fetch_line;

/// The lines of a tile, or one that is at hand. Those to be taken from other threads are asked for at once.
INLINE fetch_line fetch_next(fetch *f, int64_t k, const void *at_hand) {
  const fetch_line nothing = {at_hand, 0};
  if (f->next >= f->stop) {
    if (f->region == f->end) return nothing;
    f->next = f->region->start;
    f->stop = f->next + f->region->bytes;
    f->region++;
  }
  if (f->region[-1].is_taken) {
    for (int64_t i = 0; i < f->lines && f->next < f->stop; i++, f->next += CACHE_LINE) {
      __builtin_prefetch(f->next, 1, 3);
    }
    return nothing;
  }
  const fetch_line line = {f->next, CACHE_LINE};
  f->next += k / 2 * CACHE_LINE;
  return line;
}
