#define _GNU_SOURCE
#include "ilt_interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ilt_terminal.h"
#include "state.h"

// Plain int32_t with the compiler's atomics: C11's _Atomic types are not visible in Swift.
static int32_t requested;
static atomic_int presses;
static _Atomic int64_t first_press;
static int wake_pipe[2] = {-1, -1};

static const int64_t patience = 1000; // milliseconds from the first Ctrl-C until a third one ends the program

static int64_t milliseconds(void) {
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void ilt_wake(void) {
  int saved = errno;
  if (wake_pipe[1] >= 0 && write(wake_pipe[1], "!", 1) < 0) {
    // The pipe is full: whoever waits on it is awake already.
  }
  errno = saved;
}

static void on_interrupt(int number) {
  int saved = errno;
  if (atomic_fetch_add(&presses, 1) == 0) atomic_store(&first_press, milliseconds());
  bool deaf = atomic_load(&presses) > 2 && milliseconds() - atomic_load(&first_press) >= patience;
  if (deaf && ilt_state() != ILT_EDITING && ilt_state() != ILT_LENT) {
    ilt_restore_from_handler();
    _exit(128 + number);
  }
  __atomic_store_n(&requested, 1, __ATOMIC_SEQ_CST);
  ilt_wake();
  errno = saved;
}

static bool open_pipe(void) {
  if (pipe(wake_pipe) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(wake_pipe[i], F_SETFD, FD_CLOEXEC);
    fcntl(wake_pipe[i], F_SETFL, O_NONBLOCK);
  }
  return true;
}

void ilt_catch_unless_ignored(int number, const struct sigaction *action) {
  struct sigaction old;
  if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(number, action, NULL);
}

bool ilt_interrupts_install(void) {
  if (wake_pipe[0] >= 0) return true;
  if (!open_pipe()) return false;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART; // the pipe wakes a reader, so that no other call sees EINTR
  action.sa_handler = on_interrupt;
  ilt_catch_unless_ignored(SIGINT, &action);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
  // A file beyond the limit on its size is an error of writing, not the end of the session.
  sigaction(SIGXFSZ, &action, NULL);
  return true;
}

const int32_t *ilt_interrupt_flag(void) { return &requested; }
bool ilt_interrupt_requested(void) { return __atomic_load_n(&requested, __ATOMIC_SEQ_CST) != 0; }

bool ilt_interrupt_take(void) {
  atomic_store(&presses, 0);
  return __atomic_exchange_n(&requested, 0, __ATOMIC_SEQ_CST) != 0;
}

int ilt_wake_descriptor(void) { return wake_pipe[0]; }

void ilt_wake_drain(void) {
  char bytes[64];
  while (wake_pipe[0] >= 0 && read(wake_pipe[0], bytes, sizeof bytes) > 0) {
  }
}
