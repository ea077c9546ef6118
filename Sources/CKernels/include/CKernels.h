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
/// - Everything else is elementwise, rounded after each operation as written in the source, fused only
///   where the source says fma. No function of libm takes part, other than the IEEE operations fma and sqrt.
///
/// Largest errors, in units in the last place of the result (float32 | float64), over the whole range
/// unless said otherwise:
/// exp 1.1 | 1.1, expm1 (x <= 0) 1.2 | 1.2, log (x >= 1) 1 | 1, log1p (0 <= x <= 1) 1.3 | 1.3,
/// tanh 1.5 | 2.7, sigmoid 2.8 | 2.8, softplus 2 | 2, erf 1.2 | 1.4, sin and cos 1.7 | 1.7 up to 2^17 | 2^30.
/// For finite |x| beyond 2^22 | 2^30 sin is defined as 0 and cos as 1. The gelu family multiplies these, so
/// its error is measured against |x|, as in PyTorch.
///
/// NaN payloads are not part of the promise: treat all NaN as equal.
///
/// Every function accepts sizes of 0. Pointers need the alignment of their scalar only. Matrices are
/// row-major. `void *` operands hold scalars of the `il_scalar` given.

#include "il_codes.h"
#include "il_lbfgs.h"
#include "il_normalization.h"
#include "il_operations.h"
#include "il_plan.h"
#include "il_random.h"
#include "il_system.h"
#include "il_window.h"
