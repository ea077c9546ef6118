// Constants and polynomials of functions.h in float64.

#define EXPONENT_BIAS 1023
#define EXPONENT_SHIFT 52
/// 1.5 * 2^52: adding it rounds to an integer, which then lies in the low bits.
#define ROUNDING_SHIFT 6755399441055744.0
#define ROUNDING_BITS 0x4338000000000000
#define EXP_HIGHEST 709.782712893384
#define EXP_LOWEST -746.0
/// exp(x) - 1 rounds to -1 below.
#define EXPM1_LOWEST -60.0
#define LN2_HIGH 0.6931471805599453
#define LN2_LOW 2.3190468138462996e-17
#define SQRT_HALF_BITS 0x3fe6a09e00000000
#define ONE_BITS 0x3ff0000000000000
#define MANTISSA_MASK 0x000fffffffffffff
#define SIGN_BIT INT64_MIN
#define LOG_LN2_HIGH 6.93147180369123816490e-01
#define LOG_LN2_LOW 1.90821492927058770002e-10
#define HALF_PI_1 0x1.921fb54442d18p+0
#define HALF_PI_2 0x1.1a62633145c07p-54
#define HALF_PI_3 -0x1.f1976b7ed8fbcp-110
#define SIN_LIMIT 0x1p30
#define TAN_PI_8 0.66

/// exp(r) - 1 for |r| <= ln2 / 2: the Taylor series, whose remainder is 4e-18.
INLINE V expm1_reduced(V r) {
  V p = splat(1.0 / 6227020800.0);
  p = fused(p, r, splat(1.0 / 479001600.0));
  p = fused(p, r, splat(1.0 / 39916800.0));
  p = fused(p, r, splat(1.0 / 3628800.0));
  p = fused(p, r, splat(1.0 / 362880.0));
  p = fused(p, r, splat(1.0 / 40320.0));
  p = fused(p, r, splat(1.0 / 5040.0));
  p = fused(p, r, splat(1.0 / 720.0));
  p = fused(p, r, splat(1.0 / 120.0));
  p = fused(p, r, splat(1.0 / 24.0));
  p = fused(p, r, splat(1.0 / 6.0));
  p = fused(p, r, splat(0.5));
  return fused(p * r, r, r);
}

/// The series of log((1+s)/(1-s))/s - 2 in z = s^2 (FreeBSD log).
INLINE V log_series(V z) {
  V p = splat(1.479819860511658591e-01);
  p = fused(p, z, splat(1.531383769920937332e-01));
  p = fused(p, z, splat(1.818357216161805012e-01));
  p = fused(p, z, splat(2.222219843214978396e-01));
  p = fused(p, z, splat(2.857142874366239149e-01));
  p = fused(p, z, splat(3.999999999940941908e-01));
  p = fused(p, z, splat(6.666666666666735130e-01));
  return p * z;
}

/// tanh(|x|) = -e / (e + 2), e = exp(-2 |x|) - 1, which cancels nowhere.
INLINE V vector_expm1(V x);
INLINE V vector_tanh(V x) {
  VI sign = (VI)x & (VI)SIGN_BIT;
  V negative = (V)((VI)x | (VI)SIGN_BIT);
  V e = vector_expm1(negative + negative);
  V y = (V)((VI)(-e / (e + splat(2))) | sign);
  return choose(x != x, x, y);
}

INLINE V vector_exp(V x);

