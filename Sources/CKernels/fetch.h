// Memory that is needed next, fetched while tiles are computed: what another thread wrote, or what fell out of
// the cache since the last step, comes too late when it is asked for.

enum { CACHE_LINE = 64 };

/// Regions on their way, some lines with each tile.
typedef struct fetch {
  const il_region *region, *end;
  const char *next, *stop;
  int64_t lines;
} fetch;

/// Spreads the regions of a product over its tiles.
static fetch fetch_begin(const il_product *p, int64_t tiles) {
  int64_t lines = 0;
  for (int i = 0; i < p->ahead_count; i++) lines += p->ahead[i].bytes / CACHE_LINE + 1;
  return (fetch){.region = p->ahead, .end = p->ahead + p->ahead_count, .lines = (lines + tiles - 1) / tiles};
}

/// The lines of one tile.
INLINE void fetch_lines(fetch *f) {
  for (int64_t i = 0; i < f->lines; i++, f->next += CACHE_LINE) {
    if (f->next >= f->stop) {
      if (f->region == f->end) return;
      f->next = f->region->start;
      f->stop = f->next + f->region->bytes;
      f->region++;
    }
    if (f->region[-1].is_written) __builtin_prefetch(f->next, 1, 3);
    else __builtin_prefetch(f->next, 0, 2);
  }
}
