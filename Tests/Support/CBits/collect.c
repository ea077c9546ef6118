// Operands by integer arithmetic, and digests: nothing here rounds, so nothing here can differ by machine.
#include "collect.h"

#include <stdlib.h>
#include <string.h>

uint64_t bits_next(bits *b) {
  b->state += 0x9E3779B97F4A7C15;
  uint64_t z = b->state;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

int64_t bits_below(bits *b, int64_t limit) { return (int64_t)(bits_next(b) % (uint64_t)limit); }

/// Memory that lives until the family gives it back; a test without memory had better end.
static void *piece(bits *b, size_t bytes) {
  void *memory = b->pieces < BITS_PIECES ? malloc(bytes ? bytes : 1) : NULL;
  if (!memory) abort();
  b->memory[b->pieces++] = memory;
  return memory;
}

void bits_free(bits *b) {
  for (int i = 0; i < b->pieces; i++) free(b->memory[i]);
  b->pieces = 0;
}

static size_t size_of(const bits *b) { return b->scalar == IL_FLOAT64 ? sizeof(double) : sizeof(float); }

/// Puts a number that both scalars hold exactly.
static void put(const bits *b, void *x, int64_t index, double value) {
  if (b->scalar == IL_FLOAT64) ((double *)x)[index] = value;
  else ((float *)x)[index] = (float)value;
}

void *bits_numbers(bits *b, int64_t count, double scale) {
  void *x = piece(b, (size_t)count * size_of(b));
  // 24 bits of a float, 53 of a double: whole numbers that convert exactly.
  const int shift = b->scalar == IL_FLOAT64 ? 11 : 40;
  const double unit = b->scalar == IL_FLOAT64 ? 0x1p-52 : 0x1p-23;
  for (int64_t i = 0; i < count; i++) {
    const int64_t whole = (int64_t)(bits_next(b) >> shift) - ((int64_t)1 << (63 - shift));
    put(b, x, i, (double)whole * (unit * scale));
  }
  return x;
}

void *bits_patterns(bits *b, int64_t count) {
  static const double special[] = {0.0, -0.0,   1,       -1,      0.5,              -3,
                                   3,   6,      88,      -88,     710,              -746,
                                   0x1p22, 0x1p30, 0x1p60, 0x1p-149, __builtin_inf(), -__builtin_inf()};
  enum { SPECIAL = sizeof special / sizeof *special };
  char *x = piece(b, (size_t)count * size_of(b));
  for (int64_t i = 0; i < count; i++) {
    const uint64_t word = bits_next(b);
    if (i < SPECIAL) {
      put(b, x, i, special[i]);
    } else if (b->scalar == IL_FLOAT64) {
      memcpy(x + i * 8, &word, 8);
    } else {
      const uint32_t half = (uint32_t)(word >> 32);
      memcpy(x + i * 4, &half, 4);
    }
  }
  return x;
}

int32_t *bits_indices(bits *b, int64_t count, int64_t limit) {
  int32_t *x = piece(b, (size_t)count * sizeof *x);
  for (int64_t i = 0; i < count; i++) x[i] = (int32_t)bits_below(b, limit);
  return x;
}

void *bits_tokens(bits *b, int64_t count, int64_t limit) {
  void *x = piece(b, (size_t)count * size_of(b));
  for (int64_t i = 0; i < count; i++) put(b, x, i, (double)bits_below(b, limit));
  return x;
}

void *bits_room(bits *b, int64_t count) {
  return memset(piece(b, (size_t)count * size_of(b)), 0xff, (size_t)count * size_of(b));
}

void *bits_zeros(bits *b, int64_t count) {
  return memset(piece(b, (size_t)count * size_of(b)), 0, (size_t)count * size_of(b));
}

static void take_word(bits *b, uint64_t word) {
  b->digest = (b->digest ^ word) * 0x9E3779B97F4A7C15;
  b->digest ^= b->digest >> 32;
}

void bits_take_double(bits *b, double x) {
  uint64_t word;
  memcpy(&word, &x, sizeof word);
  take_word(b, x != x ? 0x7ff8000000000000 : word);
}

void bits_take(bits *b, int64_t count, const void *x) {
  for (int64_t i = 0; i < count; i++) {
    if (b->scalar == IL_FLOAT64) {
      bits_take_double(b, ((const double *)x)[i]);
      continue;
    }
    const float value = ((const float *)x)[i];
    uint32_t word;
    memcpy(&word, &value, sizeof word);
    take_word(b, value != value ? 0x7fc00000 : word);
  }
}
