// Convolutions and their derivatives by the input: one product under a window, cut into units of a sample, a
// group and a band of rows. Threads take units; nothing of it touches a bit.
#include "internal.h"

/// A sequence as an image one number wide, so that bands may cut it; numbers and taps keep their order.
il_window il_window_upright(const il_window *w) {
  il_window turned = *w;
  if (!w->channels_last || w->height != 1 || w->kernel_height != 1 || w->padding_height != 0) return turned;
  turned.height = w->width;
  turned.kernel_height = w->kernel_width;
  turned.stride_height = w->stride_width;
  turned.padding_height = w->padding_width;
  turned.dilation_height = w->dilation_width;
  turned.out_height = w->out_width;
  turned.width = turned.kernel_width = turned.stride_width = turned.dilation_width = turned.out_width = 1;
  turned.padding_width = 0;
  return turned;
}

/// A product under a window on its way.
typedef struct slide_task {
  il_slide slide;
  il_scalar scalar;
  const il_kernel_table *kernels;
  bool backward;
  int chunks;
} slide_task;

/// Computes a unit by the definition.
static void plain_unit(const slide_task *t, int64_t unit) {
  const il_slide *s = &t->slide;
  const il_window *w = s->window;
  const int64_t sample = unit / (s->groups * s->bands), rest = unit % (s->groups * s->bands);
  const int64_t height = t->backward ? w->height : w->out_height;
  const int64_t band = s->band_rows * (t->backward ? w->stride_height : 1);
  const int64_t first = rest % s->bands * band, end = first + band < height ? first + band : height;
  const int64_t size = (int64_t)il_size(t->scalar);
  const char *x = (const char *)s->x + sample * s->source.sample_step * size;
  char *result = (char *)s->result + sample * s->result_sample * size;
  if (t->backward) {
    t->kernels->plain_to_input(w, rest / s->bands, first, end, x, s->weight, s->initial, result);
  } else {
    t->kernels->plain_convolve(w, rest / s->bands, first, end, x, s->weight, s->initial, result);
  }
}

static void slide_chunk(const void *context, int chunk) {
  const slide_task *t = context;
  const il_slide *s = &t->slide;
  const int64_t units = s->samples * s->groups * s->bands;
  const int64_t first = units * chunk / t->chunks, end = units * (chunk + 1) / t->chunks;
  if (s->packed && t->kernels->slide_units(s, first, end)) return;
  for (int64_t unit = first; unit < end; unit++) plain_unit(t, unit);
}

/// Rows that are worked on at a time: so many that a copy stays in the cache, and that all threads find work.
static void cut_bands(il_slide *s, double work) {
  const int64_t rows = (s->source.rows - s->source.reach) / s->source.row_stride + 1;
  const double row_numbers = (double)s->source.channels * (double)s->source.columns;
  const double room = IL_SLAB / row_numbers - (double)s->source.reach;
  int64_t most = room < (double)s->source.row_stride ? 1 : (int64_t)(room / (double)s->source.row_stride) + 1;
  const int64_t units = s->samples * s->groups;
  const int64_t wanted = il_chunk_count(work, INT64_MAX);
  if (units > 0 && units < wanted && rows * units / wanted < most) most = rows * units / wanted;
  if (most < 1) most = 1;
  if (most > rows) most = rows;
  s->bands = (rows + most - 1) / most;
  s->band_rows = (rows + s->bands - 1) / s->bands;
  s->bands = (rows + s->band_rows - 1) / s->band_rows;
}

