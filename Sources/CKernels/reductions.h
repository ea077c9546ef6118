// Sums in the fixed order of numerics version 2, softmax on top of them.

/// Folds the lanes of one vector: s = LANES/2, ..., 1.
INLINE R fold_vector(V v) {
  UNROLL for (int s = LANES / 2; s > 0; s /= 2) {
    UNROLL for (int i = 0; i < s; i++) v[i] = v[i] + v[i + s];
  }
  return v[0];
}

/// Folds 64 lanes whose first `used` are not plain zeros; a zero lane adds nothing and may be skipped.
INLINE R fold(const R *lanes, int64_t used) {
#ifdef IL_IS_REFERENCE
  (void)used;
  R copy[IL_SUM_LANES];
  for (int i = 0; i < IL_SUM_LANES; i++) copy[i] = lanes[i];
  return reference_fold(copy);
#else
  if (used <= LANES) return fold_vector(full_load(lanes));
  enum { COUNT = IL_SUM_LANES / LANES };
  V v[COUNT];
  UNROLL for (int i = 0; i < COUNT; i++) v[i] = full_load(lanes + i * LANES);
  UNROLL for (int s = COUNT / 2; s > 0; s /= 2) {
    UNROLL for (int i = 0; i < s; i++) v[i] += v[i + s];
  }
  return fold_vector(v[0]);
#endif
}

/// Adds a vector to the lanes that belong to elements from `e` on.
INLINE void add_to_lanes(R *lanes, int64_t e, V term) {
  R *lane = lanes + (e & (IL_SUM_LANES - 1));
  full_store(lane, full_load(lane) + term);
}

#ifdef IL_IS_REFERENCE
static double sum(int64_t count, const void *x) { return (double)reference_sum(count, x); }
static double dot(int64_t count, const void *x, const void *y) { return (double)reference_dot(count, x, y); }
#else
static R sum_of(int64_t count, const R *x) {
  R lanes[IL_SUM_LANES] = {0};
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) add_to_lanes(lanes, e, full_load(x + e));
  if (e < count) add_to_lanes(lanes, e, part_load(x + e, (int)(count - e)));
  return fold(lanes, count);
}

static R dot_of(int64_t count, const R *x, const R *y) {
  R lanes[IL_SUM_LANES] = {0};
  for (int64_t e = 0; e < count; e += LANES) {
    const int w = width_left(count - e);
    R *lane = lanes + (e & (IL_SUM_LANES - 1));
    full_store(lane, fused(part_load(x + e, w), part_load(y + e, w), full_load(lane)));
  }
  return fold(lanes, count);
}

static double sum(int64_t count, const void *x) { return (double)sum_of(count, x); }
static double dot(int64_t count, const void *x, const void *y) { return (double)dot_of(count, x, y); }
#endif

static void sum_columns(int64_t rows, int64_t columns, const void *x, void *result) {
  for (int64_t i = 0; i < rows; i++) ((R *)result)[i] = (R)sum(columns, (const R *)x + i * columns);
}

#ifndef IL_IS_REFERENCE
/// Four row chains for each column; a row's vector goes to chain (row mod 4).
static void sum_rows(int64_t rows, int64_t columns, int64_t c0, int64_t c1, const void *x, void *result) {
  for (int64_t j = c0; j < c1; j += LANES) {
    const int w = width_left(c1 - j);
    const R *column = (const R *)x + j;
    V chain[4] = {splat(0), splat(0), splat(0), splat(0)};
    int64_t i = 0;
    for (; i + 4 <= rows; i += 4) {
      UNROLL for (int q = 0; q < 4; q++) chain[q] += part_load(column + (i + q) * columns, w);
    }
    if (i < rows) chain[0] += part_load(column + i * columns, w);
    if (i + 1 < rows) chain[1] += part_load(column + (i + 1) * columns, w);
    if (i + 2 < rows) chain[2] += part_load(column + (i + 2) * columns, w);
    part_store((R *)result + j, w, (chain[0] + chain[2]) + (chain[1] + chain[3]));
  }
}
#endif

/// Channels c0..<c1 of a sum over samples and places: each sample's 64 lanes, then samples in order.
static void sum_channels(int64_t rows, int64_t channels, int64_t places, int64_t c0, int64_t c1,
                         const void *x, void *result) {
  for (int64_t c = c0; c < c1; c++) {
    R total = 0;
    for (int64_t i = 0; i < rows; i++) {
      total = total + (R)sum(places, (const R *)x + (i * channels + c) * places);
    }
    ((R *)result)[c] = total;
  }
}

/// Largest element of a row; a NaN is left to show itself in the sum that follows.
INLINE R row_maximum(int64_t count, const R *x) {
  V best = splat(x[0]);
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) best = choose(full_load(x + e) > best, full_load(x + e), best);
  R maximum = best[0];
  UNROLL for (int lane = 1; lane < LANES; lane++) maximum = best[lane] > maximum ? best[lane] : maximum;
  for (; e < count; e++) maximum = x[e] > maximum ? x[e] : maximum;
  return maximum;
}

/// Writes exp(x - maximum) unless y is NULL, and returns the sum.
INLINE R row_exponentials(int64_t count, const R *x, R maximum, R *y) {
  R lanes[IL_SUM_LANES] = {0};
  int64_t e = 0;
  for (; e < count; e += LANES) {
    const int w = width_left(count - e);
    V value = vector_exp(part_load(x + e, w) - splat(maximum));
    if (y) part_store(y + e, w, value);
    add_to_lanes(lanes, e, w == LANES ? value : keep(value, w));
  }
  return fold(lanes, count);
}

static void softmax(int64_t rows, int64_t columns, const void *x, void *y) {
  if (columns == 0) return;
  for (int64_t i = 0; i < rows; i++) {
    const R *from = (const R *)x + i * columns;
    R *to = (R *)y + i * columns;
    V total = splat(row_exponentials(columns, from, row_maximum(columns, from), to));
    for (int64_t e = 0; e < columns; e += LANES) {
      const int w = width_left(columns - e);
      part_store(to + e, w, part_load(to + e, w) / total);
    }
  }
}

static void softmax_backward(int64_t rows, int64_t columns, const void *y, const void *dy, void *dx) {
  for (int64_t i = 0; i < rows; i++) {
    const R *value = (const R *)y + i * columns, *slope = (const R *)dy + i * columns;
    R *to = (R *)dx + i * columns;
    V mean = splat((R)dot(columns, slope, value));
    for (int64_t e = 0; e < columns; e += LANES) {
      const int w = width_left(columns - e);
      part_store(to + e, w, part_load(value + e, w) * (part_load(slope + e, w) - mean));
    }
  }
}
