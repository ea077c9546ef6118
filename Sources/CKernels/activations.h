// Activation functions and their derivatives over arrays, each one code for body and tail.

/// y = f(x; a)
typedef V (*forward_function)(V x, V a);
/// dx, given dy, x, y = f(x; a)
typedef V (*backward_function)(V dy, V x, V y, V a);

#define SELU_SCALE ((R)1.0507009873554804934193349852946)
#define SELU_ALPHA ((R)1.6732632423543772848170429916717)
#define SQRT_HALF ((R)0.70710678118654752440)
#define SQRT_2_OVER_PI ((R)0.79788456080286535588)
#define TWO_OVER_SQRT_PI ((R)1.12837916709551257390)
#define ONE_OVER_SQRT_2_PI ((R)0.39894228040143267794)
#define GELU_CUBE ((R)0.044715)

INLINE V below_zero(V x, V negative, V positive) { return choose(x > splat(0), positive, negative); }

INLINE V identity_forward(V x, V a) { return (void)a, x; }
INLINE V identity_backward(V dy, V x, V y, V a) { return (void)x, (void)y, (void)a, dy; }

INLINE V relu_forward(V x, V a) { return (void)a, positive_part(x); }
INLINE V relu_backward(V dy, V x, V y, V a) { return (void)x, (void)a, below_zero(y, splat(0), dy); }

INLINE V leaky_relu_forward(V x, V a) { return below_zero(x, a * x, x); }
INLINE V leaky_relu_backward(V dy, V x, V y, V a) { return (void)y, below_zero(x, a * dy, dy); }

/// The exponential branch sees x <= 0 only: vector_expm1 is defined there.
INLINE V negative_part(V x) { return choose(x > splat(0), splat(0), x); }

INLINE V elu_forward(V x, V a) { return below_zero(x, a * vector_expm1(negative_part(x)), x); }
INLINE V elu_backward(V dy, V x, V y, V a) {
  (void)y;
  return below_zero(x, dy * (a * vector_exp(negative_part(x))), dy);
}

INLINE V selu_forward(V x, V a) {
  (void)a;
  return splat(SELU_SCALE) * below_zero(x, splat(SELU_ALPHA) * vector_expm1(negative_part(x)), x);
}
INLINE V selu_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  V slope = below_zero(x, splat(SELU_ALPHA) * vector_exp(negative_part(x)), splat(1));
  return dy * (splat(SELU_SCALE) * slope);
}

/// Distribution function of the normal law.
INLINE V normal_distribution(V x) {
  return splat((R)0.5) * (splat(1) + vector_erf(x * splat(SQRT_HALF)));
}
INLINE V gelu_forward(V x, V a) { return (void)a, x * normal_distribution(x); }
INLINE V gelu_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  V density = splat(ONE_OVER_SQRT_2_PI) * vector_exp(splat((R)-0.5) * x * x);
  return dy * (normal_distribution(x) + x * density);
}

INLINE V gelu_inner(V x) { return splat(SQRT_2_OVER_PI) * (x + splat(GELU_CUBE) * x * x * x); }
INLINE V gelu_tanh_forward(V x, V a) {
  (void)a;
  return splat((R)0.5) * x * (splat(1) + vector_tanh(gelu_inner(x)));
}
INLINE V gelu_tanh_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  V t = vector_tanh(gelu_inner(x));
  V inner_slope = splat(SQRT_2_OVER_PI) * (splat(1) + splat(3 * GELU_CUBE) * x * x);
  V left = splat((R)0.5) * (splat(1) + t);
  return dy * (left + splat((R)0.5) * x * (splat(1) - t * t) * inner_slope);
}

INLINE V silu_forward(V x, V a) { return (void)a, x * vector_sigmoid(x); }
INLINE V silu_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  V s = vector_sigmoid(x);
  return dy * (s * (splat(1) + x * (splat(1) - s)));
}

INLINE V softplus_forward(V x, V a) { return (void)a, vector_softplus(x); }
INLINE V softplus_backward(V dy, V x, V y, V a) { return (void)y, (void)a, dy * vector_sigmoid(x); }

