// Embeddings, positions and means over time: bound by memory, so left to one thread.
#include <math.h>

#include "internal.h"

static const void *at(il_scalar scalar, const void *p, int64_t element) {
  return (const char *)p + (size_t)element * il_size(scalar);
}

static void *place(il_scalar scalar, void *p, int64_t element) {
  return (char *)p + (size_t)element * il_size(scalar);
}

/// Row that a token names, or -1.
static int64_t row_of(il_scalar scalar, const void *tokens, int64_t index, int64_t vocabulary) {
  const double token =
      scalar == IL_FLOAT64 ? ((const double *)tokens)[index] : (double)((const float *)tokens)[index];
  if (!(token >= 0 && token < (double)vocabulary)) return -1;
  return (double)(int64_t)token == token ? (int64_t)token : -1;
}

void il_embed(il_scalar scalar, int64_t rows, int64_t columns, int64_t vocabulary, const void *tokens,
              const void *table, void *result) {
  const il_kernel_table *kernels = il_kernels(scalar);
  for (int64_t i = 0; i < rows; i++) {
    const int64_t row = row_of(scalar, tokens, i, vocabulary);
    void *to = place(scalar, result, i * columns);
    if (row < 0) kernels->fill(columns, NAN, to);
    else kernels->scale(columns, 1, at(scalar, table, row * columns), to);
  }
}

void il_embed_backward(il_scalar scalar, int64_t rows, int64_t columns, int64_t vocabulary,
                       const void *tokens, const void *dy, void *dtable) {
  const il_kernel_table *kernels = il_kernels(scalar);
  kernels->fill(vocabulary * columns, 0, dtable);
  for (int64_t i = 0; i < rows; i++) {
    const int64_t row = row_of(scalar, tokens, i, vocabulary);
    if (row < 0) continue;
    void *to = place(scalar, dtable, row * columns);
    kernels->add(columns, to, at(scalar, dy, i * columns), to);
  }
}

void il_add_row(il_scalar scalar, int64_t rows, int64_t columns, const void *x, const void *row,
                void *result) {
  const il_kernel_table *kernels = il_kernels(scalar);
  for (int64_t i = 0; i < rows; i++) {
    kernels->add(columns, at(scalar, x, i * columns), row, place(scalar, result, i * columns));
  }
}

void il_mean_steps(il_scalar scalar, int64_t rows, int64_t steps, int64_t columns, const void *x,
                   void *result) {
  const il_kernel_table *kernels = il_kernels(scalar);
  for (int64_t i = 0; i < rows; i++) {
    void *to = place(scalar, result, i * columns);
    kernels->sum_rows(steps, columns, 0, columns, at(scalar, x, i * steps * columns), to);
    kernels->scale(columns, 1 / (double)steps, to, to);
  }
}

void il_mean_steps_backward(il_scalar scalar, int64_t rows, int64_t steps, int64_t columns, const void *dy,
                            void *dx) {
  const il_kernel_table *kernels = il_kernels(scalar);
  for (int64_t i = 0; i < rows * steps; i++) {
    kernels->scale(columns, 1 / (double)steps, at(scalar, dy, i / steps * columns),
                   place(scalar, dx, i * columns));
  }
}

void il_sinusoids(il_scalar scalar, int64_t steps, int64_t columns, void *result) {
  if (steps <= 0 || columns <= 0) return;
  il_kernels(scalar)->sinusoids(steps, columns, result);
}
