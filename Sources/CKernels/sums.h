// Sums over many runs in 64 lanes, and over many rows in 4 chains, held in registers: what normalizing needs.

/// Vectors that hold the 64 lanes.
enum { SUM_VECTORS = IL_SUM_LANES / LANES };

/// The 64 lanes of one sum.
typedef struct lanes64 {
  V v[SUM_VECTORS];
} lanes64;

INLINE lanes64 zero_lanes(void) {
  lanes64 l;
  UNROLL for (int i = 0; i < SUM_VECTORS; i++) l.v[i] = splat(0);
  return l;
}

/// Folds: s = 32, 16, ..., 1.
INLINE R fold_lanes(lanes64 l) {
  UNROLL for (int s = SUM_VECTORS / 2; s > 0; s /= 2) {
    UNROLL for (int i = 0; i < s; i++) l.v[i] += l.v[i + s];
  }
  return fold_vector(l.v[0]);
}

/// Numbers on their way through a normalization, and what is taken off and multiplied there.
typedef struct line {
  const R *x, *dy;
  /// learnt numbers, one for each element, or NULL
  const R *weights, *biases;
  /// learnt numbers, the same for all elements
  V weight, bias;
  /// normal = (x - mean) scale
  V mean, scale;
  /// means of the slopes, alone and times normal
  V mean_slope, mean_product;
} line;

INLINE V normal_at(const line *l, int64_t e, int w) { return (part_load(l->x + e, w) - l->mean) * l->scale; }

/// Adds the terms of w elements from e on to one vector of each of two sums.
typedef void (*term_function)(const line *l, int64_t e, int w, V *first, V *second);

/// first += x
INLINE void plain_term(const line *l, int64_t e, int w, V *first, V *second) {
  (void)second;
  *first += part_load(l->x + e, w);
}

/// first += (x - mean)^2
INLINE void square_term(const line *l, int64_t e, int w, V *first, V *second) {
  (void)second;
  V d = part_load(l->x + e, w) - l->mean;
  if (w < LANES) d = keep(d, w);
  *first = fused(d, d, *first);
}

/// first += slope, second += slope normal
INLINE void slope_terms(const line *l, V slope, int64_t e, int w, V *first, V *second) {
  V normal = normal_at(l, e, w);
  if (w < LANES) normal = keep(normal, w);
  *first += slope;
  *second = fused(slope, normal, *second);
}

/// slope = dy
INLINE void slope_term(const line *l, int64_t e, int w, V *first, V *second) {
  slope_terms(l, part_load(l->dy + e, w), e, w, first, second);
}

/// slope = dy weight
INLINE void weighted_slope_term(const line *l, int64_t e, int w, V *first, V *second) {
  slope_terms(l, part_load(l->dy + e, w) * l->weight, e, w, first, second);
}

/// slope = dy times each element's weight
INLINE void each_slope_term(const line *l, int64_t e, int w, V *first, V *second) {
  slope_terms(l, part_load(l->dy + e, w) * part_load(l->weights + e, w), e, w, first, second);
}

/// first += dy x
INLINE void product_term(const line *l, int64_t e, int w, V *first, V *second) {
  (void)second;
  *first = fused(part_load(l->dy + e, w), part_load(l->x + e, w), *first);
}

/// Adds a run of `count` terms: element e to lane e mod 64.
INLINE void add_run(const line *l, int64_t count, lanes64 *first, lanes64 *second, term_function f) {
  int64_t e = 0;
  for (; e + IL_SUM_LANES <= count; e += IL_SUM_LANES) {
    UNROLL for (int i = 0; i < SUM_VECTORS; i++) f(l, e + i * LANES, LANES, &first->v[i], &second->v[i]);
  }
  UNROLL for (int i = 0; i < SUM_VECTORS; i++) {
    const int64_t left = count - e - i * LANES;
    if (left > 0) f(l, e + i * LANES, width_left(left), &first->v[i], &second->v[i]);
  }
}

/// Sums w columns over rows: row r goes to chain r mod 4, joined as (s0 + s2) + (s1 + s3).
INLINE void add_rows(const line *l, int64_t rows, int64_t columns, int w, V *first, V *second,
                     term_function f) {
  V a[4] = {splat(0), splat(0), splat(0), splat(0)}, b[4] = {splat(0), splat(0), splat(0), splat(0)};
  int64_t r = 0;
  for (; r + 4 <= rows; r += 4) {
    UNROLL for (int q = 0; q < 4; q++) f(l, (r + q) * columns, w, &a[q], &b[q]);
  }
  UNROLL for (int q = 0; q < 3; q++) {
    if (r + q < rows) f(l, (r + q) * columns, w, &a[q], &b[q]);
  }
  *first = (a[0] + a[2]) + (a[1] + a[3]);
  *second = (b[0] + b[2]) + (b[1] + b[3]);
}

/// The results of w elements from e on.
typedef V (*result_function)(const line *l, int64_t e, int w);

/// y = normal weight + bias
INLINE V normal_result(const line *l, int64_t e, int w) { return fused(normal_at(l, e, w), l->weight, l->bias); }

/// The same with each element's weight and bias.
INLINE V each_result(const line *l, int64_t e, int w) {
  return fused(normal_at(l, e, w), part_load(l->weights + e, w), part_load(l->biases + e, w));
}

/// The same without a bias.
INLINE V each_weight_result(const line *l, int64_t e, int w) {
  return fused(normal_at(l, e, w), part_load(l->weights + e, w), l->bias);
}

/// The derivative by x: scale ((slope - mean slope) - normal mean product).
INLINE V through_normal(const line *l, V slope, int64_t e, int w) {
  return l->scale * fused(-normal_at(l, e, w), l->mean_product, slope - l->mean_slope);
}

INLINE V slope_result(const line *l, int64_t e, int w) {
  return through_normal(l, part_load(l->dy + e, w) * l->weight, e, w);
}

INLINE V each_slope_result(const line *l, int64_t e, int w) {
  return through_normal(l, part_load(l->dy + e, w) * part_load(l->weights + e, w), e, w);
}

/// y = weight x
INLINE V scaled_result(const line *l, int64_t e, int w) { return l->weight * part_load(l->x + e, w); }

/// Writes a run of `count` results.
INLINE void write_run(const line *l, int64_t count, R *result, result_function f) {
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) full_store(result + e, f(l, e, LANES));
  if (e < count) part_store(result + e, (int)(count - e), f(l, e, (int)(count - e)));
}

/// Writes w columns of all rows.
INLINE void write_rows(const line *l, int64_t rows, int64_t columns, int w, R *result, result_function f) {
  for (int64_t r = 0; r < rows; r++) part_store(result + r * columns, w, f(l, r * columns, w));
}

/// 1 / sqrt(variance + epsilon)
INLINE V inverse_deviation(V variance, double epsilon) {
  return splat(1) / root(variance + splat((R)epsilon));
}

/// w learnt numbers, or the same one for all where there are none.
INLINE V learnt(const void *numbers, int64_t start, int w, R otherwise) {
  return numbers ? part_load((const R *)numbers + start, w) : splat(otherwise);
}

/// A learnt number in all lanes, or another where there is none.
INLINE V learnt_one(const void *numbers, int64_t place, R otherwise) {
  return splat(numbers ? ((const R *)numbers)[place] : otherwise);
}
