// Summaries of a row's gradient and of its update, by the sums over features, in one pass each: accumulators
// stay in registers.

enum { EXTREMES = SUM_VECTORS < 4 ? SUM_VECTORS : 4 };

/// What is known of a gradient's entries so far. Extremes have no order, so that few vectors do for them.
typedef struct gradient_summary {
  lanes64 square, sum;
  V most[EXTREMES], least[EXTREMES], finite[EXTREMES];
} gradient_summary;

INLINE void add_entries(gradient_summary *s, int j, V value) {
  const int k = j % EXTREMES;
  s->square.v[j] = fused(value, value, s->square.v[j]);
  s->sum.v[j] = s->sum.v[j] + value;
  s->most[k] = choose(value > s->most[k], value, s->most[k]);
  s->least[k] = choose(value < s->least[k], value, s->least[k]);
  s->finite[k] = s->finite[k] + (value - value);
}

/// The entry of largest magnitude, of two opposite ones the positive; NaN where an entry is not finite.
INLINE R largest_entry(const gradient_summary *s) {
  V most = s->most[0], least = s->least[0], finite = s->finite[0];
  UNROLL for (int k = 1; k < EXTREMES; k++) {
    most = choose(s->most[k] > most, s->most[k], most);
    least = choose(s->least[k] < least, s->least[k], least);
    finite = finite + s->finite[k];
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
  const R *x = gradient;
  R *out = summary;
  gradient_summary s = {.square = zero_lanes(), .sum = zero_lanes()};
  UNROLL for (int k = 0; k < EXTREMES; k++) s.most[k] = s.least[k] = s.finite[k] = splat(0);
  int64_t e = 0;
  for (; e + IL_SUM_LANES <= count; e += IL_SUM_LANES) {
    UNROLL for (int j = 0; j < SUM_VECTORS; j++) add_entries(&s, j, full_load(x + e + j * LANES));
  }
  UNROLL for (int j = 0; j < SUM_VECTORS; j++) {
    if (e + j * LANES < count) {
      add_entries(&s, j, part_load(x + e + j * LANES, width_left(count - e - j * LANES)));
    }
  }
  out[0] = fold_lanes(s.square);
  out[1] = fold_lanes(s.sum);
  out[2] = largest_entry(&s);
}

/// Squares of an update and of the parameters after it.
INLINE void add_squares(V *change, V *size, V after, V before) {
  const V difference = after - before;
  *change = fused(difference, difference, *change);
  *size = fused(after, after, *size);
}

static void summarize_update(int64_t count, const void *parameters, const void *previous, void *summary) {
  const R *x = parameters, *y = previous;
  R *out = summary;
  lanes64 change = zero_lanes(), size = zero_lanes();
  int64_t e = 0;
  for (; e + IL_SUM_LANES <= count; e += IL_SUM_LANES) {
    UNROLL for (int j = 0; j < SUM_VECTORS; j++) {
      add_squares(&change.v[j], &size.v[j], full_load(x + e + j * LANES), full_load(y + e + j * LANES));
    }
  }
  UNROLL for (int j = 0; j < SUM_VECTORS; j++) {
    const int64_t place = e + j * LANES;
    if (place < count) {
      const int w = width_left(count - place);
      add_squares(&change.v[j], &size.v[j], part_load(x + place, w), part_load(y + place, w));
    }
  }
  out[3] = fold_lanes(change);
  out[4] = fold_lanes(size);
}
