// The entries of plain arithmetic and of copying rows: bound by memory, so left to one thread.
#include <string.h>

#include "internal.h"

void il_fill(il_scalar scalar, int64_t count, double value, void *y) {
  il_kernels(scalar)->fill(count, value, y);
}

void il_scale(il_scalar scalar, int64_t count, double factor, const void *x, void *y) {
  il_kernels(scalar)->scale(count, factor, x, y);
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

void il_gather_rows(il_scalar scalar, int64_t rows, int64_t columns, const void *x, const int32_t *index,
                    void *result) {
  const size_t bytes = (size_t)columns * il_size(scalar);
  if (bytes == 0) return;
  for (int64_t i = 0; i < rows; i++) {
    memcpy((char *)result + (size_t)i * bytes, (const char *)x + (size_t)index[i] * bytes, bytes);
  }
}

void il_gather_classes(int64_t rows, const int32_t *x, const int32_t *index, int32_t *result) {
  for (int64_t i = 0; i < rows; i++) result[i] = x[index[i]];
}

int64_t il_first_non_finite(il_scalar scalar, int64_t count, const void *x) {
  return il_kernels(scalar)->first_non_finite(count, x);
}
