#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "sharing.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#if defined(__linux__)
static atomic_int caller_processor = -1;

void il_mark_caller(void) { atomic_store_explicit(&caller_processor, sched_getcpu(), memory_order_relaxed); }

void il_leave_caller(void) {
  const int caller = atomic_load_explicit(&caller_processor, memory_order_relaxed);
  if (caller < 0 || caller >= CPU_SETSIZE || sched_getcpu() != caller) return;
  cpu_set_t allowed, others;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  others = allowed;
  CPU_CLR(caller, &others);
  if (CPU_COUNT(&others) == 0) return;
  // The narrower set moves the thread at once; the wider one lets the system move it again.
  if (sched_setaffinity(0, sizeof others, &others) == 0) sched_setaffinity(0, sizeof allowed, &allowed);
}
#else
void il_mark_caller(void) {}
void il_leave_caller(void) {}
#endif

/// Standard C has this clock only: should it be set back, the turn that runs ends at once.
static int64_t nanoseconds(void) {
  struct timespec t;
  return timespec_get(&t, TIME_UTC) == TIME_UTC ? (int64_t)t.tv_sec * 1000000000 + t.tv_nsec : 0;
}

void il_give_way(void) {
  // Less than what systems let a thread run before they stop it (Linux: 2 to 4 ms), and not less than the share
  // that it is charged for giving way (1.4 ms), or it would get too little.
  enum { TURN = 1500000 };
  static _Thread_local int64_t since;
  const int64_t elapsed = nanoseconds() - since;
  if (elapsed >= 0 && elapsed < TURN) return;
  sched_yield();
  since = nanoseconds();
}
