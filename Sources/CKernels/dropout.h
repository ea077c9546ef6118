// Random words of the counter-based generator, several counters at once, and dropping by them.

/// Counters scrambled at once: one a lane of 64 bits, of which the multiplications need both halves.
#if IL_BITS == 32 && IL_LANES > 1
#define IL_COUNTERS (IL_LANES / 2)
#else
#define IL_COUNTERS IL_LANES
#endif

enum { COUNTERS = IL_COUNTERS, WORDS = 64 };

typedef uint64_t VC __attribute__((ext_vector_type(IL_COUNTERS), aligned(8), may_alias));
typedef uint32_t VW __attribute__((ext_vector_type(IL_LANES), aligned(4), may_alias));

/// 0, 1, 2, ...
INLINE VC lane_numbers(void) {
  VC v;
  UNROLL for (int i = 0; i < COUNTERS; i++) v[i] = (uint64_t)i;
  return v;
}

/// Words of COUNTERS counters from {block, step} on, four a counter, in order; lanes hold 32 bits each.
INLINE void scramble(uint64_t key, uint64_t step, uint64_t block, uint32_t *words) {
  const VC low = (VC)(uint64_t)0xffffffff;
  VC count = (VC)block + lane_numbers();
  VC w0 = count & low, w1 = count >> 32, w2 = (VC)(step & 0xffffffff), w3 = (VC)(step >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  UNROLL for (int round = 0; round < 10; round++) {
    VC p0 = (w0 & low) * (VC)(uint64_t)IL_PHILOX_M0, p1 = (w2 & low) * (VC)(uint64_t)IL_PHILOX_M1;
    w0 = (p1 >> 32) ^ w1 ^ (VC)(uint64_t)k0;
    w1 = p1 & low;
    w2 = (p0 >> 32) ^ w3 ^ (VC)(uint64_t)k1;
    w3 = p0 & low;
    k0 += IL_PHILOX_W0;
    k1 += IL_PHILOX_W1;
  }
  VC first = w0 | w1 << 32, second = w2 | w3 << 32;
  UNROLL for (int i = 0; i < COUNTERS; i++) {
    const uint64_t pair[2] = {first[i], second[i]};
    for (int k = 0; k < 4; k++) words[4 * i + k] = (uint32_t)(pair[k / 2] >> (32 * (k % 2)));
  }
}

/// 0 where a word is below the threshold, else the factor.
INLINE V kept(const uint32_t *words, uint32_t threshold, R factor) {
  VW w = *(const VW *)words;
#if IL_BITS == 32
  VI dropped = (VI)(w < (VW)threshold);
#else
  VI dropped = (VI)(__builtin_convertvector(w, VI) < (VI)(I)threshold);
#endif
  return choose(dropped, splat(0), splat(factor));
}

static void dropout(const il_dropping *d, int64_t start, int64_t count, const void *x, void *y) {
  uint32_t words[WORDS];
  const R factor = (R)d->factor, *from = x;
  R *to = y;
  for (int64_t e = 0; e < count; e += WORDS) {
    for (int i = 0; i < WORDS / 4; i += COUNTERS) {
      scramble(d->key, d->step, (uint64_t)((start + e) / 4 + i), words + 4 * i);
    }
    const int64_t end = count - e < WORDS ? count - e : WORDS;
    for (int64_t i = 0; i < end; i += LANES) {
      const int w = width_left(end - i);
      part_store(to + e + i, w, part_load(from + e + i, w) * kept(words + i, d->threshold, factor));
    }
  }
}
