// The vector type of one kernel file. A file sets IL_BITS (32, 64), IL_LANES (a power of two from 1 to 16)
// and IL_MASKED (0: element loops, 1: AVX2 masks, 2: AVX-512 masks) and includes variant.h once.
//
// Clang's vector types instead of plain loops: speed then does not hang on the auto-vectorizer, which picks
// half-width vectors or spills for the same source.

#if IL_BITS == 32
typedef float R;
typedef int32_t I;
#elif __SIZEOF_LONG__ == 8
typedef double R;
/// Not int64_t: a comparison of doubles gives long lanes, and on macOS the two are different types.
typedef long I;
#else
typedef double R;
typedef int64_t I;
#endif

typedef R V __attribute__((ext_vector_type(IL_LANES), aligned(IL_BITS / 8), may_alias));
typedef I VI __attribute__((ext_vector_type(IL_LANES), aligned(IL_BITS / 8), may_alias));

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

enum { LANES = IL_LANES };

/// All lanes equal; casting a scalar is a broadcast, whereas (V){0} + x would be an addition.
INLINE V splat(R x) { return (V)x; }

INLINE V fused(V a, V b, V c) { return __builtin_elementwise_fma(a, b, c); }

/// Lanes of a where the mask is set, of b elsewhere; masks are all ones or all zeros.
INLINE V choose(VI mask, V a, V b) { return (V)(((VI)a & mask) | ((VI)b & ~mask)); }

INLINE V full_load(const R *p) { return *(const V *)p; }

INLINE void full_store(R *p, V v) { *(V *)p = v; }

#if IL_MASKED == 2 && IL_BITS == 32
INLINE V part_load(const R *p, int w) { return (V)_mm512_maskz_loadu_ps((__mmask16)((1u << w) - 1), p); }
INLINE void part_store(R *p, int w, V v) { _mm512_mask_storeu_ps(p, (__mmask16)((1u << w) - 1), (__m512)v); }
#elif IL_MASKED == 2
INLINE V part_load(const R *p, int w) { return (V)_mm512_maskz_loadu_pd((__mmask8)((1u << w) - 1), p); }
INLINE void part_store(R *p, int w, V v) { _mm512_mask_storeu_pd(p, (__mmask8)((1u << w) - 1), (__m512d)v); }
#elif IL_MASKED == 1
/// LANES lanes from here on minus w: the first w set.
static const I mask_table[2 * LANES] = {
#if IL_BITS == 32
    -1, -1, -1, -1,
#endif
    -1, -1, -1, -1,
};
#if IL_BITS == 32
INLINE V part_load(const R *p, int w) {
  if (w == LANES) return full_load(p);  // masked accesses are slow on Zen
  return (V)_mm256_maskload_ps(p, _mm256_loadu_si256((const __m256i_u *)(mask_table + LANES - w)));
}
INLINE void part_store(R *p, int w, V v) {
  if (w == LANES) {
    full_store(p, v);
  } else {
    _mm256_maskstore_ps(p, _mm256_loadu_si256((const __m256i_u *)(mask_table + LANES - w)), (__m256)v);
  }
}
#else
INLINE V part_load(const R *p, int w) {
  if (w == LANES) return full_load(p);
  return (V)_mm256_maskload_pd(p, _mm256_loadu_si256((const __m256i_u *)(mask_table + LANES - w)));
}
INLINE void part_store(R *p, int w, V v) {
  if (w == LANES) {
    full_store(p, v);
  } else {
    _mm256_maskstore_pd(p, _mm256_loadu_si256((const __m256i_u *)(mask_table + LANES - w)), (__m256d)v);
  }
}
#endif
#else
INLINE V part_load(const R *p, int w) {
  V v = splat(0);
  for (int lane = 0; lane < w; lane++) v[lane] = p[lane];
  return v;
}
INLINE void part_store(R *p, int w, V v) {
  for (int lane = 0; lane < w; lane++) p[lane] = v[lane];
}
#endif

/// The first w lanes of v, zero elsewhere.
INLINE V keep(V v, int w) {
#if IL_LANES == 1
  const VI lane = {0};
#elif IL_LANES == 2
  const VI lane = {0, 1};
#elif IL_LANES == 4
  const VI lane = {0, 1, 2, 3};
#elif IL_LANES == 8
  const VI lane = {0, 1, 2, 3, 4, 5, 6, 7};
#else
  const VI lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#endif
  return choose(lane < (VI)(I)w, v, splat(0));
}

INLINE int width_left(int64_t left) { return left < LANES ? (int)left : LANES; }

// Every second lane of two vectors, and two vectors lane by lane.
#if IL_LANES == 1
#define EVEN_LANES 0
#define LOW_PAIRS 0
#define HIGH_PAIRS 1
#elif IL_LANES == 2
#define EVEN_LANES 0, 2
#define LOW_PAIRS 0, 2
#define HIGH_PAIRS 1, 3
#elif IL_LANES == 4
#define EVEN_LANES 0, 2, 4, 6
#define LOW_PAIRS 0, 4, 1, 5
#define HIGH_PAIRS 2, 6, 3, 7
#elif IL_LANES == 8
#define EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14
#define LOW_PAIRS 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH_PAIRS 4, 12, 5, 13, 6, 14, 7, 15
#else
#define EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define LOW_PAIRS 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH_PAIRS 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#endif

/// The first half of the pairs of two vectors.
INLINE V join_low(V a, V b) { return __builtin_shufflevector(a, b, LOW_PAIRS); }

/// The second half of the pairs of two vectors.
INLINE V join_high(V a, V b) { return __builtin_shufflevector(a, b, HIGH_PAIRS); }

/// The first w of numbers that lie `stride` apart; reads none beyond the last of them.
INLINE V spread_load(const R *p, int64_t stride, int w) {
  if (stride == 1) return part_load(p, w);
  if (stride == 2) {
    const int numbers = 2 * w - 1;
    const V low = part_load(p, numbers < LANES ? numbers : LANES);
    const V high = numbers > LANES ? part_load(p + LANES, numbers - LANES) : splat(0);
    return __builtin_shufflevector(low, high, EVEN_LANES);
  }
  V v = splat(0);
  for (int lane = 0; lane < w; lane++) v[lane] = p[lane * stride];
  return v;
}
