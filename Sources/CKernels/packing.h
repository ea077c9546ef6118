// Copies blocks of a matrix into panels that the tile reads in order.

typedef R Q __attribute__((ext_vector_type(4), aligned(IL_BITS / 8), may_alias));

/// Transposes 4 rows of 4 at s (row distance `stride`) into d (row distance `width`), in registers.
INLINE void transpose_4x4(const R *s, int64_t stride, R *d, int64_t width) {
  Q a = *(const Q *)s, b = *(const Q *)(s + stride);
  Q c = *(const Q *)(s + 2 * stride), e = *(const Q *)(s + 3 * stride);
  Q ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  Q ce_low = __builtin_shufflevector(c, e, 0, 4, 1, 5), ce_high = __builtin_shufflevector(c, e, 2, 6, 3, 7);
  *(Q *)d = __builtin_shufflevector(ab_low, ce_low, 0, 1, 4, 5);
  *(Q *)(d + width) = __builtin_shufflevector(ab_low, ce_low, 2, 3, 6, 7);
  *(Q *)(d + 2 * width) = __builtin_shufflevector(ab_high, ce_high, 0, 1, 4, 5);
  *(Q *)(d + 3 * width) = __builtin_shufflevector(ab_high, ce_high, 2, 3, 6, 7);
}

#if IL_BITS == 32 && IL_LANES == 16
#define FOUR_LOW 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29
#define FOUR_HIGH 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31
#define TWO_LOW 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define TWO_HIGH 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#elif IL_BITS == 32 && IL_LANES == 8
#define FOUR_LOW 0, 8, 1, 9, 4, 12, 5, 13
#define FOUR_HIGH 2, 10, 3, 11, 6, 14, 7, 15
#define TWO_LOW 0, 1, 8, 9, 4, 5, 12, 13
#define TWO_HIGH 2, 3, 10, 11, 6, 7, 14, 15
#endif

#ifdef FOUR_LOW
/// Four numbers of each of four rows side by side; of two, where a vector has no room for more.
INLINE V side_by_side(const R *first, const R *second, const R *third, const R *fourth) {
#if IL_LANES == 16
  typedef R O __attribute__((ext_vector_type(8)));
  O low = __builtin_shufflevector(*(const Q *)first, *(const Q *)second, 0, 1, 2, 3, 4, 5, 6, 7);
  O high = __builtin_shufflevector(*(const Q *)third, *(const Q *)fourth, 0, 1, 2, 3, 4, 5, 6, 7);
  return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#else
  (void)third, (void)fourth;
  return __builtin_shufflevector(*(const Q *)first, *(const Q *)second, 0, 1, 2, 3, 4, 5, 6, 7);
#endif
}

/// Turns LANES rows of 4, every fourth of them in one vector, into 4 rows of LANES at d, stored one after the other.
INLINE void store_turned(V a, V b, V c, V e, R *d, int64_t width) {
  V ab_low = __builtin_shufflevector(a, b, FOUR_LOW), ab_high = __builtin_shufflevector(a, b, FOUR_HIGH);
  V ce_low = __builtin_shufflevector(c, e, FOUR_LOW), ce_high = __builtin_shufflevector(c, e, FOUR_HIGH);
  full_store(d, __builtin_shufflevector(ab_low, ce_low, TWO_LOW));
  full_store(d + width, __builtin_shufflevector(ab_low, ce_low, TWO_HIGH));
  full_store(d + 2 * width, __builtin_shufflevector(ab_high, ce_high, TWO_LOW));
  full_store(d + 3 * width, __builtin_shufflevector(ab_high, ce_high, TWO_HIGH));
}

/// Transposes LANES rows of 4 at s into 4 rows of LANES at d.
INLINE void transpose_lanes_4(const R *s, int64_t stride, R *d, int64_t width) {
#define FOURTH(i) side_by_side(s + (i) * stride, s + ((i) + 4) * stride, s + ((i) + 8) * stride, s + ((i) + 12) * stride)
  store_turned(FOURTH(0), FOURTH(1), FOURTH(2), FOURTH(3), d, width);
#undef FOURTH
}