INLINE V sigmoid_forward(V x, V a) { return (void)a, vector_sigmoid(x); }
INLINE V sigmoid_backward(V dy, V x, V y, V a) { return (void)x, (void)a, dy * (splat(1) - y) * y; }

INLINE V tanh_forward(V x, V a) { return (void)a, vector_tanh(x); }
INLINE V tanh_backward(V dy, V x, V y, V a) { return (void)x, (void)a, dy * (splat(1) - y * y); }

INLINE V softsign_forward(V x, V a) { return (void)a, x / (splat(1) + absolute(x)); }
INLINE V softsign_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  V d = splat(1) + absolute(x);
  return dy / (d * d);
}

INLINE V hard_tanh_forward(V x, V a) {
  (void)a;
  V y = choose(x > splat(1), splat(1), x);
  return choose(y < splat(-1), splat(-1), y);
}
INLINE V hard_tanh_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  return choose(absolute(x) < splat(1), dy, splat(0));
}

INLINE V erf_forward(V x, V a) { return (void)a, vector_erf(x); }
INLINE V erf_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  return dy * (splat(TWO_OVER_SQRT_PI) * vector_exp(-(x * x)));
}

INLINE V sin_forward(V x, V a) { return (void)a, sin_or_cos(x, 0); }
INLINE V sin_backward(V dy, V x, V y, V a) { return (void)y, (void)a, dy * sin_or_cos(x, 1); }

/// g = tanh(log(1 + exp(x))) = 1 - 2 / (1 + (1 + exp(x))^2), and what is missing to 1, without cancellation.
INLINE V mish_gate(V x, V *missing) {
  V e = vector_exp(-absolute(x)), two = splat(2);
  V below = e * (e + two), above = splat(1) + two * e, square = two * e * e;
  VI is_below = x < splat(0);
  V whole = choose(is_below, below + two, above + square);
  *missing = choose(is_below, two, square) / whole;
  return choose(is_below, below, above) / whole;
}
INLINE V mish_forward(V x, V a) {
  (void)a;
  V missing, y = x * mish_gate(x, &missing);
  return choose(x < splat(EXP_LOWEST), splat((R)-0.0), y);  // minus infinity times 0
}
INLINE V mish_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  V missing, gate = mish_gate(x, &missing);
  V cut = choose(x < splat(EXP_LOWEST), splat(EXP_LOWEST), x);
  cut = choose(cut > splat(-EXP_LOWEST), splat(-EXP_LOWEST), cut);
  return dy * (gate + cut * vector_sigmoid(x) * (missing * (splat(1) + gate)));
}

/// x cut to [0, 6] that keeps NaN.
INLINE V cut_to_six(V x) { return choose(x > splat(6), splat(6), positive_part(x)); }

INLINE V hard_swish_forward(V x, V a) {
  (void)a;
  V y = x * cut_to_six(x + splat(3)) / splat(6);
  // Beyond the cuts it is 0 or x itself, infinities included.
  y = choose(x <= splat(-3), splat((R)-0.0), y);
  return choose(x >= splat(3), x, y);
}
INLINE V hard_swish_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  V slope = choose(x >= splat(3), splat(1), x / splat(3) + splat((R)0.5));
  return dy * choose(x <= splat(-3), splat(0), slope);
}

INLINE V relu6_forward(V x, V a) { return (void)a, cut_to_six(x); }
INLINE V relu6_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  return choose((x > splat(0)) & (x < splat(6)), dy, splat(0));
}

INLINE V hard_sigmoid_forward(V x, V a) { return (void)a, cut_to_six(x + splat(3)) / splat(6); }
INLINE V hard_sigmoid_backward(V dy, V x, V y, V a) {
  (void)y, (void)a;
  return choose(absolute(x) < splat(3), dy / splat(6), splat(0));
}

INLINE V atan_forward(V x, V a) { return (void)a, vector_atan(x); }
INLINE V atan_backward(V dy, V x, V y, V a) { return (void)y, (void)a, dy / (splat(1) + x * x); }

