// Products so small that panels and blocks would cost more than the arithmetic.

/// Up to four rows by one vector, B read in place: the same chain.
INLINE void small_block(const int rows, const il_product *p, const R *b, int64_t b_row, int64_t i, int64_t j,
                        int w) {
  const R *a = (const R *)p->a + i * p->a_row;
  const R *initial = (const R *)p->initial;
  const int64_t a_row = p->a_row, a_column = p->a_column, k = p->k;
  V sum[4];
  UNROLL for (int r = 0; r < rows; r++) {
    sum[r] = initial ? part_load(initial + (i + r) * p->initial_row + j, w) : splat(0);
  }
  b += j;
  for (int64_t q = 0; q < k; q++) {
    V row = part_load(b + q * b_row, w);
    UNROLL for (int r = 0; r < rows; r++) sum[r] = fused(splat(a[r * a_row + q * a_column]), row, sum[r]);
  }
  UNROLL for (int r = 0; r < rows; r++) part_store((R *)p->c + (i + r) * p->c_row + j, w, sum[r]);
}

/// A whole product; false where it has no room.
static bool small_product(const il_product *p) {
  enum { ROOM = 1024 };
  R transposed[ROOM];
  const R *b = p->b;
  int64_t b_row = p->b_row;
  if (p->b_column != 1 && p->n != 1) {
    if (p->k * p->n > ROOM) return false;
    for (int64_t j = 0; j < p->n; j++) {
      for (int64_t q = 0; q < p->k; q++) transposed[q * p->n + j] = b[q * p->b_row + j * p->b_column];
    }
    b = transposed;
    b_row = p->n;
  }
  for (int64_t j = 0; j < p->n; j += LANES) {
    const int w = width_left(p->n - j);
    int64_t i = 0;
    for (; i + 4 <= p->m; i += 4) small_block(4, p, b, b_row, i, j, w);
    switch (p->m - i) {
      case 1: small_block(1, p, b, b_row, i, j, w); break;
      case 2: small_block(2, p, b, b_row, i, j, w); break;
      case 3: small_block(3, p, b, b_row, i, j, w); break;
    }
  }
  return true;
}
