// The entries of plain arithmetic: bound by memory, so left to one thread.
#include <float.h>
#include <string.h>

#include "internal.h"

void il_fill(il_scalar scalar, int64_t count, double value, void *y) {
  il_kernels(scalar)->fill(count, value, y);
}

void il_scale(il_scalar scalar, int64_t count, double factor, const void *x, void *y) {
  il_kernels(scalar)->scale(count, factor, x, y);
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

void il_axpy(il_scalar scalar, int64_t count, double factor, const void *x, void *y) {
  il_kernels(scalar)->axpy(count, factor, x, y);
}

void il_add(il_scalar scalar, int64_t count, const void *x, const void *y, void *result) {
  il_kernels(scalar)->add(count, x, y, result);
}

void il_subtract(il_scalar scalar, int64_t count, const void *x, const void *y, void *result) {
  il_kernels(scalar)->subtract(count, x, y, result);
}

void il_multiply(il_scalar scalar, int64_t count, const void *x, const void *y, void *result) {
  il_kernels(scalar)->multiply(count, x, y, result);
}

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
