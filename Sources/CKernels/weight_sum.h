// The derivative of a convolution by its weight: rows of taps, lanes along the outputs, one chain over the
// places of all samples, cut into chunks as every product.

/// A thread's room, and where it stands.
typedef struct weight_walk {
  const il_weight_sum *sum;
  const il_weight_part *part;
  const R *x;
  R *copy, *slopes;
  /// of the chunk at hand, [tap, width]
  R *chunk_sums;
  /// what the copy holds: places first..<end
  int64_t first, end;
  const R *slab;
} weight_walk;

/// Copies the slab that starts with the row or sample of a place.
static void weight_slab(weight_walk *w, int64_t place, int64_t last) {
  const il_weight_sum *s = w->sum;
  const il_source *source = &s->source;
  const int64_t sample = place / s->places;
  const R *x = w->x + sample * source->sample_step;
  if (s->slab_samples > 1) {
    const int64_t left = (last + s->places - 1) / s->places - sample;
    const int64_t samples = left < s->slab_samples ? left : s->slab_samples;
    for (int64_t n = 0; n < samples && !source->in_place; n++) {
      bordered_copy(source, x + n * source->sample_step, w->part->first_channel, w->part->end_channel, 0,
                    source->rows, w->copy + n * s->slab_numbers);
    }
    w->slab = bordered_start(source, x, 0, w->copy);
    w->first = sample * s->places;
    w->end = w->first + samples * s->places;
  } else {
    const int64_t row = place % s->places / s->columns, all = s->places / s->columns;
    const int64_t rows = all - row < s->slab_rows ? all - row : s->slab_rows;
    w->slab = bordered(source, x, w->part->first_channel, w->part->end_channel, row * source->row_stride,
                       (rows - 1) * source->row_stride + source->reach, w->copy);
    w->first = sample * s->places + row * s->columns;
    w->end = w->first + rows * s->columns;
  }
  if (w->end > last) w->end = last;
}

/// Packs places first..<end of dy, outputs o..<o + n, as [place, width].
static void weight_slopes(const weight_walk *w, int64_t first, int64_t end, int64_t o, int n, int width) {
  const il_weight_sum *s = w->sum;
  R *to = w->slopes;
  for (int64_t place = first; place < end;) {
    const int64_t sample = place / s->places, at = place % s->places;
    const int64_t run = end - place < s->places - at ? end - place : s->places - at;
    const R *dy = (const R *)s->dy + sample * s->dy_sample + w->part->group * s->dy_group;
    pack(run, n, dy + at * s->dy_place + o * s->dy_channel, s->dy_place, s->dy_channel, to, width);
    to += run * width;
    place += run;
  }
}

/// Terms of places first..<end, which lie in one chunk and one slab.
static void weight_terms(const weight_walk *w, int64_t first, int64_t end) {
  const il_weight_sum *s = w->sum;
  const int64_t tap_start = w->part->first_channel * s->area, taps = w->part->end_channel * s->area - tap_start;
  const int64_t tiles = (taps + POINT_ROWS - 1) / POINT_ROWS;
  for (int64_t o = 0; o < s->outputs; o += PANEL_COLUMNS) {
    const int n = s->outputs - o < PANEL_COLUMNS ? (int)(s->outputs - o) : PANEL_COLUMNS;
    const int vectors = (n + LANES - 1) / LANES;
    weight_slopes(w, first, end, o, n, vectors * LANES);
    for (int64_t tile = 0; tile < tiles; tile++) {
      const int64_t start = taps * tile / tiles, stop = taps * (tile + 1) / tiles;
      point_tile t = {.k = end - first, .offsets = s->place_offsets + (first - w->first)};
      for (int64_t q = start; q < stop; q++) {
        t.row[q - start] = w->slab + s->lattice->offsets[tap_start + q];
      }
      t.b = w->slopes;
      t.c = w->chunk_sums + start * s->width + o;
      t.c_row = s->width;
      t.resume = first % IL_CHUNK != 0;
      point_run((int)(stop - start), vectors, &t);
    }
  }
}

/// Adds the chunk at hand, unless chunks are kept apart; the first is the start.
static void weight_join(weight_walk *w, int64_t chunk) {
  const il_weight_sum *s = w->sum;
  const int64_t count = (w->part->end_channel - w->part->first_channel) * s->area * s->width;
  if (w->part->apart) {
    w->chunk_sums += count;
    return;
  }
  R *sums = w->part->sums;
  if (chunk == 0) memcpy(sums, w->chunk_sums, (size_t)count * sizeof(R));
  else add(count, sums, w->chunk_sums, sums);
}

/// Sums of a part; false without memory, with nothing done.
static bool weight_sums(const il_weight_sum *s, const il_weight_part *part) {
  const int64_t taps = (part->end_channel - part->first_channel) * s->area;
  const size_t copy = sizeof(R) * (size_t)(s->slab_samples * s->slab_numbers + 2 * LANES);
  weight_walk w = {.sum = s, .part = part};
  if (!s->source.in_place) w.copy = il_thread_buffer(IL_COPY_BUFFER, copy);
  const size_t room = sizeof(R) * (size_t)(IL_CHUNK * PANEL_COLUMNS + (part->apart ? 0 : taps * s->width));
  w.slopes = il_thread_buffer(IL_ROOM_BUFFER, room);
  if ((!w.copy && !s->source.in_place) || !w.slopes) return false;
  w.chunk_sums = part->apart ? part->sums : w.slopes + IL_CHUNK * PANEL_COLUMNS;
  w.x = (const R *)s->x + part->group * s->source.group_step;
  int64_t place = part->first_chunk * IL_CHUNK, last = part->end_chunk * IL_CHUNK;
  if (last > s->samples * s->places) last = s->samples * s->places;
  w.first = w.end = place;
  while (place < last) {
    if (place == w.end) weight_slab(&w, place, last);
    const int64_t chunk = place / IL_CHUNK;
    const int64_t chunk_end = (chunk + 1) * IL_CHUNK;
    const int64_t end = chunk_end < w.end ? chunk_end : w.end;
    weight_terms(&w, place, end);
    if (end == chunk_end || end == last) weight_join(&w, chunk);
    place = end;
  }
  return true;
}

/// Joins chunks kept apart, `size` numbers each; `started`: sums hold those before.
static void weight_add_chunks(int64_t chunks, int64_t size, const void *apart, bool started, void *sums) {
  const R *from = apart;
  for (int64_t chunk = 0; chunk < chunks; chunk++, from += size) {
    if (chunk == 0 && !started) memcpy(sums, from, (size_t)size * sizeof(R));
    else add(size, sums, from, sums);
  }
}

/// dweight[o, tap] = sums[tap, o] of a group's outputs, taps first..<end.
static void weight_put(const il_weight_sum *s, int64_t group, int64_t first, int64_t end, const void *sums) {
  const int64_t taps = s->lattice->taps;
  R *to = (R *)s->result + group * s->outputs * taps;
  pack_turned(end - first, s->outputs, (const R *)sums, s->width, to + first, taps);
}