/// erf for |x| >= 1: 1 - exp(-x^2) Q((x - 2.5) / (x + 2.5)); Q fitted here to erfcx on [1, 6], to 3e-18.
INLINE V erf_far(V a) {
  a = choose(a > splat(6), splat(6), a);
  V t = (a - splat(2.5)) / (a + splat(2.5));
  V q = splat(-1.587633893127344e-06);
  q = fused(q, t, splat(-2.2328516517555215e-06));
  q = fused(q, t, splat(7.499735050763299e-06));
  q = fused(q, t, splat(1.8596747731144528e-05));
  q = fused(q, t, splat(-3.4175718896856294e-05));
  q = fused(q, t, splat(-0.00012887483134837842));
  q = fused(q, t, splat(0.0002283799633257643));
  q = fused(q, t, splat(0.0008759152875774328));
  q = fused(q, t, splat(-0.0026423659518134547));
  q = fused(q, t, splat(-0.003993701160123029));
  q = fused(q, t, splat(0.03992253907546523));
  q = fused(q, t, splat(-0.12503305237891782));
  q = fused(q, t, splat(0.2517131932174488));
  q = fused(q, t, splat(-0.37173673394897294));
  q = fused(q, t, splat(0.2108063640611436));
  return splat(1) - vector_exp(-(a * a)) * q;
}

/// erf: x + x P(x^2) below 1, P fitted here, to 7e-18.
INLINE V vector_erf(V x) {
  V a = (V)((VI)x & ~(VI)SIGN_BIT);
  V z = choose(a > splat(1), splat(1), a * a);
  V p = splat(-7.795898827002142e-10);
  p = fused(p, z, splat(1.3720064546777686e-08));
  p = fused(p, z, splat(-1.6208483801871705e-07));
  p = fused(p, z, splat(1.6447424703317362e-06));
  p = fused(p, z, splat(-1.492473690741966e-05));
  p = fused(p, z, splat(0.00012055294904839707));
  p = fused(p, z, splat(-0.0008548325975389692));
  p = fused(p, z, splat(0.0052239776071164225));
  p = fused(p, z, splat(-0.02686617064323777));
  p = fused(p, z, splat(0.11283791670945006));
  p = fused(p, z, splat(-0.37612638903183543));
  p = fused(p, z, splat(0.12837916709551256));
  V y = choose(a < splat(1), fused(p, a, a), erf_far(a));
  y = (V)((VI)y | ((VI)x & (VI)SIGN_BIT));
  return choose(x != x, x, y);
}

/// sin(r) for |r| <= pi/4 (FreeBSD k_sin).
INLINE V sin_reduced(V r) {
  V z = r * r;
  V p = splat(1.58969099521155010221e-10);
  p = fused(p, z, splat(-2.50507602534068634195e-08));
  p = fused(p, z, splat(2.75573137070700676789e-06));
  p = fused(p, z, splat(-1.98412698298579493134e-04));
  p = fused(p, z, splat(8.33333333332248946124e-03));
  p = fused(p, z, splat(-1.66666666666666324348e-01));
  return fused(p * z, r, r);
}

/// cos(r) for |r| <= pi/4 (FreeBSD k_cos).
INLINE V cos_reduced(V r) {
  V z = r * r;
  V p = splat(-1.13596475577881948265e-11);
  p = fused(p, z, splat(2.08757232129817482790e-09));
  p = fused(p, z, splat(-2.75573143513906633035e-07));
  p = fused(p, z, splat(2.48015872894767294178e-05));
  p = fused(p, z, splat(-1.38888888888741095749e-03));
  p = fused(p, z, splat(4.16666666666666019037e-02));
  return fused(p * z, z, fused(splat(-0.5), z, splat(1)));
}

/// atan(r) for |r| <= 0.66 (Cephes).
INLINE V atan_reduced(V r) {
  V z = r * r;
  V p = splat(-8.750608600031904122785e-1);
  p = fused(p, z, splat(-1.615753718733365076637e1));
  p = fused(p, z, splat(-7.500855792314704667340e1));
  p = fused(p, z, splat(-1.228866684490136173410e2));
  p = fused(p, z, splat(-6.485021904942025371773e1));
  V q = z + splat(2.485846490142306297962e1);
  q = fused(q, z, splat(1.650270098316988542046e2));
  q = fused(q, z, splat(4.328810604912902668951e2));
  q = fused(q, z, splat(4.853903996359136964868e2));
  q = fused(q, z, splat(1.945506571482613964425e2));
  return fused(z * p / q, r, r);
}
