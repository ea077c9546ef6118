// Elementwise arithmetic on arrays.

/// One vector of a result from two operands and a factor.
typedef V (*binary_function)(V x, V y, V factor);

INLINE V add_vectors(V x, V y, V factor) { return (void)factor, x + y; }
INLINE V subtract_vectors(V x, V y, V factor) { return (void)factor, x - y; }
INLINE V multiply_vectors(V x, V y, V factor) { return (void)factor, x * y; }
INLINE V axpy_vectors(V x, V y, V factor) { return y + factor * x; }
INLINE V clip_vectors(V x, V y, V limit) {
  (void)y;
  x = choose(x > limit, limit, x);
  return choose(x < -limit, -limit, x);
}
INLINE V scale_vectors(V x, V y, V factor) { return (void)y, factor * x; }

INLINE void map_binary(int64_t count, const R *x, const R *y, R *result, R factor, binary_function f) {
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) {
    full_store(result + e, f(full_load(x + e), full_load(y + e), splat(factor)));
  }
  if (e == count) return;
  const int w = (int)(count - e);
  part_store(result + e, w, f(part_load(x + e, w), part_load(y + e, w), splat(factor)));
}

static void add(int64_t count, const void *x, const void *y, void *result) {
  map_binary(count, x, y, result, 0, add_vectors);
}

static void subtract(int64_t count, const void *x, const void *y, void *result) {
  map_binary(count, x, y, result, 0, subtract_vectors);
}

static void multiply(int64_t count, const void *x, const void *y, void *result) {
  map_binary(count, x, y, result, 0, multiply_vectors);
}

static void axpy(int64_t count, double factor, const void *x, void *y) {
  map_binary(count, x, y, y, (R)factor, axpy_vectors);
}

static void scale(int64_t count, double factor, const void *x, void *y) {
  map_binary(count, x, x, y, (R)factor, scale_vectors);
}

/// y = keep y + take x, products and sum rounded separately.
static void blend(int64_t count, double keep, double take, const void *x, void *y) {
  const R *from = x;
  R *to = y;
  for (int64_t e = 0; e < count; e++) to[e] = (R)keep * to[e] + (R)take * from[e];
}

static void clip(int64_t count, double limit, void *x) {
  map_binary(count, x, x, x, (R)limit, clip_vectors);
}

static void fill(int64_t count, double value, void *y) {
  for (int64_t e = 0; e < count; e++) ((R *)y)[e] = (R)value;
}

/// x - x is 0 for finite numbers and NaN for the others.
static int64_t first_non_finite(int64_t count, const void *x) {
  const R *element = x;
  for (int64_t e = 0; e < count; e++) {
    const R difference = element[e] - element[e];
    if (difference != 0) return e;
  }
  return -1;
}

/// Numbers of a data set as numbers of a network, rounded to the nearest.
static void convert(il_stored stored, int64_t count, const void *x, void *y) {
#define CONVERT(from) \
  for (int64_t e = 0; e < count; e++) ((R *)y)[e] = (R)((const from *)x)[e]
  switch (stored) {
    case IL_STORED_UINT8: CONVERT(uint8_t); break;
    case IL_STORED_INT32: CONVERT(int32_t); break;
    case IL_STORED_FLOAT32: CONVERT(float); break;
    case IL_STORED_FLOAT64: CONVERT(double); break;
  }
#undef CONVERT
}
