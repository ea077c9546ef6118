// What sequences need beside products and cells.

/// y[t, e] = sin, for odd e cos, of t 10000^(-2 (e / 2) / columns).
static void sinusoids(int64_t steps, int64_t columns, void *result) {
  // Of the first row, whose angles are all 0, the place serves for the frequencies until the end.
  R *y = result;
  for (int64_t e = 0; e < columns; e++) {
    const R exponent = (R)(e / 2 * 2) / (R)columns;
    y[e] = vector_exp(splat((R)-9.2103403719761827361 * exponent))[0];
  }
  for (int64_t t = steps - 1; t >= 0; t--) {
    for (int64_t e = 0; e < columns; e += LANES) {
      const int w = width_left(columns - e);
      V angle = splat((R)t) * part_load(y + e, w);
      V both[2] = {sin_or_cos(angle, 0), sin_or_cos(angle, 1)};
      for (int lane = 0; lane < w; lane++) y[t * columns + e + lane] = both[(e + lane) & 1][lane];
    }
  }
}
