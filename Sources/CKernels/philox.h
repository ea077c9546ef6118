// Random words of the counter-based generator, several counters at once.

/// Counters scrambled at once: one a lane of 64 bits, of which the multiplications need both halves.
#if IL_BITS == 32 && IL_LANES > 1
#define IL_COUNTERS (IL_LANES / 2)
#else
#define IL_COUNTERS IL_LANES
#endif

enum { COUNTERS = IL_COUNTERS };

typedef uint64_t VC __attribute__((ext_vector_type(IL_COUNTERS), aligned(8), may_alias));

/// 0, 1, 2, ...
INLINE VC lane_numbers(void) {
  VC v;
  UNROLL for (int i = 0; i < COUNTERS; i++) v[i] = (uint64_t)i;
  return v;
}

/// Four words of each of COUNTERS counters from {block, lane} on, in the lower halves; upper halves are waste.
INLINE void philox(uint64_t key, uint64_t lane, uint64_t block, VC w[4]) {
  const VC low = (VC)(uint64_t)0xffffffff;
  const VC count = (VC)block + lane_numbers();
  w[0] = count;
  w[1] = count >> 32;
  w[2] = (VC)(lane & 0xffffffff);
  w[3] = (VC)(lane >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  UNROLL for (int round = 0; round < 10; round++) {
    const VC p0 = (w[0] & low) * (VC)(uint64_t)IL_PHILOX_M0, p1 = (w[2] & low) * (VC)(uint64_t)IL_PHILOX_M1;
    w[0] = (p1 >> 32) ^ w[1] ^ (VC)(uint64_t)k0;
    w[1] = p1;
    w[2] = (p0 >> 32) ^ w[3] ^ (VC)(uint64_t)k1;
    w[3] = p0;
    k0 += IL_PHILOX_W0;
    k1 += IL_PHILOX_W1;
  }
}
