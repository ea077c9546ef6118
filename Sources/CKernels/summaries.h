// Summaries of a row's gradient and of its update, by the sums over features.

/// Sum of squares of a row, or of a difference of two where y is not NULL.
INLINE R square_sum(int64_t count, const R *x, const R *y) {
  R lanes[IL_SUM_LANES] = {0};
  for (int64_t e = 0; e < count; e += LANES) {
    const int w = width_left(count - e);
    V value = part_load(x + e, w);
    if (y) value = value - part_load(y + e, w);
    R *lane = lanes + (e & (IL_SUM_LANES - 1));
    full_store(lane, fused(value, value, full_load(lane)));
  }
  return fold(lanes, count);
}

/// The entry of largest magnitude, of two opposite ones the positive; NaN where an entry is not finite.
INLINE R largest_entry(int64_t count, const R *x) {
  V most = splat(0), least = splat(0), finite = splat(0);
  for (int64_t e = 0; e < count; e += LANES) {
    V value = part_load(x + e, width_left(count - e));
    most = choose(value > most, value, most);
    least = choose(value < least, value, least);
    finite = finite + (value - value);
  }
  R high = most[0], low = least[0], check = finite[0];
  UNROLL for (int lane = 1; lane < LANES; lane++) {
    high = most[lane] > high ? most[lane] : high;
    low = least[lane] < low ? least[lane] : low;
    check = check + finite[lane];
  }
  if (check != 0) return check;
  return -low > high ? low : high;
}

static void summarize_gradient(int64_t count, const void *gradient, void *summary) {
  R *out = summary;
  out[0] = square_sum(count, gradient, NULL);
  out[1] = (R)sum(count, gradient);
  out[2] = largest_entry(count, gradient);
}

static void summarize_update(int64_t count, const void *parameters, const void *previous, void *summary) {
  R *out = summary;
  out[3] = square_sum(count, parameters, previous);
  out[4] = square_sum(count, parameters, NULL);
}
