// Dropping by the random words of counters.

#include "philox.h"

enum { WORDS = 64 };

typedef uint32_t VW __attribute__((ext_vector_type(IL_LANES), aligned(4), may_alias));

/// Words of COUNTERS counters from {block, step} on, four a counter, in order; lanes hold 32 bits each.
INLINE void scramble(uint64_t key, uint64_t step, uint64_t block, uint32_t *words) {
  const VC low = (VC)(uint64_t)0xffffffff;
  VC w[4];
  philox(key, step, block, w);
  VC first = (w[0] & low) | w[1] << 32, second = (w[2] & low) | w[3] << 32;
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
