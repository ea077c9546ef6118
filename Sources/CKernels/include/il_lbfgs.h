#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"

/// The loss at the present parameters, whose gradient is written where the step reads it.
typedef double (*il_lbfgs_evaluate)(void *context);

/// One method of limited-memory quasi-Newton steps (Liu and Nocedal 1989), as PyTorch's LBFGS takes them.
typedef struct il_lbfgs {
  int64_t count;
  /// pairs of steps and differences of gradients that are remembered, at least 1
  int64_t history;
  /// a line search for the strong Wolfe conditions (c1 = 1e-4, c2 = 0.9, at most 25 trials); else a step of
  /// the learning rate along the direction, the first one at most 1 / (sum of |gradient|) of it
  bool searches;
  double learning_rate;
  /// where the parameters and their gradient lie
  void *parameters;
  const void *gradient;
  /// takes the parameters as they were before, at the end; NULL, or the gradient's own place
  void *previous;
  /// il_lbfgs_numbers of them, zeros before the first step
  void *numbers;
  /// il_lbfgs_scalars of them, zeros before the first step
  double *scalars;
} il_lbfgs;

/// Scalars of the parameters' type that a method works with: last gradient, direction, start, pairs.
int64_t il_lbfgs_numbers(int64_t count, int64_t history);

/// Numbers in double that a method remembers.
int64_t il_lbfgs_scalars(int64_t history);

/// One outer iteration from parameters with this loss and gradient; nothing moves where the largest entry of
/// the gradient is at most 1e-7, or where the direction does not lead down by more than 1e-9.
///
/// `evaluate` is called once for each trial of the line search. A trial whose loss is not finite counts as
/// one that is too far. Dot products are sums over features; the sum of |gradient| goes in order, in double.
void il_lbfgs_step(il_scalar scalar, const il_lbfgs *method, double loss, il_lbfgs_evaluate evaluate,
                   void *context);
