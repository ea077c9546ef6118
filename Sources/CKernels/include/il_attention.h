#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"

/// Queries that one step of attention takes together; part of the numeric definition.
#define IL_ATTENTION_QUERIES 64

/// The heads of an attention layer, E = heads * head_size wide.
///
/// A row of `qkv` [rows, steps, 3 E] holds query, key and value; of each head h has the numbers
/// h * head_size..<(h + 1) * head_size.
typedef struct il_attention {
  int64_t steps, heads, head_size;
  /// position i sees positions 0...i only
  bool causal;
} il_attention;

/// out [rows, steps, E] = softmax(Q K^T / sqrt(head_size)) V, head by head.
///
/// `probabilities` [rows, heads, steps, steps] receives the softmax, zeros where a position does not see.
void il_attend(il_scalar scalar, const il_attention *a, int64_t rows, const void *qkv, void *probabilities,
               void *out);

/// Numbers of the workspace of il_attend_backward.
int64_t il_attention_workspace(const il_attention *a, int64_t rows);

/// dqkv from dout and from what il_attend left in `probabilities`.
void il_attend_backward(il_scalar scalar, const il_attention *a, int64_t rows, const void *qkv,
                        const void *probabilities, const void *dout, void *workspace, void *dqkv);