INLINE void map_forward(int64_t count, const R *x, R *y, V a, forward_function f) {
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) full_store(y + e, f(full_load(x + e), a));
  if (e < count) part_store(y + e, (int)(count - e), f(part_load(x + e, (int)(count - e)), a));
}

INLINE void map_backward(int64_t count, const R *x, const R *y, const R *dy, R *dx, V a,
                         backward_function f) {
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) {
    full_store(dx + e, f(full_load(dy + e), full_load(x + e), full_load(y + e), a));
  }
  if (e == count) return;
  const int w = (int)(count - e);
  part_store(dx + e, w, f(part_load(dy + e, w), part_load(x + e, w), part_load(y + e, w), a));
}

#define EACH_ACTIVATION(DO)                                                                        \
  DO(IL_IDENTITY, identity) DO(IL_RELU, relu) DO(IL_LEAKY_RELU, leaky_relu) DO(IL_ELU, elu)        \
  DO(IL_SELU, selu) DO(IL_GELU, gelu) DO(IL_GELU_TANH, gelu_tanh) DO(IL_SILU, silu)                \
  DO(IL_SOFTPLUS, softplus) DO(IL_SIGMOID, sigmoid) DO(IL_TANH, tanh) DO(IL_SOFTSIGN, softsign)    \
  DO(IL_HARD_TANH, hard_tanh) DO(IL_ERF, erf) DO(IL_SIN, sin) DO(IL_MISH, mish)                    \
  DO(IL_HARD_SWISH, hard_swish) DO(IL_RELU6, relu6) DO(IL_HARD_SIGMOID, hard_sigmoid) DO(IL_ATAN, atan)

/// One function of one vector, without a parameter.
typedef V (*elementary_function)(V x);

INLINE V vector_sin(V x) { return sin_or_cos(x, 0); }
INLINE V vector_cos(V x) { return sin_or_cos(x, 1); }

INLINE void map_elementary(int64_t count, const R *x, R *y, elementary_function f) {
  for (int64_t e = 0; e < count; e += LANES) {
    const int w = width_left(count - e);
    part_store(y + e, w, f(part_load(x + e, w)));
  }
}

static void elementary(il_elementary kind, int64_t count, const void *x, void *y) {
  switch (kind) {
    case IL_FUNCTION_EXP: map_elementary(count, x, y, vector_exp); break;
    case IL_FUNCTION_EXPM1: map_elementary(count, x, y, vector_expm1); break;
    case IL_FUNCTION_LOG: map_elementary(count, x, y, vector_log); break;
    case IL_FUNCTION_LOG1P: map_elementary(count, x, y, vector_log1p); break;
    case IL_FUNCTION_TANH: map_elementary(count, x, y, vector_tanh); break;
    case IL_FUNCTION_SIGMOID: map_elementary(count, x, y, vector_sigmoid); break;
    case IL_FUNCTION_SOFTPLUS: map_elementary(count, x, y, vector_softplus); break;
    case IL_FUNCTION_ERF: map_elementary(count, x, y, vector_erf); break;
    case IL_FUNCTION_SIN: map_elementary(count, x, y, vector_sin); break;
    case IL_FUNCTION_COS: map_elementary(count, x, y, vector_cos); break;
    case IL_FUNCTION_ATAN: map_elementary(count, x, y, vector_atan); break;
  }
}

static void activate(il_activation kind, double a, int64_t count, const void *x, void *y) {
  switch (kind) {
#define FORWARD_CASE(code, name)                         \
  case code:                                             \
    map_forward(count, x, y, splat((R)a), name##_forward); \
    break;
    EACH_ACTIVATION(FORWARD_CASE)
#undef FORWARD_CASE
  }
}

static void activate_backward(il_activation kind, double a, int64_t count, const void *x, const void *y,
                              const void *dy, void *dx) {
  switch (kind) {
#define BACKWARD_CASE(code, name)                                   \
  case code:                                                        \
    map_backward(count, x, y, dy, dx, splat((R)a), name##_backward);  \
    break;
    EACH_ACTIVATION(BACKWARD_CASE)
#undef BACKWARD_CASE
  }
}
