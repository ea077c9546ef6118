#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"

/// Cells of recurrent layers, with PyTorch's order of gates; h_t is what a unit shows, h_0 = c_0 = 0.
///
/// a = bias_ih + weight_ih x_t + bias_hh + weight_hh h_(t-1), one part of `units` rows for each gate.
typedef enum il_cell {
  /// h = tanh(a)
  IL_CELL_TANH = 0,
  /// h = max(a, 0)
  IL_CELL_RELU,
  /// i, f, o = sigmoid(a), g = tanh(a); c = f c_(t-1) + i g; h = o tanh(c); gates i, f, g, o
  IL_CELL_LSTM,
  /// r, z = sigmoid(a), n = tanh(input part + r (unit part)); h = n + z (h_(t-1) - n); gates r, z, n
  IL_CELL_GRU,
} il_cell;

/// A recurrent layer and where its numbers lie.
typedef struct il_recurrence {
  il_cell cell;
  /// T, I, H
  int64_t steps, inputs, units;
  /// y and dy are [rows, T, H]; else the last state [rows, H]
  bool sequence;
  /// [rows, T, I], both ways
  const void *x;
  /// [G H, I] and [G H, H], G being il_cell_gates
  const void *weight_ih, *weight_hh;
  /// [G H] each; both NULL: none
  const void *bias_ih, *bias_hh;
  /// rows * il_recurrence_memory numbers: forward leaves there what backward reads
  void *memory;
  /// of the way back only: room for rows * il_recurrence_slopes numbers, with which it may run as often as it likes;
  /// or `memory` itself, whose front it then writes over, and runs once
  void *slopes;
  /// il_recurrence_workspace numbers, between calls free for anything
  void *workspace;
  /// what comes out
  void *y;
  /// of the way back only: the gradient by y, and the places for those by the others; dx may be NULL
  const void *dy;
  void *dx, *dweight_ih, *dweight_hh, *dbias_ih, *dbias_hh;
} il_recurrence;

/// Gates of a cell: 1, 4 of lstm, 3 of gru.
int64_t il_cell_gates(il_cell cell);

/// Numbers that a recurrence keeps for each sample.
int64_t il_recurrence_memory(il_cell cell, int64_t steps, int64_t inputs, int64_t units);

/// Numbers of each sample that the way back works in, no more than the memory has.
int64_t il_recurrence_slopes(il_cell cell, int64_t steps, int64_t units);

/// Numbers that a recurrence needs whatever the batch.
int64_t il_recurrence_workspace(il_cell cell, int64_t units);

/// y from x; needs weights, memory and workspace.
void il_recur(il_scalar scalar, const il_recurrence *r, int64_t rows);

/// All gradients from dy, after il_recur with the same x and memory.
void il_recur_backward(il_scalar scalar, const il_recurrence *r, int64_t rows);
