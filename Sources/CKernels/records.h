#pragma once
// What a kernel is told in one piece; sizes and pointers only, nothing of these owns memory.
#include <stdbool.h>
#include <stdint.h>

#include "CKernels.h"

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
