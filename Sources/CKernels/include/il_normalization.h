#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"

/// Numbers of a sample that are normalized together, group by group.
///
/// A group is `blocks` runs of `length` numbers, `block_step` apart; groups start `group_step` apart. Layer
/// norm: one group, one run. Groups of channels [channels, places]: a run for each channel of the group.
/// Groups of features [time, features]: a run for each time step.
typedef struct il_grouping {
  int64_t groups, blocks, length;
  int64_t group_step, block_step;
  /// weight and bias hold one number for each run of a group, not one for each place in a run
  bool by_block;
  /// false: nothing is taken off, and the root mean square stands in for the deviation
  bool centered;
} il_grouping;

/// Numbers of a sample.
int64_t il_grouping_size(const il_grouping *g);

/// Numbers of weight and bias.
int64_t il_grouping_channels(const il_grouping *g);

/// y = (x - mean) / sqrt(variance + epsilon) weight + bias, group by group, the variance biased.
///
/// `weight` (NULL: 1) and `bias` (NULL: 0) hold il_grouping_channels numbers. `saved` [rows, groups, 2] is
/// given mean and 1 / sqrt(variance + epsilon); the ways back read it.
void il_group_norm(il_scalar scalar, const il_grouping *g, int64_t rows, double epsilon, const void *x,
                   const void *weight, const void *bias, void *saved, void *y);

/// dx of il_group_norm; dx may be dy.
void il_group_norm_backward(il_scalar scalar, const il_grouping *g, int64_t rows, const void *x,
                            const void *dy, const void *weight, const void *saved, void *dx);

/// dweight and dbias of il_group_norm; either may be NULL.
void il_group_norm_to_affine(il_scalar scalar, const il_grouping *g, int64_t rows, const void *x,
                             const void *dy, const void *saved, void *dweight, void *dbias);

/// y = (x - mean) / sqrt(variance + epsilon) weight + bias, channel by channel of x [rows, channels, places].
///
/// Mean and biased variance are those over rows and places, or the running ones [channels] where they are
/// not NULL. `saved` [2, channels] is given mean and variance. `weight` and `bias` [channels] may be NULL: 1
/// and 0.
void il_batch_norm(il_scalar scalar, int64_t rows, int64_t channels, int64_t places, double epsilon,
                   const void *x, const void *weight, const void *bias, const void *running_mean,
                   const void *running_variance, void *saved, void *y);

/// dx, dweight and dbias of il_batch_norm, each unless NULL; dx may be dy.
///
/// `is_fixed` says that mean and variance did not come from x.
void il_batch_norm_backward(il_scalar scalar, int64_t rows, int64_t channels, int64_t places,
                            double epsilon, bool is_fixed, const void *x, const void *dy, const void *weight,
                            const void *saved, void *dx, void *dweight, void *dbias);

/// running = (1 - momentum) running + momentum saved, for means and variances [channels].
///
/// Variances are made unbiased: times count / (count - 1), `count` being the numbers of a channel. A single
/// number has no variance to learn from: the running one then stays.
void il_batch_norm_update(il_scalar scalar, int64_t channels, int64_t count, double momentum,
                          const void *saved, void *running_mean, void *running_variance);

/// y = factor x, channel by channel of x [rows, channels, places], by learnt factors [channels].
void il_scale_channels(il_scalar scalar, int64_t rows, int64_t channels, int64_t places, const void *x,
                       const void *factor, void *y);

/// dfactor of il_scale_channels: sum of dy x over rows and places.
void il_scale_channels_to_factor(il_scalar scalar, int64_t rows, int64_t channels, int64_t places,
                                 const void *x, const void *dy, void *dfactor);
