// Goes through all floats, or every so-manieth, on two threads; a call of the kernels takes one block.
#include "sweep.h"

#include <float.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { BLOCK = 4096, THREADS = 2 };

static void values(int function, il_scalar scalar, const void *x, void *y) {
  if (function >= SWEEP_ACTIVATIONS) {
    il_activate(scalar, (il_activation)(function - SWEEP_ACTIVATIONS), 0, BLOCK, x, y);
  } else {
    il_elementary_values(scalar, (il_elementary)function, BLOCK, x, y);
  }
}

/// A sweep at work; blocks are claimed one by one.
typedef struct work {
  int function;
  float low, high;
  uint32_t stride;
  atomic_llong next;
  void (*block)(struct work *w, const float *x, int64_t block, sweep_result *result, uint64_t *bits);
} work;

/// A thread's part.
typedef struct part {
  work *w;
  sweep_result result;
  uint64_t bits;
} part;

/// Floats of a block; those behind the last bit pattern are repeated.
static void fill(const work *w, int64_t block, float *x) {
  for (int i = 0; i < BLOCK; i++) {
    uint64_t bits = (uint64_t)(block * BLOCK + i) * w->stride;
    if (bits > UINT32_MAX) bits = 0;
    const uint32_t word = (uint32_t)bits;
    memcpy(&x[i], &word, sizeof word);
  }
}

/// Spacing of floats at a size, as a double.
static double spacing(double size) {
  const float rounded = (float)size;
  uint32_t bits;
  memcpy(&bits, &rounded, sizeof bits);
  uint64_t exponent = bits >> 23 & 255;
  if (exponent == 0) exponent = 1;
  if (exponent == 255) exponent = 254;
  const uint64_t result = (exponent - 150 + 1023) << 52;
  double spacing;
  memcpy(&spacing, &result, sizeof spacing);
  return spacing;
}

static void compare_block(work *w, const float *x, int64_t block, sweep_result *result, uint64_t *bits) {
  (void)block, (void)bits;
  float single[BLOCK];
  double wide[BLOCK], exact[BLOCK];
  int64_t inside = 0;
  for (int i = 0; i < BLOCK; i++) {
    inside += x[i] >= w->low && x[i] <= w->high;
    wide[i] = (double)x[i];
  }
  if (inside == 0) return;
  values(w->function, IL_FLOAT32, x, single);
  values(w->function, IL_FLOAT64, wide, exact);
  const bool by_argument = w->function >= SWEEP_ACTIVATIONS;
  for (int i = 0; i < BLOCK; i++) {
    if (!(x[i] >= w->low && x[i] <= w->high)) continue;
    result->count++;
    double size = fabs(exact[i]);
    if (by_argument && fabs(wide[i]) > size) size = fabs(wide[i]);
    const double difference = fabs((double)single[i] - exact[i]);
    if (!(difference <= DBL_MAX)) {
      // The float64 result may lie beyond the largest float.
      const bool same = (float)exact[i] == single[i] || (exact[i] != exact[i] && single[i] != single[i]);
      result->disagreements += !same;
      continue;
    }
    const double error = difference / spacing(size);
    if (error > result->error) {
      result->error = error;
      result->worst = x[i];
    }
  }
}

static void hash_block(work *w, const float *x, int64_t block, sweep_result *result, uint64_t *bits) {
  (void)result;
  float y[BLOCK];
  uint32_t words[BLOCK];
  values(w->function, IL_FLOAT32, x, y);
  memcpy(words, y, sizeof words);
  uint64_t sum = 0;
  for (int i = 0; i < BLOCK; i++) {
    const uint32_t word = (words[i] & 0x7fffffff) > 0x7f800000 ? 0x7fc00000 : words[i];
    sum += ((uint64_t)word + 1) * ((uint64_t)(block * BLOCK + i) * 2 + 0x9E3779B97F4A7C15);
  }
  *bits += sum;
}

