#pragma once
// Fused is what says fma, and nothing else: on AArch64 compilers are free to fuse a product and a sum.
#pragma STDC FP_CONTRACT OFF
#include <stdatomic.h>
#include <stddef.h>

#include "CKernels.h"
#include "sliding.h"

/// Memory that is needed soon.
typedef struct il_region {
  const void *start;
  int64_t bytes;
  /// to be taken from other threads, as it is to be written
  bool is_taken;
} il_region;

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
  /// what to fetch meanwhile, without an influence on any result
  const il_region *ahead;
  int ahead_count;
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

/// A batch norm or learnt factors on x [rows, channels, places]; pointers as in the calls, dx being y.
typedef struct il_channels {
  int64_t rows, channels, places;
  double epsilon;
  bool is_fixed;
  const void *x, *dy, *weight, *bias, *running_mean, *running_variance;
  void *saved, *y, *dweight, *dbias;
} il_channels;

/// A norm over groups; pointers as in the calls, dx being y.
typedef struct il_groups {
  il_grouping grouping;
  int64_t rows;
  double epsilon;
  const void *x, *dy, *weight, *bias;
  void *saved, *y, *dweight, *dbias;
} il_groups;

/// What to drop, and what to multiply the rest by.
typedef struct il_dropping {
  uint64_t key, step;
  uint32_t threshold;
  double factor;
} il_dropping;

/// Constants of Philox4x32: multipliers, and what is added to the key in each round.
#define IL_PHILOX_M0 0xD2511F53u
#define IL_PHILOX_M1 0xCD9E8D57u
#define IL_PHILOX_W0 0x9E3779B9u
#define IL_PHILOX_W1 0xBB67AE85u
/// One time step of a recurrence, arrays [rows, ...] of all samples.
typedef struct il_cell_step {
  il_cell cell;
  int64_t units, gate_count;
  /// sums, then gates
  void *gates;
  /// h before and after; c of lstm likewise
  const void *before;
  void *state;
  const void *cell_before;
  void *cell_state;
  /// what else il_recurrence's cell keeps
  void *extra;
  /// a step of the layer's output or NULL, and the distance of its rows
  void *out;
  int64_t out_row;
  /// slope of what the step before gives to the layer's output, or NULL
  const void *dout;
  /// slopes of h and c, of the gates' sums and of the units' part of them
  void *dstate, *dcell, *dgates, *dextra;
} il_cell_step;

/// The factors of a step, after the powers have advanced by it unless they stand already.
il_step il_step_of(const il_optimizer *optimizer, double learning_rate, double *powers, bool advances);

/// An update of parameters [rows, columns], each row with a summary unless `summaries` is NULL; `alone`: in the
/// calling thread.
void il_optimize_step(il_scalar scalar, const il_step *step, int64_t rows, int64_t columns, void *parameters,
                      const void *gradient, void *first, void *second, void *previous, void *summaries,
                      bool alone);

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

/// Size in bytes of a scalar.
static inline size_t il_size(il_scalar scalar) { return scalar == IL_FLOAT64 ? 8 : 4; }

/// A part of a task; `chunk` counts from 0.
typedef void (*il_task)(const void *context, int chunk);

/// Runs chunks 0..<chunks of a task, on several threads when they are free; returns when all are done.
void il_parallel(int chunks, il_task task, const void *context);

/// Cost in multiply-adds below which waking a thread takes longer than the work.
#define IL_PARALLEL_COST 150000

/// Waits until `count` is at least `value`, which other threads that are at work bring it to.
void il_await(const atomic_int *count, int value);

/// In how many chunks to cut work of about `cost` multiply-adds with `units` indivisible parts; 1: do not.
int il_chunk_count(double cost, int64_t units);

/// What a thread keeps memory for, from call to call.
typedef enum il_buffer {
  /// of a convolution's threads: results on their way, a copy with borders
  IL_ROOM_BUFFER = 0,
  IL_COPY_BUFFER,
  /// of its caller: offsets, packed weights or sums
  IL_TABLE_BUFFER,
  IL_PACKED_BUFFER,
  IL_BUFFER_COUNT,
  IL_SUMS_BUFFER = IL_PACKED_BUFFER,
  /// panels of a product, in the same memory: none runs within a convolution
  IL_PANEL_B_BUFFER = IL_ROOM_BUFFER,
  IL_PANEL_A_BUFFER = IL_COPY_BUFFER,
} il_buffer;

/// The calling thread's buffer `which` of at least `bytes`, aligned to 64; NULL without memory.
void *il_thread_buffer(il_buffer which, size_t bytes);

/// A sequence as an image one number wide, so that rows may be cut; numbers and taps keep their order.
il_window il_window_upright(const il_window *w);

/// What a product under a window reads: forward x, backward dy; without the layout of its copy.
il_source il_source_of(const il_window *w, bool backward);

/// Lays out a copy of `rows` rows, columns sorted by their rest or not; without a border the source will do.
void il_source_lay_out(il_source *s, int64_t rows, bool sorts_columns);

/// Numbers of a copy of `rows` rows.
int64_t il_source_numbers(const il_source *s, int64_t rows);

/// Whether copies and tables are of a size worth having; beyond, the definition's loops have to do.
bool il_window_is_common(const il_window *w, bool backward);

/// Number of lattices.
int64_t il_lattice_count(const il_window *w, bool backward);

/// Fills the lattices; `table` has room for 2 channels kernel_height kernel_width numbers.
void il_lattices_fill(const il_window *w, bool backward, const il_source *s, il_lattice *lattices,
                      int32_t *table);

/// m, n, k as given, everything else of il_gemm, run in chunks where that pays.
void il_product_run(il_scalar scalar, const il_product *product);

/// What follows the rows m0..<m1, columns n0..<n1 of a product at once, in the thread that computed them.
typedef void (*il_follower)(const void *context, int64_t m0, int64_t m1, int64_t n0, int64_t n1);

/// The same, each part followed by something.
void il_product_followed(il_scalar scalar, const il_product *product, il_follower follower, const void *context);

/// Whether a product is one for the kernels' `small_product`, if that takes it.
bool il_product_is_small(il_scalar scalar, const il_product *product);

/// The same in the calling thread.
void il_product_alone(il_scalar scalar, const il_product *product);

/// The same terms, each element's summed from another place of k on, by its row and column.
///
/// Breaks the promise that a result depends on its operands only, and nothing else: the same on every machine.
void il_product_shuffled(il_scalar scalar, const il_product *product);

/// Runs an operation of sequences; others are none of its business.
void il_sequence_operation(il_scalar scalar, const il_operation *o, int64_t rows, int64_t columns);
