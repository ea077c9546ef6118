#pragma once
#include <stdatomic.h>
#include <stddef.h>

#include "CKernels.h"

/// One matrix product, transposes folded into strides: op(A)'s element (i, p) is a[i * a_row + p * a_column].
typedef struct il_product {
  int64_t m, n, k;
  const void *a;
  int64_t a_row, a_column;
  const void *b;
  int64_t b_row, b_column;
  const void *initial;
  int64_t initial_row;
  void *c;
  int64_t c_row;
} il_product;

/// Chunk length of the product's definition.
#define IL_CHUNK 384
/// Virtual lanes of a sum over features.
#define IL_SUM_LANES 64

/// Factors of an optimizer's step, computed once in double from learning rate and powers.
typedef struct il_step {
  il_optimizer_kind kind;
  double learning_rate, momentum, weight_decay, epsilon;
  double beta1, gain1, beta2, gain2;
  /// lr / (1 - b1^t), sqrt(1 - b2^t); of nadam the factors of lr times gradient and lr times mean
  double step_size, root_correction, mean_size;
} il_step;

/// The kernels of one instruction set and one scalar.
typedef struct il_kernel_table {
  /// Units in which a product may be cut for threads.
  int panel_columns, panel_rows;
  /// Largest m n k that the small product takes.
  int small_product_limit;
  /// Rows m0..<m1 and columns n0..<n1 of a product.
  void (*product)(const il_product *p, int64_t m0, int64_t m1, int64_t n0, int64_t n1);
  /// A whole product with k <= IL_CHUNK, without packing panels; false where it does not fit.
  bool (*small_product)(const il_product *p);
  void (*activate)(il_activation kind, double a, int64_t count, const void *x, void *y);
  void (*activate_backward)(il_activation kind, double a, int64_t count, const void *x, const void *y,
                            const void *dy, void *dx);
  void (*softmax)(int64_t rows, int64_t columns, const void *x, void *y);
  void (*softmax_backward)(int64_t rows, int64_t columns, const void *y, const void *dy, void *dx);
  double (*loss)(il_loss kind, double delta, int64_t rows, int64_t columns, const void *prediction,
                 const void *target, void *gradient);
  void (*optimize)(const il_step *step, int64_t count, void *parameters, const void *gradient, void *first,
                   void *second, void *previous);
  /// Columns c0..<c1 of a sum over rows.
  void (*sum_rows)(int64_t rows, int64_t columns, int64_t c0, int64_t c1, const void *x, void *result);
  void (*sum_columns)(int64_t rows, int64_t columns, const void *x, void *result);
  double (*sum)(int64_t count, const void *x);
  double (*dot)(int64_t count, const void *x, const void *y);
  void (*fill)(int64_t count, double value, void *y);
  void (*scale)(int64_t count, double factor, const void *x, void *y);
  void (*clip)(int64_t count, double limit, void *x);
  void (*axpy)(int64_t count, double factor, const void *x, void *y);
  void (*add)(int64_t count, const void *x, const void *y, void *result);
  void (*subtract)(int64_t count, const void *x, const void *y, void *result);
  void (*multiply)(int64_t count, const void *x, const void *y, void *result);
  int64_t (*first_non_finite)(int64_t count, const void *x);
  /// columns[taps, places] of one sample, for `channels` channels from `first_channel`
  void (*gather_patches)(const il_window *w, int64_t first_channel, int64_t channels, const void *sample,
                         void *columns);
  /// Adds columns[taps, places] to one sample.
  void (*scatter_patches)(const il_window *w, int64_t first_channel, int64_t channels, const void *columns,
                          void *sample);
  /// Channels c0..<c1 of a sum over samples and places.
  void (*sum_channels)(int64_t rows, int64_t channels, int64_t places, int64_t c0, int64_t c1, const void *x,
                       void *result);
  void (*max_pool)(const il_window *w, int64_t planes, const void *x, void *y);
  void (*max_pool_backward)(const il_window *w, int64_t planes, const void *x, const void *dy, void *dx);
  void (*average_pool)(const il_window *w, int64_t planes, const void *x, void *y);
  void (*average_pool_backward)(const il_window *w, int64_t planes, const void *dy, void *dx);
} il_kernel_table;

extern const il_kernel_table il_kernels_scalar_float32, il_kernels_scalar_float64;
extern const il_kernel_table il_kernels_base_float32, il_kernels_base_float64;
#if defined(__x86_64__)
extern const il_kernel_table il_kernels_avx2_float32, il_kernels_avx2_float64;
extern const il_kernel_table il_kernels_avx512_float32, il_kernels_avx512_float64;
#endif

/// The kernels in use, by scalar; NULL until the processor was asked.
extern const il_kernel_table *_Atomic il_current_kernels[2];

/// Asks the processor, then returns the kernels in use.
const il_kernel_table *il_find_kernels(il_scalar scalar);

/// The kernels in use.
static inline const il_kernel_table *il_kernels(il_scalar scalar) {
  const il_kernel_table *kernels =
      atomic_load_explicit(&il_current_kernels[scalar == IL_FLOAT64], memory_order_relaxed);
  return kernels ? kernels : il_find_kernels(scalar);
}

/// Size in bytes of a scalar.
static inline size_t il_size(il_scalar scalar) { return scalar == IL_FLOAT64 ? 8 : 4; }

/// A part of a task; `chunk` counts from 0.
typedef void (*il_task)(const void *context, int chunk);

/// Runs chunks 0..<chunks of a task, on several threads when they are free; returns when all are done.
void il_parallel(int chunks, il_task task, const void *context);

/// Cost in multiply-adds below which waking a thread takes longer than the work.
#define IL_PARALLEL_COST 150000

/// In how many chunks to cut work of about `cost` multiply-adds with `units` indivisible parts; 1: do not.
int il_chunk_count(double cost, int64_t units);

/// The calling thread's buffer `which` (0 or 1) of at least `bytes`, aligned to 64; NULL without memory.
void *il_thread_buffer(int which, size_t bytes);

/// m, n, k as given, everything else of il_gemm, run in chunks where that pays.
void il_product_run(il_scalar scalar, const il_product *product);
