// What takes rows as a whole: softmax, losses, sums.
#include "collect.h"

enum { ROWS = 23, COLUMNS = 67, LARGE_ROWS = 120, LARGE_COLUMNS = 75 };

static void softmax(bits *b, int64_t rows, int64_t columns, double scale) {
  const void *x = bits_numbers(b, rows * columns, scale), *dy = bits_numbers(b, rows * columns, 1);
  void *y = bits_room(b, rows * columns), *dx = bits_room(b, rows * columns);
  il_softmax(b->scalar, rows, columns, x, y);
  bits_take(b, rows * columns, y);
  il_softmax_backward(b->scalar, rows, columns, y, dy, dx);
  bits_take(b, rows * columns, dx);
  bits_free(b);
}

void bits_softmax(bits *b) {
  for (int64_t columns = 1; columns <= 70; columns += 1 + columns / 4) softmax(b, 5, columns, 4);
  softmax(b, ROWS, COLUMNS, 1024);
  softmax(b, LARGE_ROWS, LARGE_COLUMNS, 4);
}

void bits_losses(bits *b) {
  for (int kind = 0; kind < IL_LOSS_COUNT; kind++) {
    // Of a single column some classes lie outside, which makes NaN.
    const bool by_class = kind == IL_CROSS_ENTROPY || kind == IL_HINGE_CLASSES;
    for (int64_t columns = 1; columns <= COLUMNS; columns += 1 + columns / 3) {
      const void *prediction = bits_numbers(b, ROWS * columns, 8);
      const void *target = by_class ? (void *)bits_indices(b, ROWS, columns + (columns == 1))
                                    : bits_tokens(b, ROWS * columns, 2);
      void *gradient = bits_room(b, ROWS * columns);
      bits_take_double(b, il_loss_value(b->scalar, (il_loss)kind, 0.5, ROWS, columns, prediction, target, NULL));
      bits_take_double(
          b, il_loss_value(b->scalar, (il_loss)kind, 0.5, ROWS, columns, prediction, target, gradient));
      bits_take(b, ROWS * columns, gradient);
      bits_free(b);
    }
  }
}

static void sums(bits *b, int64_t rows, int64_t columns) {
  const void *x = bits_numbers(b, rows * columns, 1);
  void *result = bits_room(b, rows > columns ? rows : columns);
  il_sum_rows(b->scalar, rows, columns, x, result);
  bits_take(b, columns, result);
  il_sum_columns(b->scalar, rows, columns, x, result);
  bits_take(b, rows, result);
  bits_free(b);
}

void bits_sums(bits *b) {
  for (int64_t count = 0; count < 700; count += 1 + count / 5) {
    const void *x = bits_numbers(b, count, 1), *y = bits_numbers(b, count, 1);
    bits_take_double(b, il_sum(b->scalar, count, x));
    bits_take_double(b, il_sum_of_squares(b->scalar, count, x));
    bits_take_double(b, il_dot(b->scalar, count, x, y));
    bits_take_double(b, il_norm(b->scalar, count, x));
    bits_free(b);
    sums(b, count % 37, count % 61);
  }
  sums(b, 2003, 81);
  for (int64_t places = 1; places < 1200; places += 1 + places / 2) {
    const void *x = bits_numbers(b, ROWS * 7 * places, 1);
    void *result = bits_room(b, 7);
    il_sum_channels(b->scalar, ROWS, 7, places, x, result);
    bits_take(b, 7, result);
    bits_free(b);
  }
}
