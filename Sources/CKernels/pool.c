// Threads that claim chunks of a task one by one. A fixed share for each thread would wait for a worker that
// the system has not scheduled; claimed chunks fall back to one core's speed on a busy machine. Who computes
// a chunk is left to chance, which is sound because no result depends on it.
// MAP_ANON is of no standard.
#define _DEFAULT_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "internal.h"
#include "sharing.h"

/// A worker looks out so many times for more to do before it sleeps: for 0.03 to 0.4 ms, mostly longer than
/// what one thread does between two tasks. To wake it takes as long.
enum { MOST_THREADS = 64, SPINS = 8000 };

/// generation << 32 | end << 16 | start of the unclaimed chunks
static _Atomic uint64_t state;
static atomic_int finished, sleepers, thread_count = 1;
/// Taken by the one caller whose task the pool runs; others work alone.
static atomic_flag busy = ATOMIC_FLAG_INIT;
static il_task task;
static const void *task_context;
static int workers;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;

void il_threads_set(int count) {
  atomic_store(&thread_count, count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : count);
}

int il_threads(void) { return atomic_load(&thread_count); }

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static bool claimable(uint64_t s) { return (s & 0xffff) < (s >> 16 & 0xffff); }

static void claim_chunks(bool from_end) {
  il_give_way();
  uint64_t s = atomic_load(&state);
  while (claimable(s)) {
    if (!atomic_compare_exchange_weak(&state, &s, from_end ? s - 0x10000 : s + 1)) continue;
    task(task_context, (int)(from_end ? (s >> 16 & 0xffff) - 1 : s & 0xffff));
    atomic_fetch_add(&finished, 1);
    il_give_way();
    s = atomic_load(&state);
  }
}

/// Whether worker `number` has something to do; workers beyond the thread count sleep on.
static bool has_work(int number) {
  return number < atomic_load(&thread_count) - 1 && claimable(atomic_load(&state));
}

static void *work(void *argument) {
  const int number = (int)(intptr_t)argument;
  for (;;) {
    int spins = 0;
    while (spins < SPINS && !has_work(number)) {
      pause_briefly();
      spins++;
    }
    if (spins == SPINS) {
      pthread_mutex_lock(&mutex);
      atomic_fetch_add(&sleepers, 1);
      while (!has_work(number)) pthread_cond_wait(&wake, &mutex);
      atomic_fetch_sub(&sleepers, 1);
      pthread_mutex_unlock(&mutex);
    }
    il_leave_caller();
    claim_chunks(number % 2 == 0);
  }
  return NULL;
}

void il_await(const atomic_int *count, int value) {
  int spins = 0;
  while (atomic_load(count) < value) {
    pause_briefly();
    // By now the one waited for may itself be waiting for this processor.
    if (++spins % SPINS == 0) sched_yield();
  }
}

/// Starts missing workers; where the system refuses, those there are do the work.
static void start_workers(int wanted) {
  while (workers < wanted) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, (void *)(intptr_t)workers) != 0) return;
    pthread_detach(thread);
    workers++;
  }
}

void il_parallel(int chunks, il_task function, const void *context) {
  if (chunks < 2 || atomic_flag_test_and_set(&busy)) {
    for (int chunk = 0; chunk < chunks; chunk++) function(context, chunk);
    return;
  }
  start_workers(atomic_load(&thread_count) - 1);
  task = function;
  task_context = context;
  atomic_store(&finished, 0);
  const uint64_t generation = (atomic_load(&state) >> 32) + 1;
  atomic_store(&state, generation << 32 | (uint64_t)chunks << 16);
  if (atomic_load(&sleepers) > 0) {
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&mutex);
  }
  il_mark_caller();
  claim_chunks(false);
  // Others have claimed chunks, too.
  il_await(&finished, chunks);
  atomic_flag_clear(&busy);
}

int il_chunk_count(double cost, int64_t units) {
  const int threads = atomic_load_explicit(&thread_count, memory_order_relaxed);
  if (threads < 2 || cost < IL_PARALLEL_COST) return 1;
  const int64_t wanted = 2 * (int64_t)threads;
  return (int)(units < 1 ? 1 : units < wanted ? units : wanted);
}

/// Memory from the system itself: buffers grow step by step, and the heap would keep every step.
static void *take_pages(size_t bytes) {
  void *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  return pages == MAP_FAILED ? NULL : pages;
}

static void give_pages(void *pages, size_t bytes) {
  if (pages) munmap(pages, bytes);
}

/// Growing buffers, given back at the end of their thread.
typedef struct thread_buffers {
  void *memory[IL_BUFFER_COUNT];
  size_t size[IL_BUFFER_COUNT];
} thread_buffers;

static pthread_key_t buffers_key;
static pthread_once_t buffers_once = PTHREAD_ONCE_INIT;
static bool buffers_usable;
static _Thread_local thread_buffers *own_buffers;

static void free_buffers(void *argument) {
  thread_buffers *buffers = argument;
  for (int i = 0; i < IL_BUFFER_COUNT; i++) give_pages(buffers->memory[i], buffers->size[i]);
  free(buffers);
  own_buffers = NULL;
}

static void make_buffers_key(void) { buffers_usable = pthread_key_create(&buffers_key, free_buffers) == 0; }

void *il_thread_buffer(il_buffer which, size_t bytes) {
  if (!own_buffers) {
    pthread_once(&buffers_once, make_buffers_key);
    if (!buffers_usable) return NULL;
    thread_buffers *fresh = calloc(1, sizeof *fresh);
    if (!fresh) return NULL;
    if (pthread_setspecific(buffers_key, fresh) != 0) {
      free(fresh);
      return NULL;
    }
    own_buffers = fresh;
  }
  if (own_buffers->size[which] < bytes) {
    give_pages(own_buffers->memory[which], own_buffers->size[which]);
    own_buffers->memory[which] = take_pages(bytes);
    own_buffers->size[which] = own_buffers->memory[which] ? bytes : 0;
  }
  return own_buffers->memory[which];
}
