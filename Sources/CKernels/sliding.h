#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "CKernels.h"

/// Numbers that are copied at a time, unless a single row needs more.
#define IL_SLAB (1 << 17)

/// What a window slides over: one group of a sample's channels, mostly read from a copy with zeros around it.
///
/// Rows and columns of the copy count from `top` and `left`, which are below 0 where it starts in the border.
/// Columns under a stride may be sorted by what is left over by it, so that places next to each other lie next
/// to each other.
typedef struct il_source {
  int64_t channels, height, width;
  /// distances between numbers, samples and groups
  int64_t channel_step, row_step, column_step, sample_step, group_step;
  int64_t top, left, rows, columns;
  /// numbers of the source from place to place
  int64_t row_stride, column_stride;
  /// distances in the copy between channels, rows, and neighboring places of a row
  int64_t copy_channel, copy_row, copy_place;
  /// numbers of a copy between columns that have different rests of the stride; 0: columns are not sorted
  int64_t phase_step;
  /// numbers that come together in a column: all channels where they come last, else 1
  int64_t column_numbers;
  /// rows of the copy under one row of places
  int64_t reach;
  /// no border, no stride: the source is its own copy
  bool in_place;
  bool channels_last;
} il_source;

/// Places of a result that see the same taps: all of them forward; backward one rest of the stride on each axis.
typedef struct il_lattice {
  /// first place in a sample's result
  int64_t first;
  int64_t rows, columns;
  int64_t taps;
  /// by tap: where it reads, from a place's own position in the copy, and the weight's entry for output 0
  int32_t *offsets, *entries;
  /// first number of its packed weights in those of a group
  int64_t packed;
} il_lattice;

/// result[o, place] = initial[o] + sum over the taps of weight[o, tap] source[place, tap], group by group.
typedef struct il_slide {
  il_source source;
  const void *x, *weight, *initial;
  void *result;
  int64_t samples, groups, outputs;
  /// distances in the weight between outputs and groups
  int64_t weight_output, weight_group;
  int64_t result_sample, result_group, result_channel, result_row, result_column;
  int64_t lattices;
  il_lattice *lattice;
  /// whether lanes run along the places, or along the outputs
  bool lanes_are_places;
  /// weights in the order in which they are read, and initial values filled up to whole vectors, by group
  void *packed, *packed_initial;
  int64_t packed_group, initial_group;
  /// rows of places that are worked on at a time
  int64_t bands, band_rows;
  const il_window *window;
} il_slide;

/// dweight[o, tap] = sum over samples and places of dy[o, place] x[place, tap], group by group.
typedef struct il_weight_sum {
  il_source source;
  const void *x, *dy;
  void *result;
  int64_t samples, groups, outputs, places, columns;
  int64_t dy_sample, dy_group, dy_channel, dy_place;
  const il_lattice *lattice;
  /// taps of one channel
  int64_t area;
  /// by place of a slab: where it lies in the copy
  const int32_t *place_offsets;
  /// a slab is so many whole samples, or so many rows of one
  int64_t slab_samples, slab_rows, slab_numbers;
  /// outputs filled up to whole vectors
  int64_t width;
  const il_window *window;
} il_weight_sum;

/// What a thread does of a sum: taps of the channels named, and chunks of places.
typedef struct il_weight_part {
  int64_t group, first_channel, end_channel, first_chunk, end_chunk;
  /// [tap, width]: chunks joined; or, kept apart, [chunk, tap, width] from the first chunk on
  void *sums;
  bool apart;
} il_weight_part;
