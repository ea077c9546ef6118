// Losses: terms and gradients elementwise, the sum in the fixed order; means are taken in double.

/// One vector's loss terms; `gradient` receives the derivatives before the division by the count.
typedef V (*loss_function)(V prediction, V target, V delta, V *gradient);

INLINE V mse_terms(V p, V t, V delta, V *gradient) {
  (void)delta;
  V e = p - t;
  *gradient = e + e;
  return e * e;
}

/// -1, 0 or 1; NaN stays NaN.
INLINE V sign_of(V x) { return choose(x > splat(0), splat(1), choose(x < splat(0), splat(-1), x)); }

INLINE V mae_terms(V p, V t, V delta, V *gradient) {
  (void)delta;
  V e = p - t;
  *gradient = sign_of(e);
  return absolute(e);
}

INLINE V huber_terms(V p, V t, V delta, V *gradient) {
  V e = p - t, size = absolute(e);
  VI outside = size >= delta;
  *gradient = choose(outside, delta * sign_of(e), e);
  V half = splat((R)0.5);
  return choose(outside, delta * (size - half * delta), half * e * e);
}

INLINE V bce_terms(V p, V t, V delta, V *gradient) {
  (void)delta;
  *gradient = vector_sigmoid(p) - t;
  return (positive_part(p) - p * t) + vector_log1p(vector_exp(-absolute(p)));
}

INLINE V hinge_signed(V p, V s, V *gradient) {
  V term = splat(1) - s * p;
  *gradient = choose(term <= splat(0), splat(0), -s);
  return positive_part(term);
}

INLINE V hinge_terms(V p, V t, V delta, V *gradient) {
  (void)delta;
  return hinge_signed(p, choose(t > splat(0), splat(1), splat(-1)), gradient);
}

/// Sum of the terms over all elements, as one row of `count`.
INLINE R each_term(int64_t count, const R *p, const R *t, R *gradient, R share, R delta,
                   loss_function f) {
  if (count <= LANES) {  // the other lanes are zero: no need to write them down
    const int w = (int)count;
    V slope, term = f(part_load(p, w), part_load(t, w), splat(delta), &slope);
    if (gradient) part_store(gradient, w, slope * splat(share));
    return fold_vector(keep(term, w));
  }
  R lanes[IL_SUM_LANES] = {0};
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) {
    V slope, term = f(full_load(p + e), full_load(t + e), splat(delta), &slope);
    add_to_lanes(lanes, e, term);
    if (gradient) full_store(gradient + e, slope * splat(share));
  }
  if (e < count) {
    const int w = (int)(count - e);
    V slope, term = f(part_load(p + e, w), part_load(t + e, w), splat(delta), &slope);
    add_to_lanes(lanes, e, keep(term, w));
    if (gradient) part_store(gradient + e, w, slope * splat(share));
  }
  return fold(lanes, count);
}

/// Divides a row of exponentials by their total and by the number of rows, minus the targets where given.
static void cross_entropy_gradient(int64_t columns, R *gradient, R total, R weight, const R *target,
                                   R share) {
  for (int64_t e = 0; e < columns; e += LANES) {
    const int w = width_left(columns - e);
    V value = part_load(gradient + e, w) / splat(total);
    if (target) value = value * splat(weight) - part_load(target + e, w);
    part_store(gradient + e, w, value * splat(share));
  }
}

INLINE R log_of(R x) { return vector_log(splat(x))[0]; }

static R cross_entropy_row(int64_t columns, const R *p, int32_t class, R *gradient, R share) {
  const R maximum = row_maximum(columns, p);
  const R total = row_exponentials(columns, p, maximum, gradient);
  const bool known = class >= 0 && class < columns;
  if (gradient) {
    const R own = known ? gradient[class] / total - 1 : 0;
    cross_entropy_gradient(columns, gradient, total, 1, NULL, share);
    if (known) gradient[class] = own * share;
  }
  return known ? log_of(total) - (p[class] - maximum) : (R)__builtin_nan("");
}

static R probabilities_row(int64_t columns, const R *p, const R *t, R *gradient, R share) {
  const R maximum = row_maximum(columns, p);
  const R total = row_exponentials(columns, p, maximum, gradient);
  const R weight = (R)sum(columns, t);
  if (gradient) cross_entropy_gradient(columns, gradient, total, weight, t, share);
  const R logarithm = log_of(total);
  R lanes[IL_SUM_LANES] = {0};
  for (int64_t e = 0; e < columns; e += LANES) {
    const int w = width_left(columns - e);
    V distance = splat(logarithm) - (part_load(p + e, w) - splat(maximum));
    add_to_lanes(lanes, e, keep(part_load(t + e, w) * distance, w));
  }
  return fold(lanes, columns);
}

static R hinge_row(int64_t columns, const R *p, int32_t class, R *gradient, R share) {
  if (class < 0 || class >= columns) return (R)__builtin_nan("");
  R lanes[IL_SUM_LANES] = {0};
  for (int64_t e = 0; e < columns; e += LANES) {
    const int w = width_left(columns - e);
    V side = splat(-1);
    if (class >= e && class < e + w) side[class - e] = 1;
    V slope, term = hinge_signed(part_load(p + e, w), side, &slope);
    add_to_lanes(lanes, e, keep(term, w));
    if (gradient) part_store(gradient + e, w, slope * splat(share));
  }
  return fold(lanes, columns);
}

/// Losses with one value for each row; the values are summed over 64 lanes by row number.
static R each_row(il_loss kind, int64_t rows, int64_t columns, const R *p, const void *target, R *gradient,
                  R share) {
  R lanes[IL_SUM_LANES] = {0};
  for (int64_t i = 0; i < rows; i++) {
    const R *row = p + i * columns;
    R *slopes = gradient ? gradient + i * columns : NULL;
    R value;
    if (kind == IL_CROSS_ENTROPY) {
      value = cross_entropy_row(columns, row, ((const int32_t *)target)[i], slopes, share);
    } else if (kind == IL_HINGE_CLASSES) {
      value = hinge_row(columns, row, ((const int32_t *)target)[i], slopes, share);
    } else {
      value = probabilities_row(columns, row, (const R *)target + i * columns, slopes, share);
    }
    lanes[i & (IL_SUM_LANES - 1)] += value;
  }
  return fold(lanes, rows);
}

static double loss(il_loss kind, double delta, int64_t rows, int64_t columns, const void *prediction,
                   const void *target, void *gradient) {
  const int64_t count = rows * columns;
  if (count <= 0) return 0;
  const bool by_rows = kind == IL_CROSS_ENTROPY || kind == IL_CROSS_ENTROPY_PROBABILITIES;
  const double share = 1 / (double)(by_rows ? rows : count);
  const R *p = prediction, *t = target;
  R *g = gradient, s = (R)share, d = (R)delta, total = 0;
  switch (kind) {
    case IL_MSE: total = each_term(count, p, t, g, s, d, mse_terms); break;
    case IL_MAE: total = each_term(count, p, t, g, s, d, mae_terms); break;
    case IL_HUBER: total = each_term(count, p, t, g, s, d, huber_terms); break;
    case IL_BCE: total = each_term(count, p, t, g, s, d, bce_terms); break;
    case IL_HINGE: total = each_term(count, p, t, g, s, d, hinge_terms); break;
    case IL_CROSS_ENTROPY:
    case IL_CROSS_ENTROPY_PROBABILITIES:
    case IL_HINGE_CLASSES: total = each_row(kind, rows, columns, p, target, g, s); break;
  }
  return (double)total * share;
}
