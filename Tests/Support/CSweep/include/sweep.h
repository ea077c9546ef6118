#pragma once
#include <stdint.h>

#include "CKernels.h"

/// A function to go through: elementary, or an activation from `SWEEP_ACTIVATIONS` on.
#define SWEEP_ACTIVATIONS 100

/// What going through many floats has found.
typedef struct sweep_result {
  /// largest difference between float32 and float64, in units in the last place of the float32 result; of
  /// activations in those of the larger of |x| and the result
  double error;
  /// where it was found
  float worst;
  /// arguments of which one result is NaN or infinite and the other is not
  int64_t disagreements;
  /// arguments compared
  int64_t count;
} sweep_result;

/// Compares float32 with float64 kernels on the floats in [low, high] whose bits are multiples of `stride`.
sweep_result sweep_errors(int function, float low, float high, uint32_t stride);

/// A number that depends on every bit of the float32 results over all bit patterns that are multiples of
/// `stride`; all NaN count as one.
uint64_t sweep_bits(int function, uint32_t stride);

/// Largest error of a float64 kernel in units in the last place, against long double, over `count` samples.
///
/// Negative where long double has no more digits than double.
double sweep_double_error(int function, double low, double high, int64_t count);
