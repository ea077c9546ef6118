// Constants and polynomials of functions.h in float32.

#define EXPONENT_BIAS 127
#define EXPONENT_SHIFT 23
/// 1.5 * 2^23: adding it rounds to an integer, which then lies in the low bits.
#define ROUNDING_SHIFT 12582912.0f
#define ROUNDING_BITS 0x4B400000
#define EXP_HIGHEST 88.72283f
#define EXP_LOWEST -104.0f
/// exp(x) - 1 rounds to -1 below.
#define EXPM1_LOWEST -40.0f
#define LN2_HIGH 0.693145752f
#define LN2_LOW 1.42860677e-6f
#define SQRT_HALF_BITS 0x3f3504f3
#define ONE_BITS 0x3f800000
#define MANTISSA_MASK 0x007fffff
#define SIGN_BIT INT32_MIN
#define LOG_LN2_HIGH 6.9313812256e-01f
#define LOG_LN2_LOW 9.0580006145e-06f
#define HALF_PI_1 0x1.921fb6p+0f
#define HALF_PI_2 -0x1.777a5cp-25f
#define HALF_PI_3 -0x1.ee59dap-50f
#define SIN_LIMIT 0x1p22f
#define TAN_PI_8 0.41421356f

/// exp(r) - 1 for |r| <= ln2 / 2 (Cephes expf).
INLINE V expm1_reduced(V r) {
  V p = splat(1.9875691500e-4f);
  p = fused(p, r, splat(1.3981999507e-3f));
  p = fused(p, r, splat(8.3334519073e-3f));
  p = fused(p, r, splat(4.1665795894e-2f));
  p = fused(p, r, splat(1.6666665459e-1f));
  p = fused(p, r, splat(5.0000001201e-1f));
  return fused(p * r, r, r);
}

/// The series of log((1+s)/(1-s))/s - 2 in z = s^2 (FreeBSD logf).
INLINE V log_series(V z) {
  V w = z * z;
  V odd = z * fused(w, splat(0.28498786688f), splat(0.66666662693f));
  return fused(w, fused(w, splat(0.24279078841f), splat(0.40000972152f)), odd);
}

/// tanh: an odd polynomial near 0 (Cephes), 1 - 2 / (exp(2x) + 1) beyond.
INLINE V vector_exp(V x);
INLINE V vector_tanh(V x) {
  VI sign = (VI)x & (VI)SIGN_BIT;
  V a = (V)((VI)x & ~(VI)SIGN_BIT);
  V z = x * x;
  V p = splat(-5.70498872745e-3f);
  p = fused(p, z, splat(2.06390887954e-2f));
  p = fused(p, z, splat(-5.37397155531e-2f));
  p = fused(p, z, splat(1.33314422036e-1f));
  p = fused(p, z, splat(-3.33332819422e-1f));
  V near = fused(p * z, a, a);
  V cut = choose(a > splat(10), splat(10), a);
  V far = splat(1) - splat(2) / (vector_exp(cut + cut) + splat(1));
  V y = (V)((VI)choose(a < splat(0.625f), near, far) | sign);
  return choose(x != x, x, y);
}

/// erf: x + x P(x^2) near 0, 1 - exp(polynomial) beyond; coefficients after N. Juffa (BSD).
INLINE V vector_erf(V x) {
  V a = (V)((VI)x & ~(VI)SIGN_BIT);
  V s = x * x;
  V p = splat(-5.96761703e-4f);
  p = fused(p, s, splat(4.99119423e-3f));
  p = fused(p, s, splat(-2.67681349e-2f));
  p = fused(p, s, splat(1.12819925e-1f));
  p = fused(p, s, splat(-3.76125336e-1f));
  p = fused(p, s, splat(1.28379166e-1f));
  V near = fused(p, a, a);
  V t = choose(a > splat(4), splat(4), a);
  V t2 = t * t;
  V q = fused(splat(-1.72853470e-5f), t, splat(3.83197126e-4f));
  V u = fused(splat(-3.88396438e-3f), t, splat(2.42546219e-2f));
  q = fused(q, t2, u);
  q = fused(q, t, splat(-1.06777877e-1f));
  q = fused(q, t, splat(-6.34846687e-1f));
  q = fused(q, t, splat(-1.28717512e-1f));
  q = fused(q, t, -t);
  V far = splat(1) - vector_exp(q);
  V y = choose(a > splat(0.927734375f), far, near);
  y = (V)((VI)y | ((VI)x & (VI)SIGN_BIT));
  return choose(x != x, x, y);
}

/// sin(r) for |r| <= pi/4 (Cephes).
INLINE V sin_reduced(V r) {
  V z = r * r;
  V p = splat(-1.9515295891e-4f);
  p = fused(p, z, splat(8.3321608736e-3f));
  p = fused(p, z, splat(-1.6666654611e-1f));
  return fused(p * z, r, r);
}

/// cos(r) for |r| <= pi/4 (Cephes).
INLINE V cos_reduced(V r) {
  V z = r * r;
  V p = splat(2.443315711809948e-5f);
  p = fused(p, z, splat(-1.388731625493765e-3f));
  p = fused(p, z, splat(4.166664568298827e-2f));
  return fused(p * z, z, fused(splat(-0.5f), z, splat(1)));
}

/// atan(r) for |r| <= tan(pi/8) (Cephes).
INLINE V atan_reduced(V r) {
  V z = r * r;
  V p = splat(8.05374449538e-2f);
  p = fused(p, z, splat(-1.38776856032e-1f));
  p = fused(p, z, splat(1.99777106478e-1f));
  p = fused(p, z, splat(-3.33329491539e-1f));
  return fused(p * z, r, r);
}
