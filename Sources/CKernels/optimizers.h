// Updates of a block of parameters. Plain products and sums, no fma: processors without it stay fast.

INLINE V root(V x) { return __builtin_elementwise_sqrt(x); }

/// A step's factors as vectors, and the arrays it walks over.
typedef struct update {
  V learning_rate, momentum, weight_decay, shrink, epsilon, beta1, gain1, beta2, gain2, step_size, mean_size;
  V root_correction;
  R *w, *first, *second, *previous;
  const R *g;
} update;

/// New parameters of the elements e..<e + n.
typedef V (*update_function)(const update *u, int64_t e, int n, V w, V g);

INLINE V decayed(const update *u, V w, V g) { return g + u->weight_decay * w; }

INLINE V sgd_plain(const update *u, int64_t e, int n, V w, V g) {
  (void)e, (void)n;
  return w - u->learning_rate * g;
}

INLINE V sgd_decay(const update *u, int64_t e, int n, V w, V g) {
  return sgd_plain(u, e, n, w, decayed(u, w, g));
}

INLINE V sgd_momentum(const update *u, int64_t e, int n, V w, V g) {
  V velocity = u->momentum * part_load(u->first + e, n) + decayed(u, w, g);
  part_store(u->first + e, n, velocity);
  return w - u->learning_rate * velocity;
}

INLINE V sgd_nesterov(const update *u, int64_t e, int n, V w, V g) {
  g = decayed(u, w, g);
  V velocity = u->momentum * part_load(u->first + e, n) + g;
  part_store(u->first + e, n, velocity);
  return w - u->learning_rate * (g + u->momentum * velocity);
}

INLINE V adam_moments(const update *u, int64_t e, int n, V w, V g) {
  V m = part_load(u->first + e, n), v = part_load(u->second + e, n);
  m = m + u->gain1 * (g - m);
  v = v * u->beta2 + u->gain2 * g * g;
  part_store(u->first + e, n, m);
  part_store(u->second + e, n, v);
  return w - u->step_size * (m / (root(v) / u->root_correction + u->epsilon));
}

INLINE V adam(const update *u, int64_t e, int n, V w, V g) {
  return adam_moments(u, e, n, w, decayed(u, w, g));
}

INLINE V adamw(const update *u, int64_t e, int n, V w, V g) {
  return adam_moments(u, e, n, w * u->shrink, g);
}

INLINE V rmsprop_slope(const update *u, int64_t e, int n, V w, V g) {
  g = decayed(u, w, g);
  V v = part_load(u->first + e, n) * u->beta2 + u->gain2 * g * g;
  part_store(u->first + e, n, v);
  return g / (root(v) + u->epsilon);
}

INLINE V rmsprop(const update *u, int64_t e, int n, V w, V g) {
  return w - u->learning_rate * rmsprop_slope(u, e, n, w, g);
}

INLINE V rmsprop_momentum(const update *u, int64_t e, int n, V w, V g) {
  V velocity = u->momentum * part_load(u->second + e, n) + rmsprop_slope(u, e, n, w, g);
  part_store(u->second + e, n, velocity);
  return w - u->learning_rate * velocity;
}

INLINE V adagrad(const update *u, int64_t e, int n, V w, V g) {
  g = decayed(u, w, g);
  V v = part_load(u->first + e, n) + g * g;
  part_store(u->first + e, n, v);
  return w - u->learning_rate * (g / (root(v) + u->epsilon));
}

INLINE V nadam(const update *u, int64_t e, int n, V w, V g) {
  g = decayed(u, w, g);
  V m = part_load(u->first + e, n), v = part_load(u->second + e, n);
  m = m + u->gain1 * (g - m);
  v = v * u->beta2 + u->gain2 * g * g;
  part_store(u->first + e, n, m);
  part_store(u->second + e, n, v);
  return w - (u->step_size * g + u->mean_size * m) / (root(v) / u->root_correction + u->epsilon);
}

INLINE V adadelta(const update *u, int64_t e, int n, V w, V g) {
  g = decayed(u, w, g);
  V v = part_load(u->first + e, n) * u->beta2 + u->gain2 * g * g, squares = part_load(u->second + e, n);
  V slope = root(squares + u->epsilon) / root(v + u->epsilon) * g;
  part_store(u->first + e, n, v);
  part_store(u->second + e, n, squares * u->beta2 + u->gain2 * slope * slope);
  return w - u->learning_rate * slope;
}

/// -1, 0 or 1; NaN stays.
INLINE V sign(V x) { return choose(x > splat(0), splat(1), choose(x < splat(0), splat(-1), x)); }

INLINE V lion(const update *u, int64_t e, int n, V w, V g) {
  V m = part_load(u->first + e, n);
  part_store(u->first + e, n, u->beta2 * m + u->gain2 * g);
  return w * u->shrink - u->learning_rate * sign(u->beta1 * m + u->gain1 * g);
}

INLINE void update_each(const update *u, int64_t count, update_function f) {
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) {
    V w = full_load(u->w + e), g = full_load(u->g + e);
    // The place may be the gradient's own, so that it is written after that was read.
    if (u->previous) full_store(u->previous + e, w);
    full_store(u->w + e, f(u, e, LANES, w, g));
  }
  if (e == count) return;
  const int n = (int)(count - e);
  V w = part_load(u->w + e, n), g = part_load(u->g + e, n);
  if (u->previous) part_store(u->previous + e, n, w);
  part_store(u->w + e, n, f(u, e, n, w, g));
}

static void optimize(const il_step *step, int64_t count, void *parameters, const void *gradient, void *first,
                     void *second, void *previous) {
  const update u = {
      .learning_rate = splat((R)step->learning_rate),
      .momentum = splat((R)step->momentum),
      .weight_decay = splat((R)step->weight_decay),
      .shrink = splat((R)(1 - step->learning_rate * step->weight_decay)),
      .epsilon = splat((R)step->epsilon),
      .beta1 = splat((R)step->beta1),
      .gain1 = splat((R)step->gain1),
      .beta2 = splat((R)step->beta2),
      .gain2 = splat((R)step->gain2),
      .step_size = splat((R)step->step_size),
      .mean_size = splat((R)step->mean_size),
      .root_correction = splat((R)step->root_correction),
      .w = parameters,
      .first = first,
      .second = second,
      .previous = previous,
      .g = gradient,
  };
  switch (step->kind) {
    case IL_SGD:
      if (step->momentum != 0) update_each(&u, count, sgd_momentum);
      else if (step->weight_decay != 0) update_each(&u, count, sgd_decay);
      else update_each(&u, count, sgd_plain);
      break;
    case IL_SGD_NESTEROV: update_each(&u, count, sgd_nesterov); break;
    case IL_ADAM: update_each(&u, count, adam); break;
    case IL_ADAMW: update_each(&u, count, adamw); break;
    case IL_RMSPROP:
      if (step->momentum != 0) update_each(&u, count, rmsprop_momentum);
      else update_each(&u, count, rmsprop);
      break;
    case IL_ADAGRAD: update_each(&u, count, adagrad); break;
    case IL_NADAM: update_each(&u, count, nadam); break;
    case IL_ADADELTA: update_each(&u, count, adadelta); break;
    case IL_LION: update_each(&u, count, lion); break;
  }
}
