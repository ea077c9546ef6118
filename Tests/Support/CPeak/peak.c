// The thread clock is of POSIX, not of C.
#define _POSIX_C_SOURCE 200809L

#include "CPeak.h"

#if defined(__linux__)
#include <malloc.h>
#endif
#include <pthread.h>
#include <time.h>

/// Chains side by side, more than latency times throughput of today's cores; rounds between looks at the clock.
enum { CHAINS = 12, ROUNDS = 100000 };

#define UNROLL _Pragma("clang loop unroll(full)")

/// ROUNDS fused multiply-adds of each chain, which the empty instruction keeps in registers.
#define CHAIN_LOOP(V)                                                               \
  V chain[CHAINS];                                                                  \
  const V factor = (V)0.5f, term = (V)0.25f;                                        \
  UNROLL for (int i = 0; i < CHAINS; i++) chain[i] = (V)(float)i;                   \
  for (int round = 0; round < ROUNDS; round++) {                                    \
    UNROLL for (int i = 0; i < CHAINS; i++) {                                       \
      chain[i] = __builtin_elementwise_fma(factor, term, chain[i]);                 \
    }                                                                               \
    UNROLL for (int i = 0; i < CHAINS; i++) __asm__ volatile("" : REGISTER(chain[i])); \
  }

#if defined(__x86_64__)
#define REGISTER(x) "+v"(x)
typedef float lanes16 __attribute__((ext_vector_type(16)));
typedef float lanes8 __attribute__((ext_vector_type(8)));

__attribute__((target("avx512f,avx512vl,fma"))) static void loop16(void) { CHAIN_LOOP(lanes16) }

__attribute__((target("avx2,fma"))) static void loop8(void) { CHAIN_LOOP(lanes8) }

/// Runs the widest loop of the machine, and returns its lanes; 0 without fused multiply-adds.
static int run_loop(void) {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) return loop16(), 16;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return loop8(), 8;
  return 0;
}
#else
#define REGISTER(x) "+w"(x)
typedef float lanes4 __attribute__((ext_vector_type(4)));

static int run_loop(void) {
  CHAIN_LOOP(lanes4)
  return 4;
}
#endif

static double seconds_by(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double cpeak_fused_multiply_adds(double seconds) {
  double operations = 0, elapsed = 0;
  const double start = cpeak_thread_seconds();
  while (elapsed < seconds) {
    const int lanes = run_loop();
    if (lanes == 0) return 0;
    operations += 2.0 * lanes * CHAINS * ROUNDS;
    elapsed = cpeak_thread_seconds() - start;
  }
  return operations / elapsed / 1e9;
}

/// What one of several threads is asked for, and what it found.
typedef struct share {
  pthread_t thread;
  double seconds, rate;
} share;

static void *measure_share(void *argument) {
  share *s = argument;
  s->rate = cpeak_fused_multiply_adds(s->seconds);
  return NULL;
}

enum { MOST_THREADS = 256 };

double cpeak_fused_multiply_adds_by(int threads, double seconds) {
  share others[MOST_THREADS];
  int started = 0;
  while (started < threads - 1 && started < MOST_THREADS) {
    others[started].seconds = seconds;
    if (pthread_create(&others[started].thread, NULL, measure_share, &others[started])) break;
    started++;
  }
  double sum = cpeak_fused_multiply_adds(seconds);
  for (int i = 0; i < started; i++) {
    pthread_join(others[i].thread, NULL);
    sum += others[i].rate;
  }
  return sum;
}

double cpeak_thread_seconds(void) { return seconds_by(CLOCK_THREAD_CPUTIME_ID); }

double cpeak_seconds(void) { return seconds_by(CLOCK_MONOTONIC); }

void cpeak_trim_heap(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
