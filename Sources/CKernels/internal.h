#pragma once
// Fused is what says fma, and nothing else: on AArch64 compilers are free to fuse a product and a sum.
#pragma STDC FP_CONTRACT OFF
#include <stdatomic.h>
#include <stddef.h>

#include "kernel_table.h"

/// The factors of a step, after the powers have advanced by it unless they stand already.
il_step il_step_of(const il_optimizer *optimizer, double learning_rate, double *powers, bool advances);

/// An update of parameters [rows, columns], each row with a summary unless `summaries` is NULL; `alone`: in the
/// calling thread.
void il_optimize_step(il_scalar scalar, const il_step *step, int64_t rows, int64_t columns, void *parameters,
                      const void *gradient, void *first, void *second, void *previous, void *summaries,
                      bool alone);

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