/// Transposes n rows, fewer than LANES, into k rows of n. Whole vectors are stored, one after the other: what is
/// too much of each, the next writes over, and that of the last lies in up to LANES numbers behind.
static void pack_narrow(int64_t k, int n, const R *x, int64_t column, R *d) {
  const R *rows[16];
  for (int i = 0; i < 16; i++) rows[i] = x + (i < n ? i : n - 1) * column;
  int64_t p = 0;
#define FOURTH(i) side_by_side(rows[i] + p, rows[(i) + 4] + p, rows[(i) + 8] + p, rows[(i) + 12] + p)
  for (; p + 4 <= k; p += 4, d += 4 * n) store_turned(FOURTH(0), FOURTH(1), FOURTH(2), FOURTH(3), d, n);
#undef FOURTH
  for (; p < k; p++, d += n) {
    for (int i = 0; i < n; i++) d[i] = rows[i][p];
  }
}
#endif

/// Rows that lie in one piece: copies k rows of n into rows of `width`.
static void pack_rows(int64_t k, int n, const R *x, int64_t row, R *d, int width) {
  if (width % LANES) {  // a panel of A, exactly n wide
    for (int64_t p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) d[p * width + j] = x[p * row + j];
    }
    return;
  }
  if (n == 2 * LANES) {
    for (int64_t p = 0; p < k; p++, x += row, d += width) {
      const V left = full_load(x), right = full_load(x + LANES);
      full_store(d, left);
      full_store(d + LANES, right);
    }
    return;
  }
  for (int64_t p = 0; p < k; p++) {
    for (int j = 0; j < n; j += LANES) {
      full_store(d + p * width + j, part_load(x + p * row + j, width_left(n - j)));
    }
  }
}

/// to[j * to_row + i] = x[i * row + j], rows x columns of x.
static void pack_turned(int64_t rows, int64_t columns, const R *x, int64_t row, R *to, int64_t to_row) {
  int64_t i = 0;
#ifdef FOUR_LOW
  for (; i + LANES <= rows; i += LANES) {
    int64_t j = 0;
    for (; j + 4 <= columns; j += 4) transpose_lanes_4(x + i * row + j, row, to + j * to_row + i, to_row);
    for (; j < columns; j++) {
      for (int q = 0; q < LANES; q++) to[j * to_row + i + q] = x[(i + q) * row + j];
    }
  }
#endif
  for (; i + 4 <= rows; i += 4) {
    int64_t j = 0;
    for (; j + 4 <= columns; j += 4) transpose_4x4(x + i * row + j, row, to + j * to_row + i, to_row);
    for (; j < columns; j++) {
      for (int q = 0; q < 4; q++) to[j * to_row + i + q] = x[(i + q) * row + j];
    }
  }
  for (; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) to[j * to_row + i] = x[i * row + j];
  }
}

/// Packs a k x n block, element (p, j) at x[p * row + j * column], zero-padded to `width` columns.
static void pack(int64_t k, int n, const R *x, int64_t row, int64_t column, R *d, int width) {
  if (column == 1) {
    pack_rows(k, n, x, row, d, width);
    return;
  }
  if (n < width) {
    for (int64_t p = 0; p < k; p++) full_store(d + p * width + width - LANES, splat(0));
  }
  if (row == 1) {
    pack_turned(n, k, x, column, d, width);
    return;
  }
  for (int j = 0; j < n; j++) {
    for (int64_t p = 0; p < k; p++) d[p * width + j] = x[p * row + j * column];
  }
}

/// The same, exactly n wide; up to LANES numbers behind the block may be written over.
static void pack_exactly(int64_t k, int n, const R *x, int64_t row, int64_t column, R *d) {
#ifdef FOUR_LOW
  if (row == 1 && n < LANES) {
    pack_narrow(k, n, x, column, d);
    return;
  }
#endif
  pack(k, n, x, row, column, d, n);
}
