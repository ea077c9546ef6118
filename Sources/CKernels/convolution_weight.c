// The derivative of convolutions by their weight. Small weights are cut for threads by chunks of places, whose
// sums are kept apart until it is their turn to be joined; large ones by channels; many groups group by group.
#include "internal.h"
#include "sharing.h"

/// Numbers of chunk sums that are kept apart at a time, chunks that are summed in a row, and rows of them.
enum { MOST_APART = 1 << 19, MOST_CHUNKS = 16, MOST_PLACES = 128 };

/// Places of a slab, unless a single row has more: so many chunks that few of them are cut at its end.
enum { SLAB_PLACES = 16 * IL_CHUNK };

/// A sum on its way.
typedef struct weight_task {
  il_weight_sum sum;
  const il_kernel_table *kernels;
  size_t size;
  int64_t rows, taps, chunks_of_places;
  /// of one group, [tap, width]
  char *sums;
  int64_t group;
  int parts;
  /// blocks of up to `most` chunks that a thread takes at a time, and room for some of them, [place, chunk, tap, width]
  int blocks, places;
  int64_t most;
  char *apart;
  /// the first that nobody has taken, how many are in the sums, and where one stands that is not
  atomic_int next, joined;
  atomic_bool stands[MOST_PLACES];
  /// somebody adds
  atomic_flag joins;
  /// a thread found no memory
  atomic_bool failed;
} weight_task;

static int64_t cut(int64_t all, int part, int parts) { return all * part / parts; }

static int64_t first_chunk(const weight_task *t, int block) { return cut(t->chunks_of_places, block, t->blocks); }

/// Where a block is kept.
static char *block_start(const weight_task *t, int block) {
  const int64_t chunk = t->blocks == t->places ? first_chunk(t, block) : block % t->places * t->most;
  return t->apart + (size_t)(chunk * t->taps * t->sum.width) * t->size;
}

static void plain_outputs(const weight_task *t, int64_t first, int64_t end) {
  const il_weight_sum *s = &t->sum;
  t->kernels->plain_to_weight(s->window, t->rows, first, end, s->x, s->dy, s->result);
}

/// Groups one after the other, each in a thread's own sums.
static void groups_part(const void *context, int part) {
  const weight_task *t = context;
  const il_weight_sum *s = &t->sum;
  const int64_t first = cut(s->groups, part, t->parts), end = cut(s->groups, part + 1, t->parts);
  if (t->kernels->weight_depthwise(s, first, end)) return;
  for (int64_t group = first; group < end; group++) {
    void *sums = il_thread_buffer(IL_SUMS_BUFFER, (size_t)(t->taps * s->width) * t->size);
    const il_weight_part whole = {group, 0, s->source.channels, 0, t->chunks_of_places, sums, false};
    if (sums && t->kernels->weight_sums(s, &whole)) t->kernels->weight_put(s, group, 0, t->taps, sums);
    else plain_outputs(t, group * s->outputs, (group + 1) * s->outputs);
  }
}

/// Some channels of one group, all places.
static void channels_part(const void *context, int part) {
  weight_task *t = (weight_task *)context;
  const il_weight_sum *s = &t->sum;
  const int64_t first = cut(s->source.channels, part, t->parts);
  const int64_t end = cut(s->source.channels, part + 1, t->parts);
  char *sums = t->sums + (size_t)(first * s->area * s->width) * t->size;
  const il_weight_part channels = {t->group, first, end, 0, t->chunks_of_places, sums, false};
  if (!t->kernels->weight_sums(s, &channels)) atomic_store(&t->failed, true);
}

