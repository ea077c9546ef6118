// The definitions of products and sums as plain loops: what the fast kernels must equal bit for bit.

#if IL_BITS == 32
INLINE R scalar_fma(R a, R b, R c) { return __builtin_fmaf(a, b, c); }
#else
INLINE R scalar_fma(R a, R b, R c) { return __builtin_fma(a, b, c); }
#endif

static void reference_product(const il_product *p, int64_t m0, int64_t m1, int64_t n0, int64_t n1) {
  for (int64_t i = m0; i < m1; i++) {
    for (int64_t j = n0; j < n1; j++) {
      const R *a = (const R *)p->a + i * p->a_row, *b = (const R *)p->b + j * p->b_column;
      R *c = (R *)p->c + i * p->c_row + j;
      for (int64_t p0 = 0; p0 < p->k; p0 += IL_CHUNK) {
        R sum = p0 == 0 && p->initial ? ((const R *)p->initial)[i * p->initial_row + j] : 0;
        for (int64_t q = p0; q < p->k && q < p0 + IL_CHUNK; q++) {
          sum = scalar_fma(a[q * p->a_column], b[q * p->b_row], sum);
        }
        *c = p0 == 0 ? sum : *c + sum;
      }
    }
  }
}

#ifdef IL_IS_REFERENCE
static R reference_fold(R lanes[IL_SUM_LANES]) {
  for (int s = IL_SUM_LANES / 2; s > 0; s /= 2) {
    for (int i = 0; i < s; i++) lanes[i] = lanes[i] + lanes[i + s];
  }
  return lanes[0];
}

static R reference_sum(int64_t count, const R *x) {
  R lanes[IL_SUM_LANES] = {0};
  for (int64_t e = 0; e < count; e++) lanes[e % IL_SUM_LANES] += x[e];
  return reference_fold(lanes);
}

static R reference_dot(int64_t count, const R *x, const R *y) {
  R lanes[IL_SUM_LANES] = {0};
  for (int64_t e = 0; e < count; e++) {
    lanes[e % IL_SUM_LANES] = scalar_fma(x[e], y[e], lanes[e % IL_SUM_LANES]);
  }
  return reference_fold(lanes);
}

static void reference_sum_rows(int64_t rows, int64_t columns, int64_t c0, int64_t c1, const void *x,
                               void *result) {
  for (int64_t j = c0; j < c1; j++) {
    R chain[4] = {0};
    for (int64_t i = 0; i < rows; i++) chain[i % 4] += ((const R *)x)[i * columns + j];
    ((R *)result)[j] = (chain[0] + chain[2]) + (chain[1] + chain[3]);
  }
}
#endif
