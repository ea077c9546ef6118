// What takes one number after the other: functions, activations, arithmetic.
#include "collect.h"

enum { COUNT = 1037, LARGE = 9001 };

/// Numbers of any bits, then numbers in [-scale, scale) for scales 1, 8, 128 and 1024, `COUNT` each.
typedef struct range {
  const void *x[5];
} range;

static range ranges(bits *b) {
  return (range){{bits_patterns(b, COUNT), bits_numbers(b, COUNT, 1), bits_numbers(b, COUNT, 8),
                  bits_numbers(b, COUNT, 128), bits_numbers(b, COUNT, 1024)}};
}

void bits_functions(bits *b) {
  const range r = ranges(b);
  void *y = bits_room(b, COUNT);
  for (int function = 0; function < IL_FUNCTION_COUNT; function++) {
    for (int i = 0; i < 5; i++) {
      il_elementary_values(b->scalar, (il_elementary)function, COUNT, r.x[i], y);
      bits_take(b, COUNT, y);
    }
  }
}

void bits_activations(bits *b) {
  const range r = ranges(b);
  void *y = bits_room(b, LARGE);
  for (int kind = 0; kind < IL_ACTIVATION_COUNT; kind++) {
    for (int i = 0; i < 5; i++) {
      il_activate(b->scalar, (il_activation)kind, 0.25, COUNT, r.x[i], y);
      bits_take(b, COUNT, y);
    }
  }
  const void *x = bits_numbers(b, LARGE, 4);
  il_activate(b->scalar, IL_TANH, 0, LARGE, x, y);
  bits_take(b, LARGE, y);
}

void bits_slopes(bits *b) {
  const range r = ranges(b);
  const void *dy = bits_numbers(b, COUNT, 1);
  void *y = bits_room(b, LARGE), *dx = bits_room(b, LARGE);
  for (int kind = 0; kind < IL_ACTIVATION_COUNT; kind++) {
    for (int i = 0; i < 5; i++) {
      il_activate(b->scalar, (il_activation)kind, 0.25, COUNT, r.x[i], y);
      il_activate_backward(b->scalar, (il_activation)kind, 0.25, COUNT, r.x[i], y, dy, dx);
      bits_take(b, COUNT, dx);
    }
  }
  const void *x = bits_numbers(b, LARGE, 4);
  il_activate(b->scalar, IL_GELU, 0, LARGE, x, y);
  il_activate_backward(b->scalar, IL_GELU, 0, LARGE, x, y, x, dx);
  bits_take(b, LARGE, dx);
}

void bits_arithmetic(bits *b) {
  const range r = ranges(b);
  void *result = bits_room(b, COUNT);
  for (int i = 0; i < 5; i++) {
    const void *x = r.x[i], *y = r.x[(i + 1) % 5];
    il_add(b->scalar, COUNT, x, y, result);
    bits_take(b, COUNT, result);
    il_subtract(b->scalar, COUNT, x, y, result);
    bits_take(b, COUNT, result);
    il_multiply(b->scalar, COUNT, x, y, result);
    bits_take(b, COUNT, result);
    il_axpy(b->scalar, COUNT, 0x1.999999999999ap-4, x, result);
    bits_take(b, COUNT, result);
    il_scale(b->scalar, COUNT, 0x1.5555555555555p-2, x, result);
    bits_take(b, COUNT, result);
    bits_take_double(b, (double)il_first_non_finite(b->scalar, COUNT, x));
  }
  il_fill(b->scalar, COUNT, 0x1.999999999999ap-4, result);
  bits_take(b, COUNT, result);
}

void bits_clipping(bits *b) {
  for (int i = 0; i < 5; i++) {
    const range r = ranges(b);
    void *x = (void *)(uintptr_t)r.x[i];
    il_clip_value(b->scalar, COUNT, 100, x);
    bits_take(b, COUNT, x);
    il_clip_norm(b->scalar, COUNT, 3, x);
    bits_take(b, COUNT, x);
    bits_free(b);
  }
  // Squares that overflow.
  void *x = bits_numbers(b, COUNT, b->scalar == IL_FLOAT64 ? 0x1p1020 : 0x1p125);
  il_clip_norm(b->scalar, COUNT, 3, x);
  bits_take(b, COUNT, x);
}

void bits_gathers(bits *b) {
  enum { ROWS = 57, COLUMNS = 37, CLASSES = 11 };
  const int32_t *index = bits_indices(b, ROWS, ROWS), *whole = bits_indices(b, ROWS * COLUMNS, 1 << 30);
  void *result = bits_room(b, ROWS * COLUMNS * CLASSES);
  il_gather_rows(b->scalar, ROWS, COLUMNS, bits_numbers(b, ROWS * COLUMNS, 1), index, result);
  bits_take(b, ROWS * COLUMNS, result);
  // The bytes of whole numbers are stored numbers of any kind; as floats they are small and finite.
  for (int stored = IL_STORED_UINT8; stored <= IL_STORED_FLOAT32; stored++) {
    il_gather_converted(b->scalar, (il_stored)stored, ROWS, COLUMNS, whole, index, result);
    bits_take(b, ROWS * COLUMNS, result);
  }
  bits doubles = {.scalar = IL_FLOAT64, .state = 7};
  for (int i = 0; i < 2; i++) {
    const void *x = i ? bits_numbers(&doubles, ROWS * COLUMNS, 1) : bits_patterns(&doubles, ROWS * COLUMNS);
    il_gather_converted(b->scalar, IL_STORED_FLOAT64, ROWS, COLUMNS, x, i ? index : NULL, result);
    bits_take(b, ROWS * COLUMNS, result);
  }
  enum { MANY = 2100 };
  void *many = bits_room(b, MANY * COLUMNS);
  const void *bytes = bits_indices(b, MANY * COLUMNS / 4 + 1, INT32_MAX);
  il_gather_converted(b->scalar, IL_STORED_UINT8, MANY, COLUMNS, bytes, NULL, many);
  bits_take(b, MANY * COLUMNS, many);
  bits_free(&doubles);
  const int32_t *classes = bits_indices(b, ROWS * COLUMNS, CLASSES + 1);
  il_gather_one_hot(b->scalar, ROWS, COLUMNS, CLASSES, classes, index, result);
  bits_take(b, ROWS * COLUMNS * CLASSES, result);
  const void *x = bits_numbers(b, ROWS * COLUMNS, 1);
  il_copy_columns(b->scalar, ROWS, 7, x, COLUMNS, result, 9);
  bits_take(b, ROWS * 9 - 2, result);
}
