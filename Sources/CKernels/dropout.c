// Dropping at random, cut for threads; one counter at a time for whoever wants the bare words.
#include <math.h>

#include "internal.h"

void il_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]) {
  uint32_t w[4] = {counter[0], counter[1], counter[2], counter[3]}, k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    const uint64_t p0 = (uint64_t)w[0] * IL_PHILOX_M0, p1 = (uint64_t)w[2] * IL_PHILOX_M1;
    w[0] = (uint32_t)(p1 >> 32) ^ w[1] ^ k0;
    w[1] = (uint32_t)p1;
    w[2] = (uint32_t)(p0 >> 32) ^ w[3] ^ k1;
    w[3] = (uint32_t)p0;
    k0 += IL_PHILOX_W0;
    k1 += IL_PHILOX_W1;
  }
  for (int i = 0; i < 4; i++) words[i] = w[i];
}

/// One call's share among threads.
typedef struct dropout_task {
  const il_kernel_table *kernels;
  size_t size;
  il_dropping dropping;
  int64_t count;
  int chunks;
  const void *x;
  void *y;
} dropout_task;

/// Elements in a piece that threads share out: whole counters of every instruction set.
enum { PIECE = 1024 };

static void dropout_chunk(const void *context, int chunk) {
  const dropout_task *t = context;
  const int64_t pieces = (t->count + PIECE - 1) / PIECE;
  const int64_t start = pieces * chunk / t->chunks * PIECE;
  int64_t end = pieces * (chunk + 1) / t->chunks * PIECE;
  if (end > t->count) end = t->count;
  if (end <= start) return;
  const size_t place = (size_t)start * t->size;
  t->kernels->dropout(&t->dropping, start, end - start, (const char *)t->x + place, (char *)t->y + place);
}

void il_dropout(il_scalar scalar, uint64_t key, int64_t step, double probability, int64_t count,
                const void *x, void *y) {
  const il_dropping dropping = {key, (uint64_t)step, (uint32_t)floor(probability * 0x1p32),
                                1 / (1 - probability)};
  const int chunks = il_chunk_count((double)count * 10, (count + PIECE - 1) / PIECE);
  const dropout_task t = {il_kernels(scalar), il_size(scalar), dropping, count, chunks, x, y};
  if (chunks < 2) dropout_chunk(&t, 0);
  else il_parallel(chunks, dropout_chunk, &t);
}
