#pragma once
// The kernels of each instruction set, and which of them are in use.
#include <stdatomic.h>

#include "records.h"
#include "sliding.h"

/// The kernels of one instruction set and one scalar.
typedef struct il_kernel_table {
  /// Units in which a product may be cut for threads.
  int panel_columns, panel_rows;
  /// Largest m n k that the small product takes.
  int small_product_limit;
  /// Rows m0..<m1 and columns n0..<n1 of a product.
  void (*product)(const il_product *p, int64_t m0, int64_t m1, int64_t n0, int64_t n1);
  /// What a part of so many rows and columns moves before it multiplies, in multiply-adds.
  double (*product_moves)(const il_product *p, int64_t rows, int64_t columns);
  /// A whole product with k <= IL_CHUNK, without packing panels; false where it does not fit.
  bool (*small_product)(const il_product *p);
  void (*elementary)(il_elementary kind, int64_t count, const void *x, void *y);
  void (*activate)(il_activation kind, double a, int64_t count, const void *x, void *y);
  void (*activate_backward)(il_activation kind, double a, int64_t count, const void *x, const void *y,
                            const void *dy, void *dx);
  void (*softmax)(int64_t rows, int64_t columns, const void *x, void *y);
  void (*softmax_backward)(int64_t rows, int64_t columns, const void *y, const void *dy, void *dx);
  double (*loss)(il_loss kind, double delta, int64_t rows, int64_t columns, const void *prediction,
                 const void *target, void *gradient);
  void (*optimize)(const il_step *step, int64_t count, void *parameters, const void *gradient, void *first,
                   void *second, void *previous);
  /// The first three numbers of a row's summary, from its gradient.
  void (*summarize_gradient)(int64_t count, const void *gradient, void *summary);
  /// The last two, from its parameters after and before the update.
  void (*summarize_update)(int64_t count, const void *parameters, const void *previous, void *summary);
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
  void (*convert)(il_stored stored, int64_t count, const void *x, void *y);
  int64_t (*first_non_finite)(int64_t count, const void *x);
  /// Convolutions by their definition: rows first..<end of a sample's group, outputs first..<end of a weight.
  void (*plain_convolve)(const il_window *w, int64_t group, int64_t first, int64_t end, const void *x,
                         const void *weight, const void *bias, void *y);
  void (*plain_to_input)(const il_window *w, int64_t group, int64_t first, int64_t end, const void *dy,
                         const void *weight, const void *bias, void *dx);
  void (*plain_to_weight)(const il_window *w, int64_t rows, int64_t first, int64_t end, const void *x,
                          const void *dy, void *dweight);
  /// Products under a window, NULL in the reference: see slide.h.
  bool (*slide_prefers_places)(const il_slide *s);
  int64_t (*slide_packed_numbers)(const il_slide *s, int64_t taps);
  void (*slide_pack)(const il_slide *s, int64_t group);
  bool (*slide_units)(const il_slide *s, int64_t first, int64_t end);
  /// Sums for a weight, NULL in the reference: see weight_sum.h.
  bool (*weight_sums)(const il_weight_sum *s, const il_weight_part *part);
  void (*weight_add_chunks)(int64_t chunks, int64_t size, const void *apart, bool started, void *sums);
  void (*weight_put)(const il_weight_sum *s, int64_t group, int64_t first, int64_t end, const void *sums);
  bool (*weight_depthwise)(const il_weight_sum *s, int64_t first, int64_t end);
  /// Channels c0..<c1 of a sum over samples and places.
  void (*sum_channels)(int64_t rows, int64_t channels, int64_t places, int64_t c0, int64_t c1, const void *x,
                       void *result);
  /// Pooling of planes, and of whole samples whose channels come last.
  void (*max_pool)(const il_window *w, int64_t planes, const void *x, void *y);
  void (*max_pool_backward)(const il_window *w, int64_t planes, const void *x, const void *dy, void *dx);
  void (*average_pool)(const il_window *w, int64_t planes, const void *x, void *y);
  void (*average_pool_backward)(const il_window *w, int64_t planes, const void *dy, void *dx);
  void (*max_pool_last)(const il_window *w, int64_t samples, const void *x, void *y);
  void (*max_pool_last_backward)(const il_window *w, int64_t samples, const void *x, const void *dy, void *dx);
  void (*average_pool_last)(const il_window *w, int64_t samples, const void *x, void *y);
  void (*average_pool_last_backward)(const il_window *w, int64_t samples, const void *dy, void *dx);
  /// Channels c0..<c1.
  void (*batch_norm)(const il_channels *b, int64_t c0, int64_t c1);
  void (*batch_norm_backward)(const il_channels *b, int64_t c0, int64_t c1);
  void (*scale_channels)(const il_channels *b, int64_t c0, int64_t c1);
  void (*scale_channels_to_factor)(const il_channels *b, int64_t c0, int64_t c1);
  /// Rows r0..<r1.
  void (*group_norm)(const il_groups *b, int64_t r0, int64_t r1);
  void (*group_norm_backward)(const il_groups *b, int64_t r0, int64_t r1);
  /// Learnt numbers c0..<c1.
  void (*group_norm_to_affine)(const il_groups *b, int64_t c0, int64_t c1);
  /// y = keep y + take x
  void (*blend)(int64_t count, double keep, double take, const void *x, void *y);
  /// Elements from `start` on, a multiple of 4; x and y point at them.
  void (*dropout)(const il_dropping *d, int64_t start, int64_t count, const void *x, void *y);
  /// Numbers first..<end of a draw; NULL for float32.
  void (*draw)(const il_draw *d, int64_t first, int64_t end, double *numbers);
  /// All of B in panels, k * (n + 15) numbers.
  void (*pack_panels)(const il_product *p, void *panels);
  /// Rows m0..<m1 of a product whose B lies in panels.
  void (*panel_product)(const il_product *p, int64_t m0, int64_t m1, const void *panels);
  /// Samples first..<end of one time step.
  void (*cell_forward)(const il_cell_step *s, int64_t first, int64_t end);
  void (*cell_backward)(const il_cell_step *s, int64_t first, int64_t end);
  /// Queries from `first` on, rows [rows, steps], in place.
  void (*attention_softmax)(int64_t rows, int64_t first, int64_t steps, bool causal, double factor, void *x);
  void (*attention_softmax_backward)(int64_t rows, int64_t first, int64_t steps, bool causal, double factor,
                                     const void *y, void *dx);
  void (*sinusoids)(int64_t steps, int64_t columns, void *result);
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
