#pragma once
#pragma STDC FP_CONTRACT OFF
#include <stddef.h>

#include "bits.h"

enum {
  /// Pieces of memory that a family may ask for before it gives them back.
  BITS_PIECES = 256,
};

/// A family at work: where its operands come from and where its results go.
typedef struct bits {
  il_scalar scalar;
  /// of all results so far
  uint64_t digest;
  /// of the generator that operands come from
  uint64_t state;
  int pieces;
  void *memory[BITS_PIECES];
} bits;

/// Kernels of one kind, with many operands each.
typedef void (*bits_family)(bits *b);

/// 64 random bits (SplitMix64).
uint64_t bits_next(bits *b);

/// A whole number in 0..<limit.
int64_t bits_below(bits *b, int64_t limit);

/// `count` scalars in [-scale, scale), scale being a power of two: no rounding takes part.
void *bits_numbers(bits *b, int64_t count, double scale);

/// `count` scalars of any bits: zeros, infinities, NaN, numbers of every size.
void *bits_patterns(bits *b, int64_t count);

/// Whole numbers in 0..<limit.
int32_t *bits_indices(bits *b, int64_t count, int64_t limit);

/// Whole numbers in 0..<limit, as scalars.
void *bits_tokens(bits *b, int64_t count, int64_t limit);

/// Room for `count` scalars, all of them NaN: what is read before it is written shows.
void *bits_room(bits *b, int64_t count);

/// `count` scalars of 0.
void *bits_zeros(bits *b, int64_t count);

/// Takes results into the digest.
void bits_take(bits *b, int64_t count, const void *x);

/// Takes a result in double into the digest.
void bits_take_double(bits *b, double x);

/// Gives all memory back.
void bits_free(bits *b);

void bits_products(bits *b);
void bits_small_products(bits *b);
void bits_convolutions(bits *b);
void bits_convolutions_to_input(bits *b);
void bits_convolutions_to_weight(bits *b);
void bits_pooling(bits *b);
void bits_functions(bits *b);
void bits_activations(bits *b);
void bits_slopes(bits *b);
void bits_softmax(bits *b);
void bits_losses(bits *b);
void bits_arithmetic(bits *b);
void bits_gathers(bits *b);
void bits_sums(bits *b);
void bits_clipping(bits *b);
void bits_batch_norm(bits *b);
void bits_group_norm(bits *b);
void bits_factors(bits *b);
void bits_optimizers(bits *b);
void bits_updates_by_rows(bits *b);
void bits_lbfgs(bits *b);
void bits_dropout(bits *b);
void bits_draws(bits *b);
void bits_recurrences(bits *b);
void bits_attention(bits *b);
void bits_sequences(bits *b);
void bits_dense_network(bits *b);
void bits_image_network(bits *b);
void bits_sequence_network(bits *b);
