// Pooling and sums over channels: cut for threads plane by plane, or sample by sample, where large.
#include "internal.h"

/// A pooling of many planes, or a sum over channels.
typedef struct plane_task plane_task;
struct plane_task {
  void (*function)(const plane_task *t, int64_t first, int64_t end);
  const il_kernel_table *kernels;
  size_t size;
  const il_window *window;
  /// pieces, and the numbers of one on both sides: planes, or samples whose channels come last
  int64_t planes, pixels, places;
  int chunks;
  const void *x, *y;
  void *result;
};

static void plane_chunk(const void *context, int chunk) {
  const plane_task *t = context;
  t->function(t, t->planes * chunk / t->chunks, t->planes * (chunk + 1) / t->chunks);
}

/// Runs a task over rows * channels planes.
static void run_planes(il_scalar scalar, plane_task *t, int64_t rows) {
  const il_window *w = t->window;
  t->kernels = il_kernels(scalar);
  t->size = il_size(scalar);
  const int64_t together = w->channels_last ? w->channels : 1;
  t->planes = rows * (w->channels / together);
  t->pixels = w->height * w->width * together;
  t->places = w->out_height * w->out_width * together;
  const double area = (double)(w->kernel_height * w->kernel_width);
  t->chunks = il_chunk_count((double)t->planes * (double)t->places * area, t->planes);
  if (t->chunks < 2) t->function(t, 0, t->planes);
  else il_parallel(t->chunks, plane_chunk, t);
}

static const void *pixels(const plane_task *t, const void *p, int64_t plane) {
  return (const char *)p + (size_t)(plane * t->pixels) * t->size;
}

static const void *places(const plane_task *t, const void *p, int64_t plane) {
  return (const char *)p + (size_t)(plane * t->places) * t->size;
}

static void max_range(const plane_task *t, int64_t first, int64_t end) {
  (t->window->channels_last ? t->kernels->max_pool_last : t->kernels->max_pool)(
      t->window, end - first, pixels(t, t->x, first), (void *)places(t, t->result, first));
}

void il_max_pool(il_scalar scalar, const il_window *w, int64_t rows, const void *x, void *y) {
  plane_task t = {.function = max_range, .window = w, .x = x, .result = y};
  run_planes(scalar, &t, rows);
}

static void max_backward_range(const plane_task *t, int64_t first, int64_t end) {
  (t->window->channels_last ? t->kernels->max_pool_last_backward : t->kernels->max_pool_backward)(
      t->window, end - first, pixels(t, t->x, first), places(t, t->y, first),
      (void *)pixels(t, t->result, first));
}

void il_max_pool_backward(il_scalar scalar, const il_window *w, int64_t rows, const void *x, const void *dy,
                          void *dx) {
  plane_task t = {.function = max_backward_range, .window = w, .x = x, .y = dy, .result = dx};
  run_planes(scalar, &t, rows);
}

static void average_range(const plane_task *t, int64_t first, int64_t end) {
  (t->window->channels_last ? t->kernels->average_pool_last : t->kernels->average_pool)(
      t->window, end - first, pixels(t, t->x, first),
      (void *)places(t, t->result, first));
}

void il_average_pool(il_scalar scalar, const il_window *w, int64_t rows, const void *x, void *y) {
  plane_task t = {.function = average_range, .window = w, .x = x, .result = y};
  run_planes(scalar, &t, rows);
}

static void average_backward_range(const plane_task *t, int64_t first, int64_t end) {
  (t->window->channels_last ? t->kernels->average_pool_last_backward : t->kernels->average_pool_backward)(
      t->window, end - first, places(t, t->y, first),
      (void *)pixels(t, t->result, first));
}

void il_average_pool_backward(il_scalar scalar, const il_window *w, int64_t rows, const void *dy, void *dx) {
  plane_task t = {.function = average_backward_range, .window = w, .y = dy, .result = dx};
  run_planes(scalar, &t, rows);
}

/// A sum over samples and places.
typedef struct channel_task {
  const il_kernel_table *kernels;
  int64_t rows, channels, places;
  int chunks;
  const void *x;
  void *result;
} channel_task;

static void channel_chunk(const void *context, int chunk) {
  const channel_task *t = context;
  t->kernels->sum_channels(t->rows, t->channels, t->places, t->channels * chunk / t->chunks,
                           t->channels * (chunk + 1) / t->chunks, t->x, t->result);
}

void il_sum_channels(il_scalar scalar, int64_t rows, int64_t channels, int64_t places, const void *x,
                     void *result) {
  const int chunks = il_chunk_count((double)rows * (double)channels * (double)places, channels);
  const channel_task t = {il_kernels(scalar), rows, channels, places, chunks < 1 ? 1 : chunks, x, result};
  if (chunks < 2) channel_chunk(&t, 0);
  else il_parallel(chunks, channel_chunk, &t);
}