/// Adds what stands to the sums, block by block in their order. One thread does at a time; who finds it at work leaves
/// it to that one, which looks again before it goes.
static void join_blocks(weight_task *t) {
  const int64_t numbers = t->taps * t->sum.width;
  for (;;) {
    int block = atomic_load(&t->joined);
    if (block >= t->blocks || !atomic_load(&t->stands[block % t->places]) || atomic_flag_test_and_set(&t->joins)) return;
    for (block = atomic_load(&t->joined); block < t->blocks; block++) {
      const int place = block % t->places;
      if (!atomic_load(&t->stands[place])) break;
      const int64_t count = first_chunk(t, block + 1) - first_chunk(t, block);
      t->kernels->weight_add_chunks(count, numbers, block_start(t, block), block > 0, t->sums);
      atomic_store(&t->stands[place], false);
      atomic_store(&t->joined, block + 1);
    }
    atomic_flag_clear(&t->joins);
  }
}

/// Takes blocks of chunks until there are none left. They are taken in their order, so that whoever waits for a place
/// does so for one that is at work.
static void blocks_part(const void *context, int part) {
  (void)part;
  weight_task *t = (weight_task *)context;
  for (;;) {
    il_give_way();
    const int block = atomic_fetch_add(&t->next, 1);
    if (block >= t->blocks) return;
    il_await(&t->joined, block - t->places + 1);
    const il_weight_part chunks = {.group = t->group, .end_channel = t->sum.source.channels,
                                   .first_chunk = first_chunk(t, block), .end_chunk = first_chunk(t, block + 1),
                                   .sums = block_start(t, block), .apart = true};
    if (!t->kernels->weight_sums(&t->sum, &chunks)) atomic_store(&t->failed, true);
    atomic_store(&t->stands[block % t->places], true);
    join_blocks(t);
  }
}

/// How a group is cut by chunks: blocks of `most`, a multiple of the places, which gives all threads the same.
static void cut_chunks(weight_task *t, int64_t room) {
  // Without a copy of x, which the end of a block cuts, small ones cost nothing.
  const int64_t wanted = t->sum.source.in_place ? 2 : MOST_CHUNKS, fit = room / t->places;
  const int64_t most = fit < wanted ? fit : wanted, fewest = (t->chunks_of_places + most - 1) / most;
  const int64_t blocks = (fewest + t->places - 1) / t->places * t->places;
  t->blocks = (int)(blocks < t->chunks_of_places ? blocks : t->chunks_of_places);
  t->most = (t->chunks_of_places + t->blocks - 1) / t->blocks;
}

static void by_chunks(weight_task *t) {
  for (int place = 0; place < t->places; place++) atomic_init(&t->stands[place], false);
  atomic_init(&t->next, 0);
  atomic_init(&t->joined, 0);
  atomic_flag_clear(&t->joins);
  il_parallel(il_threads(), blocks_part, t);
}

static void one_group(weight_task *t, double work) {
  const il_weight_sum *s = &t->sum;
  const int64_t numbers = t->taps * s->width;
  const int64_t room = MOST_APART / numbers, chunks = t->chunks_of_places;
  t->places = il_chunk_count(work, MOST_PLACES);
  const bool apart = t->places > 1 && room >= t->places && chunks >= t->places;
  if (apart) cut_chunks(t, room);
  const int64_t kept = !apart ? 0 : t->blocks == t->places ? chunks : t->places * t->most;
  t->sums = il_thread_buffer(IL_SUMS_BUFFER, (size_t)((1 + kept) * numbers) * t->size);
  atomic_store(&t->failed, !t->sums);
  if (t->sums && apart) {
    t->apart = t->sums + (size_t)numbers * t->size;
    by_chunks(t);
  } else if (t->sums) {
    t->parts = il_chunk_count(work, s->source.channels);
    il_parallel(t->parts, channels_part, t);
  }
  if (atomic_load(&t->failed)) plain_outputs(t, t->group * s->outputs, (t->group + 1) * s->outputs);
  else t->kernels->weight_put(s, t->group, 0, t->taps, t->sums);
}

