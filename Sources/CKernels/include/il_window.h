#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"

/// A window that slides over images: the geometry of convolutions and pooling.
///
/// A sample holds numbers [channels, height, width], or [height, width, channels] with `channels_last`, as
/// sequences do (height 1, width = time). Output places p = (row, column), row-major; taps k = (channel in
/// the group, kernel row, kernel column), row-major.
typedef struct il_window {
  /// of what the window slides over
  int64_t channels, height, width;
  /// channels that a convolution gives; pooling ignores it
  int64_t outputs;
  /// parts of the channels that do not see each other; pooling ignores it
  int64_t groups;
  int64_t kernel_height, kernel_width;
  int64_t stride_height, stride_width;
  int64_t padding_height, padding_width;
  int64_t dilation_height, dilation_width;
  /// places of the window
  int64_t out_height, out_width;
  bool channels_last;
} il_window;

/// y = bias + weight * x for each sample: cross-correlation, weight [outputs, channels / groups, kh, kw].
///
/// y is [outputs, out_height, out_width], or with channels_last [out_height, out_width, outputs]. `bias`
/// [outputs] may be NULL.
void il_convolve(il_scalar scalar, const il_window *w, int64_t rows, const void *x, const void *weight,
                 const void *bias, void *y);

/// dx from dy, the transpose of il_convolve by x; `bias` [channels], or NULL for zeros, is what dx starts from.
void il_convolve_to_input(il_scalar scalar, const il_window *w, int64_t rows, const void *dy,
                          const void *weight, const void *bias, void *dx);

/// dweight from x and dy, summed over the samples.
void il_convolve_to_weight(il_scalar scalar, const il_window *w, int64_t rows, const void *x, const void *dy,
                           void *dweight);

/// result[channels] = sum over samples and places of x [rows, channels, places].
void il_sum_channels(il_scalar scalar, int64_t rows, int64_t channels, int64_t places, const void *x,
                     void *result);

/// y = largest number under the window, channel by channel; padding never wins, NaN always does.
///
/// Needs a window that covers at least one number everywhere: padding of at most half the kernel.
void il_max_pool(il_scalar scalar, const il_window *w, int64_t rows, const void *x, void *y);

/// dx: each dy goes to the first of the largest numbers under its window, as in PyTorch.
void il_max_pool_backward(il_scalar scalar, const il_window *w, int64_t rows, const void *x, const void *dy,
                          void *dx);

/// y = sum under the window over the kernel's area, padding counted as zeros, as in PyTorch.
void il_average_pool(il_scalar scalar, const il_window *w, int64_t rows, const void *x, void *y);

/// dx of il_average_pool.
void il_average_pool_backward(il_scalar scalar, const il_window *w, int64_t rows, const void *dy, void *dx);
