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

/// Rows that lie in one piece: copies k rows of n into rows of `width`.
static void pack_rows(int64_t k, int n, const R *x, int64_t row, R *d, int width) {
  if (width % LANES) {  // a panel of A, exactly n wide
    for (int64_t p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) d[p * width + j] = x[p * row + j];
    }
    return;
  }
  for (int64_t p = 0; p < k; p++) {
    for (int j = 0; j < n; j += LANES) {
      full_store(d + p * width + j, part_load(x + p * row + j, width_left(n - j)));
    }
  }
}

/// Packs a k x n block, element (p, j) at x[p * row + j * column], zero-padded to `width` columns.
static void pack(int64_t k, int n, const R *x, int64_t row, int64_t column, R *d, int width) {
  if (column == 1) {
    pack_rows(k, n, x, row, d, width);
    return;
  }
  int j = 0;
  if (row == 1) {
    for (; j + 4 <= n; j += 4) {
      int64_t p = 0;
      for (; p + 4 <= k; p += 4) transpose_4x4(x + j * column + p, column, d + p * width + j, width);
      for (; p < k; p++) {
        for (int q = 0; q < 4; q++) d[p * width + j + q] = x[(j + q) * column + p];
      }
    }
  }
  for (; j < n; j++) {
    for (int64_t p = 0; p < k; p++) d[p * width + j] = x[p * row + j * column];
  }
  for (; j < width; j++) {
    for (int64_t p = 0; p < k; p++) d[p * width + j] = 0;
  }
}