/// How much of x is copied at a time.
static void cut_slabs(il_weight_sum *s, int64_t rows) {
  const il_source *source = &s->source;
  const int64_t whole = il_source_numbers(source, source->rows);
  s->slab_numbers = source->in_place ? source->sample_step : whole;
  s->slab_samples = whole > 0 ? IL_SLAB / whole : 1;
  if (s->slab_samples > rows) s->slab_samples = rows;
  const int64_t most = s->slab_numbers > 0 ? (1 << 30) / s->slab_numbers : 1;
  if (s->slab_samples > most) s->slab_samples = most;
  if (s->slab_samples > SLAB_PLACES / s->places) s->slab_samples = SLAB_PLACES / s->places;
  if (s->slab_samples > 1) return;
  s->slab_samples = 1;
  const int64_t row = source->channels * source->columns, all = s->places / s->columns;
  int64_t fit = (IL_SLAB / row - source->reach) / source->row_stride + 1;
  if (fit > SLAB_PLACES / s->columns) fit = SLAB_PLACES / s->columns;
  s->slab_rows = fit < 1 ? 1 : fit > all ? all : fit;
}

/// Lays out tables; false without memory or where the definition's loops have to do.
static bool prepare(weight_task *t, il_lattice *lattice) {
  il_weight_sum *s = &t->sum;
  if (!t->kernels->weight_sums || !il_window_is_common(s->window, false)) return false;
  il_source_lay_out(&s->source, s->source.rows, false);
  cut_slabs(s, t->rows);
  if (s->slab_samples == 1) {
    const int64_t rows = (s->slab_rows - 1) * s->source.row_stride + s->source.reach;
    il_source_lay_out(&s->source, rows, false);
    s->slab_numbers = il_source_numbers(&s->source, rows);
  }
  const int64_t places = s->slab_samples > 1 ? s->slab_samples * s->places : s->slab_rows * s->columns;
  int32_t *table = il_thread_buffer(IL_TABLE_BUFFER, (size_t)(places + 2 * t->taps) * sizeof(int32_t));
  if (!table) return false;
  il_lattices_fill(s->window, false, &s->source, lattice, table + places);
  s->lattice = lattice;
  for (int64_t place = 0; place < places; place++) {
    const int64_t sample = place / s->places, row = place % s->places / s->columns;
    table[place] = (int32_t)(sample * s->slab_numbers + row * s->source.row_stride * s->source.copy_row +
                             place % s->columns * s->source.copy_place);
  }
  s->place_offsets = table;
  return true;
}

void il_convolve_to_weight(il_scalar scalar, const il_window *window, int64_t rows, const void *x,
                           const void *dy, void *dweight) {
  const il_window turned = il_window_upright(window), *w = &turned;
  const int64_t outputs = w->outputs / w->groups, places = w->out_height * w->out_width;
  weight_task t = {.kernels = il_kernels(scalar), .size = il_size(scalar), .rows = rows};
  t.sum = (il_weight_sum){
      .source = il_source_of(w, false), .x = x, .dy = dy, .result = dweight, .samples = rows,
      .groups = w->groups, .outputs = outputs, .places = places, .columns = w->out_width,
      .dy_sample = w->outputs * places, .dy_group = outputs * (w->channels_last ? 1 : places),
      .dy_channel = w->channels_last ? 1 : places, .dy_place = w->channels_last ? w->outputs : 1,
      .area = w->kernel_height * w->kernel_width, .width = (outputs + 15) / 16 * 16, .window = w};
  t.taps = t.sum.source.channels * t.sum.area;
  t.chunks_of_places = (rows * places + IL_CHUNK - 1) / IL_CHUNK;
  il_lattice lattice;
  if (rows <= 0 || places <= 0 || !prepare(&t, &lattice)) {
    plain_outputs(&t, 0, w->outputs);
    return;
  }
  const double work = (double)(rows * places) * (double)(t.taps * w->outputs);
  t.parts = il_chunk_count(work, w->groups);
  if (w->groups > 1 && w->groups >= il_threads()) {
    il_parallel(t.parts, groups_part, &t);
    return;
  }
  for (t.group = 0; t.group < w->groups; t.group++) one_group(&t, work / (double)w->groups);
}