/// Lays out tables and packed weights; without memory `packed` stays NULL.
static void prepare(slide_task *t, const il_window *w) {
  il_slide *s = &t->slide;
  if (!t->kernels->slide_units || !il_window_is_common(w, t->backward)) return;
  const int64_t taps = s->source.channels * w->kernel_height * w->kernel_width;
  s->lattices = il_lattice_count(w, t->backward);
  const size_t lattices = (size_t)s->lattices * sizeof(il_lattice);
  s->lattice = il_thread_buffer(IL_TABLE_BUFFER, lattices + 2 * (size_t)taps * sizeof(int32_t));
  if (!s->lattice) return;
  int32_t *table = (int32_t *)((char *)s->lattice + lattices);
  const int64_t rows = (s->band_rows - 1) * s->source.row_stride + s->source.reach;
  il_lattices_fill(w, t->backward, &s->source, s->lattice, table);
  s->lanes_are_places = t->kernels->slide_prefers_places(s);
  il_source_lay_out(&s->source, rows, s->lanes_are_places);
  il_lattices_fill(w, t->backward, &s->source, s->lattice, table);
  for (int64_t i = 0; i < s->lattices; i++) {
    s->lattice[i].packed = s->packed_group;
    s->packed_group += t->kernels->slide_packed_numbers(s, s->lattice[i].taps);
  }
  s->initial_group = (s->outputs + 15) / 16 * 16;
  const size_t numbers = (size_t)(s->groups * (s->packed_group + s->initial_group));
  s->packed = il_thread_buffer(IL_PACKED_BUFFER, numbers * il_size(t->scalar) + 64);
  if (!s->packed) return;
  s->packed_initial = (char *)s->packed + (size_t)(s->groups * s->packed_group) * il_size(t->scalar);
  for (int64_t group = 0; group < s->groups; group++) t->kernels->slide_pack(s, group);
}

static void run(slide_task *t, const il_window *w, int64_t rows) {
  il_slide *s = &t->slide;
  if (rows <= 0 || s->result_sample == 0) return;
  s->window = w;
  s->samples = rows;
  s->groups = w->groups;
  s->source = il_source_of(w, t->backward);
  const double work = (double)rows * (double)w->outputs * (double)(w->channels / w->groups) *
                      (double)(w->kernel_height * w->kernel_width) * (double)(w->out_height * w->out_width);
  cut_bands(s, work);
  prepare(t, w);
  t->chunks = il_chunk_count(work, s->samples * s->groups * s->bands);
  il_parallel(t->chunks, slide_chunk, t);
}

void il_convolve(il_scalar scalar, const il_window *window, int64_t rows, const void *x, const void *weight,
                 const void *bias, void *y) {
  const il_window turned = il_window_upright(window), *w = &turned;
  const int64_t places = w->out_height * w->out_width, outputs = w->outputs / w->groups;
  const int64_t taps = w->channels / w->groups * w->kernel_height * w->kernel_width;
  slide_task t = {.scalar = scalar, .kernels = il_kernels(scalar), .slide = {
    .x = x, .weight = weight, .initial = bias, .result = y, .outputs = outputs,
    .weight_output = taps, .weight_group = outputs * taps, .result_sample = w->outputs * places,
    .result_group = outputs * (w->channels_last ? 1 : places), .result_channel = w->channels_last ? 1 : places,
    .result_column = w->channels_last ? w->outputs : 1}};
  t.slide.result_row = w->out_width * t.slide.result_column;
  run(&t, w, rows);
}

void il_convolve_to_input(il_scalar scalar, const il_window *window, int64_t rows, const void *dy,
                          const void *weight, const void *bias, void *dx) {
  const il_window turned = il_window_upright(window), *w = &turned;
  const int64_t pixels = w->height * w->width, inputs = w->channels / w->groups;
  const int64_t area = w->kernel_height * w->kernel_width, step = w->channels_last ? w->channels : 1;
  slide_task t = {.scalar = scalar, .kernels = il_kernels(scalar), .backward = true, .slide = {
    .x = dy, .weight = weight, .initial = bias, .result = dx, .outputs = inputs,
    .weight_output = area, .weight_group = w->outputs / w->groups * inputs * area,
    .result_sample = w->channels * pixels, .result_group = inputs * (w->channels_last ? 1 : pixels),
    .result_channel = w->channels_last ? 1 : pixels, .result_row = w->stride_height * w->width * step,
    .result_column = w->stride_width * step}};
  run(&t, w, rows);
}
