#pragma once
/// @file
/// The hot loops of initlab: products, activations, losses, sums, optimizers, and plans made of them.
///
/// Two promises bind every function, in float32 and in float64 alike:
///
/// - exact: a result depends on its own operands only, never on where it lies (lane, tile, row, column,
///   batch size, width) nor on the number of threads. Equal neurons therefore stay equal bit for bit.
/// - reproducible: the bits are the same on every machine and for every instruction set.
///
/// ## Numerics version 2
///
/// This text defines the bits. Changing any of it is a new version (`IL_NUMERICS_VERSION`), because saved
/// results would no longer replay.
///
/// - Product: `k` is cut into chunks of exactly 384. Inside a chunk there is one accumulator for each output
///   element, `acc = fma(a[i,p], b[p,j], acc)` with `p` ascending. The first chunk starts from the initial
///   value (bias, old C or zero), each later one from zero and is then added: `c = c + acc`.
/// - Sum over features, of squares, and of a loss over its elements: 64 virtual lanes; element `e` is added
///   to lane `e mod 64` in ascending order (products by fma), lanes start from +0. Then for s = 32, 16, 8, 4,
///   2, 1: `lane[i] = lane[i] + lane[i + s]` for all i < s. A cross entropy sums one value for each row so.
/// - Sum over rows: 4 chains for each column, row `r` goes to chain `r mod 4`, joined as
///   `(s0 + s2) + (s1 + s3)`.
/// - Convolution: each output is one product over the taps (channel, kernel row, kernel column) of its group,
///   in this order, that starts from the bias. By the input: for each number one product over (output
///   channel, kernel row, kernel column), in this order, of those taps that lie a whole number of strides
///   away; it starts from the bias, or zero. By the weights: for each entry one product over (sample, row,
///   column) of all samples' places, in this order. Padding takes part as zeros.
/// - Sum over channels (a convolution's bias gradient): each sample's places as a sum over features, then
///   samples in order. Pooling: window elements in row-major order, one chain; its gradient: places in order.
/// - Recurrence: a sum of gates is a product over the inputs that starts from the biases' sum, continued over
///   the units; of gru the units' part is a product of its own, from bias_hh, and added. The slope of a state
///   is a product over the gates that starts from the output's slope (of gru: plus what passes the gate z).
///   Weights: products over the rows (step, sample), step-major; biases: sums over those rows.
/// - Attention: scores are products over a head's numbers, times 1/sqrt(head size), softmax over the
///   positions seen; values and slopes of queries are products over the keys 0..<end of the queries' block of
///   64 (without `causal` over all), unseen ones having probability 0; slopes of keys and values are products
///   over the queries, block after block, each starting from the sum so far.
/// - Embedding: the gradient of a row is one chain over the tokens that picked it, samples, then positions.
///   Mean over steps: a sum over rows, times 1/steps.
/// - Batch norm: a channel's sum over rows and places takes place e of each row into lane `e mod 64`, rows in
///   order, folded once at the end as a sum over features; of channels without places it is a sum over rows.
///   First the mean, then the mean of squared differences from it (fma). normal = (x - mean) scale, scale =
///   1 / sqrt(variance + epsilon), y = fma(normal, weight, bias). Backward: dbias and dweight are the sums of
///   dy and, by fma, of dy normal; dx = (weight scale) fma(-(x - mean), dweight / n scale, dy - dbias / n).
/// - Norms over groups: the same sums over a group's runs instead of rows; of its learnt numbers those over the
///   rows: in lanes where a number belongs to a run, else in the 4 chains, rows and their runs in order. slope =
///   dy weight, dx = scale fma(-normal, mean of slope normal, slope - mean of slope).
/// - Learnt factors: the gradient sums dy x (fma) as batch norm sums. Running statistics: keep y + take x.
/// - Dropout: element e times 0 or 1 / (1 - p), by word `e mod 4` of Philox counter {e / 4, step}: see
///   `il_dropout`. Quasi-Newton steps: the order in `lbfgs.c`, their dot products sums over features.
/// - Everything else is elementwise, rounded after each operation as written in the source, fused only
///   where the source says fma. No function of libm takes part, other than the IEEE operations fma and sqrt.
///
/// Largest errors, in units in the last place of the result (float32 | float64), over the whole range
/// unless said otherwise; those of float32 hold for every float, those of float64 for samples:
/// exp 1.1 | 1.1, expm1 (x <= 0) 0.9 | 1.2, log (x >= 1) 0.9 | 0.9, log1p (0 <= x <= 1) 1.3 | 1.3,
/// tanh 1.4 | 2.7, sigmoid 2.9 | 2.8, softplus 2 | 2, erf 1.1 | 1.4, atan 2.3 | 1.2, sin and cos 1.7 | 1.7 up
/// to 2^17 | 2^30. For finite |x| beyond 2^22 | 2^30 sin is defined as 0 and cos as 1. gelu (1.6), gelu_tanh
/// (1.6), silu (2), mish (2.2) and hard_swish (2) multiply by x, so their errors are measured against |x|, as in
/// PyTorch. `make sweep` measures all of this.
///
/// NaN payloads are not part of the promise: treat all NaN as equal.
///
/// Every function accepts sizes of 0. Pointers need the alignment of their scalar only. Matrices are
/// row-major. `void *` operands hold scalars of the `il_scalar` given.

#include "il_attention.h"
#include "il_codes.h"
#include "il_lbfgs.h"
#include "il_normalization.h"
#include "il_operations.h"
#include "il_plan.h"
#include "il_random.h"
#include "il_recurrence.h"
#include "il_sequence.h"
#include "il_system.h"
#include "il_window.h"
