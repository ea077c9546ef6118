// Summaries of a row's gradient and of its update, by the sums over features, in one pass each: accumulators
// stay in registers.

enum { EXTREMES = SUM_VECTORS < 4 ? SUM_VECTORS : 4 };

/// What is known of a gradient's entries so far. Extremes have no order, so that few vectors do for them.
typedef struct gradient_summary {
  lanes64 square, sum;
  V most[EXTREMES], least[EXTREMES];
} gradient_summary;

INLINE V larger(V a, V b) { return a > b ? a : b; }

INLINE V smaller(V a, V b) { return a < b ? a : b; }

INLINE void add_entries(gradient_summary *s, int j, V value) {
  const int k = j % EXTREMES;
  s->square.v[j] = fused(value, value, s->square.v[j]);
  s->sum.v[j] = s->sum.v[j] + value;
  s->most[k] = larger(value, s->most[k]);
  s->least[k] = smaller(value, s->least[k]);
}

/// The entry of largest magnitude, of two opposite ones the positive.
INLINE R largest_entry(const gradient_summary *s) {
  V most = s->most[0], least = s->least[0];
  UNROLL for (int k = 1; k < EXTREMES; k++) {
    most = larger(s->most[k], most);
    least = smaller(s->least[k], least);
  }
  UNROLL for (int half = LANES / 2; half > 0; half /= 2) {
    UNROLL for (int i = 0; i < half; i++) {
      most[i] = most[i] > most[i + half] ? most[i] : most[i + half];
      least[i] = least[i] < least[i + half] ? least[i] : least[i + half];
    }
  }
  return -least[0] > most[0] ? least[0] : most[0];
}

/// NaN where an entry is not finite, else 0.
static R check_entries(int64_t count, const R *x) {
  for (int64_t e = 0; e < count; e++) {
    if (x[e] - x[e] != 0) return x[e] - x[e];
  }
  return 0;
}

static void summarize_gradient(int64_t count, const void *gradient, void *summary) {
  const R *x = gradient;
  R *out = summary;
  gradient_summary s = {.square = zero_lanes(), .sum = zero_lanes()};
  UNROLL for (int k = 0; k < EXTREMES; k++) s.most[k] = s.least[k] = splat(0);
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
  // A sum of squares is finite only where all entries are.
  const R check = out[0] - out[0] == 0 ? 0 : check_entries(count, x);
  out[2] = check == 0 ? largest_entry(&s) : check;
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
