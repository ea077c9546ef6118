// The entries of plain arithmetic, shared out where large: one core does not use all of the memory's speed.
#include <float.h>
#include <string.h>

#include "range.h"

/// Multiply-adds that an element costs, as a cheap activation.
#define WEIGHT 4

static void fill_range(const range_task *t, int64_t start, int64_t count) {
  t->kernels->fill(count, t->value, place(t->result, start, t->size));
}

void il_fill(il_scalar scalar, int64_t count, double value, void *y) {
  range_task t = {.function = fill_range, .kernels = il_kernels(scalar), .size = il_size(scalar),
                  .count = count, .value = value, .result = y};
  run_range(&t, WEIGHT);
}

static void scale_range(const range_task *t, int64_t start, int64_t count) {
  t->kernels->scale(count, t->value, at(t->x, start, t->size), place(t->result, start, t->size));
}

void il_scale(il_scalar scalar, int64_t count, double factor, const void *x, void *y) {
  range_task t = {.function = scale_range, .kernels = il_kernels(scalar), .size = il_size(scalar),
                  .count = count, .value = factor, .x = x, .result = y};
  run_range(&t, WEIGHT);
}

void il_clip_value(il_scalar scalar, int64_t count, double limit, void *x) {
  il_kernels(scalar)->clip(count, limit, x);
}

void il_clip_norm(il_scalar scalar, int64_t count, double limit, void *x) {
  double norm = il_norm(scalar, count, x);
  if (norm > DBL_MAX && il_first_non_finite(scalar, count, x) < 0) {
    // The squares overflow; beside elements so large those that underflow here do not count.
    const double small = scalar == IL_FLOAT64 ? 0x1p-512 : 0x1p-64;
    il_scale(scalar, count, small, x, x);
    il_scale(scalar, count, limit / il_norm(scalar, count, x), x, x);
    return;
  }
  const double factor = limit / (norm + 1e-6);
  if (factor < 1) il_scale(scalar, count, factor, x, x);
}

static void axpy_range(const range_task *t, int64_t start, int64_t count) {
  t->kernels->axpy(count, t->value, at(t->x, start, t->size), place(t->result, start, t->size));
}

void il_axpy(il_scalar scalar, int64_t count, double factor, const void *x, void *y) {
  range_task t = {.function = axpy_range, .kernels = il_kernels(scalar), .size = il_size(scalar),
                  .count = count, .value = factor, .x = x, .result = y};
  run_range(&t, WEIGHT);
}

/// One of the kernels of two operands, by ranges.
#define BINARY(name)                                                                              \
  static void name##_range(const range_task *t, int64_t start, int64_t count) {                   \
    t->kernels->name(count, at(t->x, start, t->size), at(t->y, start, t->size),                   \
                     place(t->result, start, t->size));                                           \
  }                                                                                               \
  void il_##name(il_scalar scalar, int64_t count, const void *x, const void *y, void *result) {   \
    range_task t = {.function = name##_range, .kernels = il_kernels(scalar),                      \
                    .size = il_size(scalar), .count = count, .x = x, .y = y, .result = result};   \
    run_range(&t, WEIGHT);                                                                        \
  }

BINARY(add)
BINARY(subtract)
BINARY(multiply)

void il_copy_columns(il_scalar scalar, int64_t rows, int64_t columns, const void *x, int64_t stride_x,
                     void *result, int64_t stride_result) {
  const size_t size = il_size(scalar), bytes = (size_t)columns * size;
  if (bytes == 0) return;
  for (int64_t i = 0; i < rows; i++) {
    memcpy((char *)result + (size_t)(i * stride_result) * size, (const char *)x + (size_t)(i * stride_x) * size,
           bytes);
  }
}

int64_t il_first_non_finite(il_scalar scalar, int64_t count, const void *x) {
  return il_kernels(scalar)->first_non_finite(count, x);
}
