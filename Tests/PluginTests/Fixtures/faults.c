// An initializer for each thing that can go wrong in a plugin; every name is a fault.
#define _GNU_SOURCE
#include "initlab_plugin.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int32_t Fill(const initlab_request *request, char *message, size_t capacity);

static void fill_normal(const initlab_request *r) {
  r->random->fill_normal(r->random->stream, r->out, r->count, 0, 1);
}

static int32_t good(const initlab_request *r, char *message, size_t capacity) {
  (void)message, (void)capacity;
  fill_normal(r);
  return 0;
}

static int32_t refuses(const initlab_request *r, char *message, size_t capacity) {
  snprintf(message, capacity, "fan_in must be even, and is %lld", (long long)r->site->fan_in);
  return 1;
}

static int32_t refuses_silently(const initlab_request *r, char *message, size_t capacity) {
  (void)r, (void)message, (void)capacity;
  return 7;
}

#define FAULT(name, ...)                                                             \
  static int32_t name(const initlab_request *r, char *message, size_t capacity) {    \
    (void)r, (void)message, (void)capacity;                                          \
    __VA_ARGS__                                                                      \
    return 0;                                                                        \
  }

FAULT(segfault, volatile int *volatile nowhere = (int *)8; *nowhere = 1;)
static volatile int bottomless = 1;
__attribute__((noinline)) static int recurse(int depth) {
  volatile char room[4096];
  room[depth % 4096] = 1;
  return bottomless ? recurse(depth + 1) + room[0] : 0;
}
FAULT(stack_overflow, recurse(0);)
FAULT(aborts, fprintf(stderr, "something\nmy table is empty\n"); abort();)
FAULT(divides, volatile int zero = 0; r->out[0] = (int)r->count / zero;)
FAULT(killed, raise(SIGKILL);)
FAULT(exits, exit(0);)
FAULT(exits_with_status, _exit(3);)
FAULT(loops, for (;;) bottomless = 1;)
FAULT(sleeps, for (;;) sleep(100);)
FAULT(stops, raise(SIGSTOP);)
FAULT(ignores_signals, signal(SIGTERM, SIG_IGN); signal(SIGINT, SIG_IGN); for (;;) sleep(100);)
FAULT(closes_socket, close(3); for (;;) sleep(100);)
FAULT(prints_forever, for (;;) puts("spam spam spam");)
FAULT(prints, printf("hello from the plugin\n"); fill_normal(r);)
FAULT(eats_memory, for (;;) memset(malloc(16 << 20), 1, 16 << 20);)
FAULT(asks_for_a_tebibyte, char *p = malloc((size_t)1 << 40); if (!p) abort(); p[0] = 1;)
FAULT(half_written, for (uint64_t i = 0; i < r->count / 2; i++) r->out[i] = 1;)
FAULT(nothing_written, )
FAULT(not_a_number, fill_normal(r); r->out[3] = NAN;)
FAULT(infinite, fill_normal(r); r->out[5] = -INFINITY; r->out[7] = NAN;)
FAULT(writes_past_the_end, fill_normal(r); for (int i = 0; i < 8; i++) r->out[r->count + i] = 1;)
FAULT(talks_nonsense, ssize_t n = write(3, "nonsense", 8); (void)n; sleep(100);)
FAULT(answers_twice, ssize_t n = write(3, "\0\0\0\0\0\0\0\0\2\0", 10); (void)n; fill_normal(r);)
// Both parent and child go on from here.
FAULT(forks, fill_normal(r); if (fork() < 0) abort();)
FAULT(leaves_a_child, fill_normal(r); if (fork() == 0) for (;;) sleep(100);)
FAULT(child_then_abort, if (fork() == 0) for (;;) sleep(100); abort();)
// What it wrote before is not to be taken for new numbers.
FAULT(writes_once, static int calls; if (calls++ == 0) fill_normal(r);)
FAULT(writes_a_large_file, FILE *f = tmpfile(); for (int i = 0; f && i < 4096; i++) fwrite(message, 1, 512, f);
      fill_normal(r);)

static int32_t fill(void *context, const initlab_request *request, char *message, size_t capacity) {
  return ((Fill *)context)(request, message, capacity);
}

static int32_t crashes(void *context, const initlab_request *request, initlab_promise *promise) {
  (void)context, (void)request, (void)promise;
  abort();
}

#define ROW(fault) \
  static const initlab_initializer row_##fault = { \
      .struct_size = sizeof row_##fault, .name = #fault, .summary = "For the tests.", .formula = "none", \
      .context = (void *)fault, .fill = fill};
#define ROWS(F) \
  F(good) F(refuses) F(refuses_silently) F(segfault) F(stack_overflow) F(aborts) F(divides) F(killed) F(exits) \
  F(exits_with_status) F(loops) F(sleeps) F(stops) F(ignores_signals) F(closes_socket) F(prints_forever) \
  F(prints) F(eats_memory) F(asks_for_a_tebibyte) F(half_written) F(nothing_written) F(not_a_number) \
  F(infinite) F(writes_past_the_end) F(talks_nonsense) F(answers_twice) F(forks) F(leaves_a_child) \
  F(child_then_abort) F(writes_once) F(writes_a_large_file)
ROWS(ROW)
static const initlab_initializer row_bad_promise = {
    .struct_size = sizeof row_bad_promise, .name = "bad_promise", .summary = "For the tests.",
    .formula = "none", .context = (void *)good, .fill = fill, .promise = crashes};
#define ADDRESS(fault) &row_##fault,
static const initlab_initializer *const initializers[] = {ROWS(ADDRESS) &row_bad_promise, NULL};
static const initlab_plugin plugin = {INITLAB_ABI_VERSION, sizeof plugin, "1.0", initializers};

INITLAB_EXPORT const initlab_plugin *initlab_plugin_main(void) { return &plugin; }
