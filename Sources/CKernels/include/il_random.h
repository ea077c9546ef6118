#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"

/// Philox4x32-10: four words out of a counter of four and a key of two, as the initializers' streams have it.
void il_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]);

/// Drops elements with `probability` in [0, 1) and divides the others by 1 - probability; y may be x.
///
/// What is dropped is a pure function of key, step and element, the same for both scalars: element e is
/// dropped where word e mod 4 of counter {e / 4, step}, each two words with the lowest first, is below
/// floor(2^32 probability). The gradient is the same function of dy. Dropped elements are multiplied by 0,
/// so that NaN and infinities stay visible.
void il_dropout(il_scalar scalar, uint64_t key, int64_t step, double probability, int64_t count,
                const void *x, void *y);

/// Laws of an initializer's numbers.
typedef enum il_law {
  IL_UNIFORM = 0,
  IL_NORMAL,
  IL_CUT_NORMAL,
} il_law;

/// Numbers to draw: a stream of the initializers from a position on, and a law.
typedef struct il_draw {
  uint64_t key, lane, position;
  il_law law;
  /// Uniform: the ends; else mean and deviation.
  double a, b;
  /// Cut normal: cut-offs in deviations, where the law begins and ends, and whether it lies in a tail, as
  /// InitKit's NormalCut has them.
  double lower, upper, start, end;
  bool is_tail;
} il_draw;

/// Draws `count` numbers in order, in float64, with the bits of the definitions in InitKit.
void il_draw_numbers(const il_draw *draw, int64_t count, double *numbers);
