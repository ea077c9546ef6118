#define _GNU_SOURCE
#include "ilt_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "ilt_interrupt.h"
#include "state.h"

static int terminal_input = -1, terminal_output = -1;
static struct termios original, busy;
static atomic_bool have_original, have_busy, pastes;
static atomic_int state;
static atomic_bool resized, stop_wanted, continued;
static const char paste_off[] = "\033[?2004l";
static char crash_note[256];
static bool chain_crashes;
static struct sigaction earlier[NSIG];

int ilt_state(void) { return atomic_load(&state); }

void ilt_restore_from_handler(void) {
  // From the background tcsetattr would bring SIGTTOU, which stops the process instead of ending it.
  if (!atomic_load(&have_original) || tcgetpgrp(terminal_input) != getpgrp()) return;
  if (atomic_load(&pastes) && atomic_load(&state) == ILT_EDITING &&
      write(terminal_output, paste_off, sizeof paste_off - 1) < 0) {
    // Nothing to be done about it on the way out.
  }
  tcsetattr(terminal_input, TCSANOW, &original); // TCSADRAIN would wait for ever after Ctrl-S
}

static void raise_with_default_action(int number) {
  struct sigaction plain, old;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigset_t set, before;
  sigaction(number, &plain, &old);
  sigemptyset(&set);
  sigaddset(&set, number);
  sigprocmask(SIG_UNBLOCK, &set, &before);
  kill(getpid(), number); // stops, or ends, here
  sigprocmask(SIG_SETMASK, &before, NULL);
  sigaction(number, &old, NULL);
}

static void on_resize(int number) {
  (void)number;
  atomic_store(&resized, true);
  ilt_wake();
}

static void on_continue(int number) {
  (void)number;
  int saved = errno;
  if (atomic_load(&state) == ILT_BUSY && atomic_load(&have_busy) && tcgetpgrp(terminal_input) == getpgrp())
    tcsetattr(terminal_input, TCSANOW, &busy);
  atomic_store(&continued, true);
  ilt_wake();
  errno = saved;
}

static void on_stop(int number) {
  int saved = errno;
  if (atomic_load(&state) == ILT_EDITING) {
    atomic_store(&stop_wanted, true);
    ilt_wake();
  } else {
    ilt_restore_from_handler();
    raise_with_default_action(number); // on_continue puts the busy settings back
  }
  errno = saved;
}

static void on_end(int number) {
  ilt_restore_from_handler();
  raise_with_default_action(number);
  _exit(128 + number);
}

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  ilt_restore_from_handler();
  if (write(STDERR_FILENO, crash_note, strlen(crash_note)) < 0) {
    // Nothing to be done about it on the way out.
  }
  struct sigaction plain;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigaction(number, chain_crashes ? &earlier[number] : &plain, NULL);
  if (!info || info->si_code <= 0) raise(number); // sent by kill(): it does not come again by itself
}

static void catch_window_and_job_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  action.sa_handler = on_resize;
  sigaction(SIGWINCH, &action, NULL);
  action.sa_handler = on_continue;
  sigaction(SIGCONT, &action, NULL);
  action.sa_handler = on_stop;
  ilt_catch_unless_ignored(SIGTSTP, &action);
  action.sa_handler = on_end;
  ilt_catch_unless_ignored(SIGTERM, &action);
  ilt_catch_unless_ignored(SIGHUP, &action);
  ilt_catch_unless_ignored(SIGQUIT, &action);
}

static void catch_crashes(void) {
  static char spare[64 * 1024]; // a stack overflow leaves no room on the ordinary one
  stack_t stack = {.ss_sp = spare, .ss_size = sizeof spare};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    sigaction(numbers[i], &action, &earlier[numbers[i]]);
}

bool ilt_terminal_open(int input, int output, bool bracketed_paste, const char *crash_message, bool chain) {
  if (tcgetattr(input, &original) != 0 || !ilt_interrupts_install()) return false;
  bool again = atomic_load(&have_original);
  terminal_input = input;
  terminal_output = output;
  chain_crashes = chain;
  if (crash_message) strncpy(crash_note, crash_message, sizeof crash_note - 1);
  atomic_store(&pastes, bracketed_paste);
  atomic_store(&have_original, true);
  atomic_store(&have_busy, false);
  if (again) return true;
  catch_window_and_job_signals();
  catch_crashes();
  atexit(ilt_restore_from_handler);
  return true;
}

void ilt_terminal_set_state(int value) {
  if (value == ILT_BUSY && atomic_load(&have_original) && !atomic_load(&have_busy) &&
      tcgetattr(terminal_input, &busy) == 0)
    atomic_store(&have_busy, true);
  atomic_store(&state, value);
}

void ilt_terminal_restore(void) {
  if (atomic_load(&have_original)) tcsetattr(terminal_input, TCSADRAIN, &original);
}

void ilt_terminal_busy(void) {
  if (atomic_load(&have_busy)) tcsetattr(terminal_input, TCSADRAIN, &busy);
  atomic_store(&state, ILT_BUSY);
}

void ilt_terminal_edit_utf8(int input) {
  struct termios settings;
  if (tcgetattr(input, &settings) != 0 || settings.c_iflag & IUTF8) return;
  settings.c_iflag |= IUTF8;
  tcsetattr(input, TCSADRAIN, &settings);
}

void ilt_terminal_stop(void) { raise_with_default_action(SIGTSTP); }

bool ilt_take_resize(void) { return atomic_exchange(&resized, false); }
bool ilt_take_stop(void) { return atomic_exchange(&stop_wanted, false); }
bool ilt_take_continue(void) { return atomic_exchange(&continued, false); }

int ilt_terminal_reopen(int input) {
  char name[256];
  if (ttyname_r(input, name, sizeof name) != 0) return -1;
  return open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

int ilt_window_columns(int descriptor) {
  struct winsize window;
  return ioctl(descriptor, TIOCGWINSZ, &window) == 0 ? window.ws_col : 0;
}

int ilt_terminal_columns(int descriptor) {
  int columns = ilt_window_columns(descriptor);
  return columns ? columns : 80;
}

int ilt_terminal_rows(int descriptor) {
  struct winsize window;
  return ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_row ? window.ws_row : 24;
}

bool ilt_terminal_is_ours(int descriptor) { return tcgetpgrp(descriptor) == getpgrp(); }
