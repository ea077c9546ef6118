// The entries of norms and learnt factors: cut for threads by rows or by channels, never within a sum.
#include "internal.h"

/// What a kernel does to the units first..<end of a call.
typedef struct unit_task {
  void (*by_channels)(const il_channels *b, int64_t first, int64_t end);
  void (*by_groups)(const il_groups *b, int64_t first, int64_t end);
  const il_channels *channels;
  const il_groups *groups;
  /// units, and how many of them stay together
  int64_t units, together;
  int chunks;
} unit_task;

static void unit_chunk(const void *context, int chunk) {
  const unit_task *t = context;
  const int64_t pieces = (t->units + t->together - 1) / t->together;
  const int64_t first = pieces * chunk / t->chunks * t->together;
  int64_t end = pieces * (chunk + 1) / t->chunks * t->together;
  if (end > t->units) end = t->units;
  if (end <= first) return;
  if (t->channels) t->by_channels(t->channels, first, end);
  else t->by_groups(t->groups, first, end);
}

/// Runs a task of about `cost` multiply-adds.
static void run_units(unit_task *t, double cost) {
  t->chunks = il_chunk_count(cost, (t->units + t->together - 1) / t->together);
  if (t->chunks < 2) {
    t->chunks = 1;
    unit_chunk(t, 0);
  } else {
    il_parallel(t->chunks, unit_chunk, t);
  }
}

/// Columns that threads keep together: a vector of any instruction set.
enum { COLUMNS = 16 };

static void run_channels(void (*function)(const il_channels *b, int64_t first, int64_t end),
                         const il_channels *b, double weight) {
  unit_task t = {.by_channels = function, .channels = b, .units = b->channels,
                 .together = b->places == 1 ? COLUMNS : 1};
  run_units(&t, (double)b->rows * (double)b->channels * (double)b->places * weight);
}

void il_batch_norm(il_scalar scalar, int64_t rows, int64_t channels, int64_t places, double epsilon,
                   const void *x, const void *weight, const void *bias, const void *running_mean,
                   const void *running_variance, void *saved, void *y) {
  const il_channels b = {.rows = rows, .channels = channels, .places = places, .epsilon = epsilon, .x = x,
                         .weight = weight, .bias = bias, .running_mean = running_mean,
                         .running_variance = running_variance, .saved = saved, .y = y};
  run_channels(il_kernels(scalar)->batch_norm, &b, 4);
}

void il_batch_norm_backward(il_scalar scalar, int64_t rows, int64_t channels, int64_t places,
                            double epsilon, bool is_fixed, const void *x, const void *dy, const void *weight,
                            const void *saved, void *dx, void *dweight, void *dbias) {
  const il_channels b = {.rows = rows, .channels = channels, .places = places, .epsilon = epsilon,
                         .is_fixed = is_fixed, .x = x, .dy = dy, .weight = weight, .saved = (void *)saved,
                         .y = dx, .dweight = dweight, .dbias = dbias};
  run_channels(il_kernels(scalar)->batch_norm_backward, &b, 6);
}

void il_batch_norm_update(il_scalar scalar, int64_t channels, int64_t count, double momentum,
                          const void *saved, void *running_mean, void *running_variance) {
  const il_kernel_table *kernels = il_kernels(scalar);
  kernels->blend(channels, 1 - momentum, momentum, saved, running_mean);
  if (count < 2) return;
  const double unbiased = momentum * (double)count / (double)(count - 1);
  const char *variance = (const char *)saved + (size_t)channels * il_size(scalar);
  kernels->blend(channels, 1 - momentum, unbiased, variance, running_variance);
}

void il_scale_channels(il_scalar scalar, int64_t rows, int64_t channels, int64_t places, const void *x,
                       const void *factor, void *y) {
  const il_channels b = {.rows = rows, .channels = channels, .places = places, .x = x, .weight = factor,
                         .y = y};
  run_channels(il_kernels(scalar)->scale_channels, &b, 2);
}

void il_scale_channels_to_factor(il_scalar scalar, int64_t rows, int64_t channels, int64_t places,
                                 const void *x, const void *dy, void *dfactor) {
  const il_channels b = {.rows = rows, .channels = channels, .places = places, .x = x, .dy = dy,
                         .dweight = dfactor};
  run_channels(il_kernels(scalar)->scale_channels_to_factor, &b, 2);
}

int64_t il_grouping_size(const il_grouping *g) { return g->groups * g->blocks * g->length; }

int64_t il_grouping_channels(const il_grouping *g) {
  return g->groups * (g->by_block ? g->blocks : g->length);
}

static void run_groups(void (*function)(const il_groups *b, int64_t first, int64_t end), const il_groups *b,
                       int64_t units, int64_t together, double weight) {
  unit_task t = {.by_groups = function, .groups = b, .units = units, .together = together};
  run_units(&t, (double)b->rows * (double)il_grouping_size(&b->grouping) * weight);
}

void il_group_norm(il_scalar scalar, const il_grouping *g, int64_t rows, double epsilon, const void *x,
                   const void *weight, const void *bias, void *saved, void *y) {
  const il_groups b = {.grouping = *g, .rows = rows, .epsilon = epsilon, .x = x, .weight = weight,
                       .bias = bias, .saved = saved, .y = y};
  run_groups(il_kernels(scalar)->group_norm, &b, rows, 1, 4);
}

void il_group_norm_backward(il_scalar scalar, const il_grouping *g, int64_t rows, const void *x,
                            const void *dy, const void *weight, const void *saved, void *dx) {
  const il_groups b = {.grouping = *g, .rows = rows, .x = x, .dy = dy, .weight = weight,
                       .saved = (void *)saved, .y = dx};
  run_groups(il_kernels(scalar)->group_norm_backward, &b, rows, 1, 6);
}

void il_group_norm_to_affine(il_scalar scalar, const il_grouping *g, int64_t rows, const void *x,
                             const void *dy, const void *saved, void *dweight, void *dbias) {
  const il_groups b = {.grouping = *g, .rows = rows, .x = x, .dy = dy, .saved = (void *)saved,
                       .dweight = dweight, .dbias = dbias};
  run_groups(il_kernels(scalar)->group_norm_to_affine, &b, il_grouping_channels(g),
             g->by_block ? 1 : COLUMNS, 4);
}
