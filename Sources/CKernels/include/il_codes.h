#pragma once
#include <stdint.h>

/// Version of the numeric definition written in `CKernels.h`.
#define IL_NUMERICS_VERSION 2

/// The number type of a call's operands.
typedef enum il_scalar {
  IL_FLOAT32 = 0,
  IL_FLOAT64 = 1,
} il_scalar;

/// How the numbers of a data set are stored.
typedef enum il_stored {
  IL_STORED_UINT8 = 0,
  IL_STORED_INT32,
  IL_STORED_FLOAT32,
  IL_STORED_FLOAT64,
} il_stored;

/// Activation functions y = f(x; a); derivatives follow PyTorch at the points where there is a choice.
typedef enum il_activation {
  /// x
  IL_IDENTITY = 0,
  /// max(x, 0); derivative 0 at 0
  IL_RELU,
  /// x > 0 ? x : a x; derivative a at 0
  IL_LEAKY_RELU,
  /// x > 0 ? x : a (exp(x) - 1); derivative a at 0
  IL_ELU,
  /// Klambauer et al. 2017: 1.0507 (x > 0 ? x : 1.6733 (exp(x) - 1)), with the constants' full digits
  IL_SELU,
  /// x/2 (1 + erf(x / sqrt 2))
  IL_GELU,
  /// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
  IL_GELU_TANH,
  /// x sigmoid(x)
  IL_SILU,
  /// log(1 + exp(x)), without PyTorch's switch to x above 20
  IL_SOFTPLUS,
  /// 1 / (1 + exp(-x))
  IL_SIGMOID,
  /// tanh(x)
  IL_TANH,
  /// x / (1 + |x|)
  IL_SOFTSIGN,
  /// x cut to [-1, 1]; derivative 0 at both ends
  IL_HARD_TANH,
  /// erf(x)
  IL_ERF,
  /// sin(x)
  IL_SIN,
  /// x tanh(log(1 + exp(x)))
  IL_MISH,
  /// x times x + 3 cut to [0, 6], over 6; derivative 0 at -3 and 1 at 3
  IL_HARD_SWISH,
  /// x cut to [0, 6]; derivative 0 at both ends
  IL_RELU6,
  /// x + 3 cut to [0, 6], over 6; derivative 0 at both ends
  IL_HARD_SIGMOID,
  /// arctan(x)
  IL_ATAN,
} il_activation;

/// Number of activation codes.
#define IL_ACTIVATION_COUNT 20

/// Elementary functions that activations and losses are made of, each with the range that it is made for.
typedef enum il_elementary {
  IL_FUNCTION_EXP = 0,
  /// exp(x) - 1, x <= 0
  IL_FUNCTION_EXPM1,
  /// x >= 1
  IL_FUNCTION_LOG,
  /// log(1 + x), 0 <= x <= 1
  IL_FUNCTION_LOG1P,
  IL_FUNCTION_TANH,
  IL_FUNCTION_SIGMOID,
  IL_FUNCTION_SOFTPLUS,
  IL_FUNCTION_ERF,
  IL_FUNCTION_SIN,
  IL_FUNCTION_COS,
  IL_FUNCTION_ATAN,
} il_elementary;

/// Number of elementary functions.
#define IL_FUNCTION_COUNT 11

/// Loss functions of a prediction p [rows, columns] and a target t; the mean is stated with each.
typedef enum il_loss {
  /// (p - t)^2, mean over rows and columns
  IL_MSE = 0,
  /// |p - t|, mean over rows and columns; derivative 0 at 0
  IL_MAE,
  /// e = |p - t|; e < delta ? e^2 / 2 : delta (e - delta / 2), mean over rows and columns
  IL_HUBER,
  /// Binary cross entropy of logits, t in [0, 1]: max(p, 0) - p t + log(1 + exp(-|p|)), mean over both
  IL_BCE,
  /// Cross entropy of logits with class targets (int32 [rows]), mean over rows
  IL_CROSS_ENTROPY,
  /// Cross entropy of logits with probability (or one-hot) targets [rows, columns], mean over rows
  IL_CROSS_ENTROPY_PROBABILITIES,
  /// max(0, 1 - s p), s = t > 0 ? 1 : -1 (so ±1 and 0/1 targets both do), mean over rows and columns
  IL_HINGE,
  /// The same with class targets (int32 [rows]): s = 1 in the column of the class, -1 elsewhere
  IL_HINGE_CLASSES,
} il_loss;

/// Number of loss codes.
#define IL_LOSS_COUNT 8

/// Optimizers, by PyTorch's formulas.
typedef enum il_optimizer_kind {
  /// g += wd w; v = mu v + g; w -= lr v (without momentum: w -= lr g)
  IL_SGD = 0,
  /// g += wd w; v = mu v + g; w -= lr (g + mu v)
  IL_SGD_NESTEROV,
  /// g += wd w; m += (1-b1)(g-m); v = b2 v + (1-b2) g g; w -= lr/(1-b1^t) m / (sqrt(v)/sqrt(1-b2^t) + eps)
  IL_ADAM,
  /// w *= 1 - lr wd; then as Adam without weight decay
  IL_ADAMW,
  /// g += wd w; v = b2 v + (1-b2) g g; u = mu u + g / (sqrt(v) + eps); w -= lr u
  IL_RMSPROP,
  /// g += wd w; v += g g; w -= lr g / (sqrt(v) + eps)
  IL_ADAGRAD,
  /// g += wd w; m and v as in Adam; mu = b1 (1 - 0.96^(psi t) / 2), next = the same of t + 1, p = product of
  /// all mu; w -= lr ((1-mu)/(1-p) g + next/(1-p next) m) / (sqrt(v)/sqrt(1-b2^t) + eps)
  IL_NADAM,
  /// g += wd w; v = b2 v + (1-b2) g g; d = g sqrt(u + eps) / sqrt(v + eps); u = b2 u + (1-b2) d d; w -= lr d
  IL_ADADELTA,
  /// w *= 1 - lr wd; w -= lr sign(b1 m + (1-b1) g); m = b2 m + (1-b2) g; the sign of 0 is 0
  IL_LION,
} il_optimizer_kind;

/// Number of optimizer codes.
#define IL_OPTIMIZER_COUNT 9