static void *run_part(void *argument) {
  part *p = argument;
  const int64_t blocks = (int64_t)((0x100000000 / p->w->stride + BLOCK) / BLOCK);
  float x[BLOCK];
  for (;;) {
    const int64_t block = atomic_fetch_add(&p->w->next, 1);
    if (block >= blocks) return NULL;
    fill(p->w, block, x);
    p->w->block(p->w, x, block, &p->result, &p->bits);
  }
}

/// Runs all parts and joins what they found; every result is the same whoever took which block.
static part run_all(work *w) {
  pthread_t threads[THREADS];
  part parts[THREADS];
  bool started[THREADS];
  memset(parts, 0, sizeof parts);
  for (int i = 0; i < THREADS; i++) {
    parts[i].w = w;
    started[i] = pthread_create(&threads[i], NULL, run_part, &parts[i]) == 0;
  }
  part all = parts[0];
  memset(&all, 0, sizeof all);
  for (int i = 0; i < THREADS; i++) {
    if (started[i]) pthread_join(threads[i], NULL);
    else run_part(&parts[i]);
    const sweep_result *r = &parts[i].result;
    if (r->error > all.result.error || (r->error == all.result.error && r->worst < all.result.worst)) {
      all.result.error = r->error;
      all.result.worst = r->worst;
    }
    all.result.disagreements += r->disagreements;
    all.result.count += r->count;
    all.bits += parts[i].bits;
  }
  return all;
}

sweep_result sweep_errors(int function, float low, float high, uint32_t stride) {
  work w = {.function = function, .low = low, .high = high, .stride = stride, .block = compare_block};
  return run_all(&w).result;
}

uint64_t sweep_bits(int function, uint32_t stride) {
  work w = {.function = function, .stride = stride, .block = hash_block};
  return run_all(&w).bits;
}

#if LDBL_MANT_DIG > DBL_MANT_DIG
static long double truth(int function, long double x) {
  switch ((il_elementary)function) {
    case IL_FUNCTION_EXP: return expl(x);
    case IL_FUNCTION_EXPM1: return expm1l(x);
    case IL_FUNCTION_LOG: return logl(x);
    case IL_FUNCTION_LOG1P: return log1pl(x);
    case IL_FUNCTION_TANH: return tanhl(x);
    case IL_FUNCTION_SIGMOID: return x < 0 ? expl(x) / (1 + expl(x)) : 1 / (1 + expl(-x));
    case IL_FUNCTION_SOFTPLUS: return (x > 0 ? x : 0) + log1pl(expl(-fabsl(x)));
    case IL_FUNCTION_ERF: return erfl(x);
    case IL_FUNCTION_SIN: return sinl(x);
    case IL_FUNCTION_COS: return cosl(x);
    case IL_FUNCTION_ATAN: return atanl(x);
  }
  return 0;
}

/// SplitMix64.
static uint64_t next_random(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

/// Half of the samples are uniform, half of them have uniform exponents down to 2^-40 of the range.
static double sample(double low, double high, uint64_t *state) {
  const double uniform = (double)(next_random(state) >> 11) * 0x1p-53;
  const double shrink = exp2(-(double)(next_random(state) % 40));
  const double x = low + (high - low) * uniform;
  if (next_random(state) & 1) return x;
  return low > 0 ? low + (x - low) * shrink : x * shrink;
}

double sweep_double_error(int function, double low, double high, int64_t count) {
  double x[BLOCK], y[BLOCK], largest = 0;
  uint64_t state = (uint64_t)function;
  for (int64_t done = 0; done < count; done += BLOCK) {
    for (int i = 0; i < BLOCK; i++) x[i] = sample(low, high, &state);
    values(function, IL_FLOAT64, x, y);
    for (int i = 0; i < BLOCK; i++) {
      const long double exact = truth(function, (long double)x[i]);
      const double size = fabs((double)exact);
      const double unit = size < DBL_MIN ? 0x1p-1074 : nextafter(size, INFINITY) - size;
      const double error = (double)(fabsl((long double)y[i] - exact) / (long double)unit);
      if (!(error <= largest)) largest = error;
    }
  }
  return largest;
}
#else
double sweep_double_error(int function, double low, double high, int64_t count) {
  return (void)function, (void)low, (void)high, (void)count, -1;
}
#endif
