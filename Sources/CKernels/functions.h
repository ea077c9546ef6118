// Elementary functions on one vector: the same code in every lane, so the same bits at every place.

#if IL_BITS == 32
#include "functions_float32.h"
#else
#include "functions_float64.h"
#endif

/// Lanes that hold NaN or an infinity: only there is x - x not 0.
INLINE VI not_finite(V x) { return (VI)(x - x != splat(0)); }

/// Integer part n and rest r of x in units of ln2: x = n ln2 + r, |r| <= ln2 / 2.
INLINE V exp_reduce(V x, VI *n) {
  V t = fused(x, splat((R)1.4426950408889634074), splat(ROUNDING_SHIFT));
  V f = t - splat(ROUNDING_SHIFT);
  *n = (VI)t - (VI)(I)ROUNDING_BITS;
  V r = fused(f, splat(-LN2_HIGH), x);
  return fused(f, splat(-LN2_LOW), r);
}

/// 2^n for n in the range of normal numbers.
INLINE V power_of_two(VI n) { return (V)((n + (VI)(I)EXPONENT_BIAS) << EXPONENT_SHIFT); }

INLINE V vector_exp(V x) {
  V c = choose(x > splat(EXP_HIGHEST), splat(EXP_HIGHEST), x);
  c = choose(c < splat(EXP_LOWEST), splat(EXP_LOWEST), c);
  VI n;
  V r = exp_reduce(c, &n);
  V y = expm1_reduced(r) + splat(1);
  VI half = n >> 1;  // two factors: gradual underflow, and n = 128 (1024) is reached
  y = y * power_of_two(half) * power_of_two(n - half);
  y = choose(x > splat(EXP_HIGHEST), splat((R)__builtin_inf()), y);
  return choose(x != x, x, y);
}

/// exp(x) - 1 for x <= 0: 2^n q + (2^n - 1), q = exp(r) - 1, without cancellation.
INLINE V vector_expm1(V x) {
  V c = choose(x < splat(EXPM1_LOWEST), splat(EXPM1_LOWEST), x);
  VI n;
  V r = exp_reduce(c, &n);
  V s = power_of_two(n);
  V y = fused(s, expm1_reduced(r), s - splat(1));
  return choose(x != x, x, y);
}

/// log(x) for x >= 1: x = 2^k m, m in [sqrt(1/2), sqrt(2)), s = (m - 1) / (m + 1).
INLINE V vector_log(V x) {
  VI bits = (VI)x + (VI)(I)(ONE_BITS - SQRT_HALF_BITS);
  V k = __builtin_convertvector((bits >> EXPONENT_SHIFT) - (VI)(I)EXPONENT_BIAS, V);
  V m = (V)((bits & (VI)(I)MANTISSA_MASK) + (VI)(I)SQRT_HALF_BITS);
  V f = m - splat(1);
  V s = f / (splat(2) + f);
  V half_square = splat((R)0.5) * f * f;
  V rest = fused(s, half_square + log_series(s * s), k * splat(LOG_LN2_LOW));
  V y = k * splat(LOG_LN2_HIGH) - ((half_square - rest) - f);
  return choose(not_finite(x), x, y);
}

/// log(1 + x) for x in [0, 1]: what 1 + x loses by rounding is put back to first order.
INLINE V vector_log1p(V x) {
  V u = splat(1) + x;
  V lost = x - (u - splat(1));
  return vector_log(u) + lost / u;
}

/// 1 / (1 + exp(-x)), from exp(-|x|), which cannot overflow.
INLINE V vector_sigmoid(V x) {
  V e = vector_exp((V)((VI)x | (VI)SIGN_BIT));
  V d = splat(1) / (splat(1) + e);
  V y = choose(x < splat(0), e * d, d);
  return choose(x != x, x, y);
}

INLINE V absolute(V x) { return (V)((VI)x & ~(VI)SIGN_BIT); }

/// max(x, 0) that keeps NaN.
INLINE V positive_part(V x) { return choose(x <= splat(0), splat(0), x); }

/// log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))
INLINE V vector_softplus(V x) { return positive_part(x) + vector_log1p(vector_exp(-absolute(x))); }

/// sin (turn 0) or cos (turn 1) by reduction to |r| <= pi/4; the first step of the reduction is exact.
INLINE V sin_or_cos(V x, I turn) {
  VI beyond = absolute(x) > splat(SIN_LIMIT);
  V c = choose(beyond, splat(0), x);
  V t = fused(c, splat((R)0.63661977236758134308), splat(ROUNDING_SHIFT));
  V f = t - splat(ROUNDING_SHIFT);
  VI quadrant = (VI)t + (VI)turn;
  V r = fused(f, splat(-HALF_PI_1), c);
  r = fused(f, splat(-HALF_PI_2), r);
  r = fused(f, splat(-HALF_PI_3), r);
  VI odd = -(quadrant & (VI)(I)1);
  V y = choose(odd, cos_reduced(r), sin_reduced(r));
  VI sign = (quadrant << (IL_BITS - 2)) & (VI)SIGN_BIT;
  y = (V)((VI)y ^ sign);
  y = choose(beyond, splat((R)turn), y);
  return choose(not_finite(x), x - x, y);
}

/// atan by reduction to small arguments: pi/2 - atan(1/x), pi/4 + atan((x - 1) / (x + 1)).
INLINE V vector_atan(V x) {
  V a = absolute(x);
  VI far = a > splat((R)2.41421356237309504880), middle = (a > splat(TAN_PI_8)) & ~far;
  V r = choose(far, splat(-1) / a, choose(middle, (a - splat(1)) / (a + splat(1)), a));
  V base = choose(far, splat(HALF_PI_1), choose(middle, splat(HALF_PI_1 / 2), splat(0)));
  V rest = choose(far, splat(HALF_PI_2), choose(middle, splat(HALF_PI_2 / 2), splat(0)));
  V y = base + (atan_reduced(r) + rest);
  y = (V)((VI)y | ((VI)x & (VI)SIGN_BIT));
  return choose(x != x, x, y);
}
