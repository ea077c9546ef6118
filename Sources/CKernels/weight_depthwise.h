// The derivative by the weight where each channel has one filter of its own: lanes run along the groups, whose
// numbers are turned to lie side by side. Each entry is the same chain over places as elsewhere.

/// A thread's room for LANES groups: copies of their planes, the same and dy turned, and sums [tap, lane].
typedef struct depthwise_walk {
  const il_weight_sum *sum;
  int64_t group;
  int lanes;
  R *planes, *numbers, *slopes, *chunk_sums, *sums;
} depthwise_walk;

/// Numbers of a plane's slab, from the first to the last that is read.
INLINE int64_t depthwise_numbers(const il_weight_sum *s) {
  const int64_t rows = s->slab_samples > 1 ? s->places / s->columns : s->slab_rows;
  return ((rows - 1) * s->source.row_stride + s->source.reach) * s->source.copy_row;
}

/// Turns rows first..<first + rows of places of one sample.
static void depthwise_slab(const depthwise_walk *w, int64_t sample, int64_t first, int64_t rows) {
  const il_source *source = &w->sum->source;
  const R *x = (const R *)w->sum->x + sample * source->sample_step + w->group * source->group_step;
  const int64_t top = first * source->row_stride;
  const int64_t copied = (rows - 1) * source->row_stride + source->reach;
  if (source->in_place) {
    const int64_t numbers = (copied - 1) * source->copy_row + source->columns;
    pack(numbers, w->lanes, bordered_start(source, x, top, NULL), 1, source->group_step, w->numbers, LANES);
    return;
  }
  const int64_t plane = depthwise_numbers(w->sum) + LANES;
  for (int lane = 0; lane < w->lanes; lane++) {
    bordered_copy(source, x + lane * source->group_step, 0, 1, top, copied, w->planes + lane * plane);
  }
  pack(copied * source->copy_row, w->lanes, w->planes, 1, plane, w->numbers, LANES);
}

/// Terms of `count` places for up to POINT_ROWS taps.
INLINE void depthwise_block(const int rows, int64_t count, const int32_t *places, const int32_t *taps,
                            const R *numbers, const R *slopes, bool resume, R *c) {
  V sum[POINT_ROWS];
  const R *row[POINT_ROWS];
  UNROLL for (int i = 0; i < rows; i++) {
    sum[i] = resume ? full_load(c + i * LANES) : splat(0);
    row[i] = numbers + (int64_t)taps[i] * LANES;
  }
  for (int64_t p = 0; p < count; p++) {
    const V slope = full_load(slopes + p * LANES);
    const int64_t at = (int64_t)places[p] * LANES;
    UNROLL for (int i = 0; i < rows; i++) sum[i] = fused(slope, full_load(row[i] + at), sum[i]);
  }
  UNROLL for (int i = 0; i < rows; i++) full_store(c + i * LANES, sum[i]);
}

/// Terms of places first..<first + count of a sample; `place` is their number among those of all samples, and
/// `at` the first of them in the slab.
static void depthwise_terms(const depthwise_walk *w, int64_t place, int64_t count, int64_t at) {
  const il_weight_sum *s = w->sum;
  const R *dy = (const R *)s->dy + place / s->places * s->dy_sample + w->group * s->dy_group;
  pack(count, w->lanes, dy + place % s->places * s->dy_place, s->dy_place, s->dy_group, w->slopes, LANES);
  const int32_t *places = s->place_offsets + at, *taps = s->lattice->offsets;
  const bool resume = place % IL_CHUNK != 0;
  int64_t tap = 0;
  for (; tap + POINT_ROWS <= s->area; tap += POINT_ROWS) {
    depthwise_block(POINT_ROWS, count, places, taps + tap, w->numbers, w->slopes, resume,
                    w->chunk_sums + tap * LANES);
  }
  for (; tap + 3 <= s->area; tap += 3) {
    depthwise_block(3, count, places, taps + tap, w->numbers, w->slopes, resume, w->chunk_sums + tap * LANES);
  }
  for (; tap < s->area; tap++) {
    depthwise_block(1, count, places, taps + tap, w->numbers, w->slopes, resume, w->chunk_sums + tap * LANES);
  }
}

/// All places of all samples, in slabs and chunks.
static void depthwise_walk_all(const depthwise_walk *w) {
  const il_weight_sum *s = w->sum;
  const int64_t rows = s->places / s->columns, last = s->samples * s->places;
  const int64_t slab_rows = s->slab_samples > 1 ? rows : s->slab_rows;
  for (int64_t place = 0; place < last;) {
    const int64_t sample = place / s->places, first = place % s->places / s->columns;
    const int64_t height = rows - first < slab_rows ? rows - first : slab_rows;
    depthwise_slab(w, sample, first, height);
    const int64_t start = place, end = place + height * s->columns;
    while (place < end) {
      const int64_t chunk = place / IL_CHUNK, chunk_end = (chunk + 1) * IL_CHUNK;
      const int64_t stop = chunk_end < end ? chunk_end : end;
      depthwise_terms(w, place, stop - place, place - start);
      place = stop;
      if (place != chunk_end && place != last) continue;
      if (chunk == 0) memcpy(w->sums, w->chunk_sums, (size_t)(s->area * LANES) * sizeof(R));
      else add(s->area * LANES, w->sums, w->chunk_sums, w->sums);
    }
  }
}

/// Whether a sum is of this kind, and there are groups enough to fill lanes.
INLINE bool depthwise_fits(const il_weight_sum *s, int64_t groups) {
  return s->source.channels == 1 && s->outputs == 1 && !s->source.channels_last && groups * 4 >= LANES;
}

/// Groups first..<end, results included; false where it does not fit, or without memory, with nothing done.
static bool weight_depthwise(const il_weight_sum *s, int64_t first, int64_t end) {
  if (!depthwise_fits(s, end - first)) return false;
  const int64_t plane = depthwise_numbers(s) + LANES;
  R *copies = il_thread_buffer(IL_COPY_BUFFER, sizeof(R) * (size_t)(2 * plane * LANES));
  R *room = il_thread_buffer(IL_ROOM_BUFFER, sizeof(R) * (size_t)((IL_CHUNK + 2 * s->area) * LANES));
  if (!copies || !room) return false;
  depthwise_walk w = {.sum = s, .planes = copies, .numbers = copies + plane * LANES, .slopes = room};
  w.chunk_sums = room + IL_CHUNK * LANES;
  w.sums = w.chunk_sums + s->area * LANES;
  for (int64_t group = first; group < end; group += LANES) {
    w.group = group;
    w.lanes = width_left(end - group);
    depthwise_walk_all(&w);
    pack_turned(s->area, w.lanes, w.sums, LANES, (R *)s->result + group * s->area, s->area);
  }
  return true;
}
