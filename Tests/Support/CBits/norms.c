// Norms over batches and groups, and learnt factors, both ways.
#include "collect.h"

enum { CHANNELS = 9 };
static const double epsilon = 0x1p-17;

static void batch_norm(bits *b, int64_t rows, int64_t places) {
  const int64_t count = rows * CHANNELS * places;
  const void *x = bits_numbers(b, count, 2), *dy = bits_numbers(b, count, 1);
  const void *weight = bits_numbers(b, CHANNELS, 1), *bias = bits_numbers(b, CHANNELS, 1);
  void *y = bits_room(b, count), *saved = bits_room(b, 2 * CHANNELS);
  void *mean = bits_zeros(b, CHANNELS), *variance = bits_zeros(b, CHANNELS);
  void *dweight = bits_room(b, CHANNELS), *dbias = bits_room(b, CHANNELS);
  for (int fixed = 0; fixed < 2; fixed++) {
    il_batch_norm(b->scalar, rows, CHANNELS, places, epsilon, x, weight, bias, fixed ? mean : NULL,
                  fixed ? variance : NULL, saved, y);
    bits_take(b, count, y);
    bits_take(b, 2 * CHANNELS, saved);
    il_batch_norm_backward(b->scalar, rows, CHANNELS, places, epsilon, fixed, x, dy, weight, saved, y, dweight,
                           dbias);
    bits_take(b, count, y);
    bits_take(b, CHANNELS, dweight);
    bits_take(b, CHANNELS, dbias);
    il_batch_norm_update(b->scalar, CHANNELS, rows * places, 0x1.999999999999ap-4, saved, mean, variance);
    bits_take(b, CHANNELS, mean);
    bits_take(b, CHANNELS, variance);
  }
  bits_free(b);
}

void bits_batch_norm(bits *b) {
  for (int64_t places = 1; places < 150; places += 1 + places / 2) batch_norm(b, 1 + places % 7, places);
  batch_norm(b, 33, 1);
  batch_norm(b, 40, 101);
}

static void group_norm(bits *b, il_grouping g, int64_t rows) {
  const int64_t count = rows * il_grouping_size(&g), channels = il_grouping_channels(&g);
  const void *x = bits_numbers(b, count, 2), *dy = bits_numbers(b, count, 1);
  const void *weight = bits_numbers(b, channels, 1), *bias = bits_numbers(b, channels, 1);
  void *y = bits_room(b, count), *saved = bits_room(b, 2 * rows * g.groups);
  void *dweight = bits_room(b, channels), *dbias = bits_room(b, channels);
  il_group_norm(b->scalar, &g, rows, epsilon, x, weight, bias, saved, y);
  bits_take(b, count, y);
  bits_take(b, 2 * rows * g.groups, saved);
  il_group_norm_backward(b->scalar, &g, rows, x, dy, weight, saved, y);
  bits_take(b, count, y);
  il_group_norm_to_affine(b->scalar, &g, rows, x, dy, saved, dweight, dbias);
  bits_take(b, channels, dweight);
  bits_take(b, channels, dbias);
  bits_free(b);
}

void bits_group_norm(bits *b) {
  for (int centered = 0; centered < 2; centered++) {
    const bool c = centered == 1;
    for (int64_t length = 1; length < 200; length += 1 + length / 2) {
      // A layer's norm; channels by groups; features by groups, a run for each time step.
      group_norm(b, (il_grouping){1, 1, length, length, length, false, c}, 6);
      group_norm(b, (il_grouping){3, 2, length, 2 * length, length, true, c}, 4);
      group_norm(b, (il_grouping){2, 5, length, length, 2 * length, false, c}, 3);
    }
    group_norm(b, (il_grouping){1, 1, 130, 130, 130, false, c}, 300);
  }
}

void bits_factors(bits *b) {
  for (int64_t places = 1; places < 1200; places += 1 + places / 2) {
    const int64_t rows = 7 + places % 11, count = rows * CHANNELS * places;
    const void *x = bits_numbers(b, count, 1), *dy = bits_numbers(b, count, 1);
    const void *factor = bits_numbers(b, CHANNELS, 1);
    void *y = bits_room(b, count), *dfactor = bits_room(b, CHANNELS);
    il_scale_channels(b->scalar, rows, CHANNELS, places, x, factor, y);
    bits_take(b, count, y);
    il_scale_channels_to_factor(b->scalar, rows, CHANNELS, places, x, dy, dfactor);
    bits_take(b, CHANNELS, dfactor);
    bits_free(b);
  }
}
