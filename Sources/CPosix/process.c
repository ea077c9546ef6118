#define _GNU_SOURCE
#include "CPosix.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

double ilp_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/// Whether two lines `NAME=VALUE` are of the same name.
static bool is_same_variable(const char *left, const char *right) {
  size_t length = strcspn(right, "=");
  return strncmp(left, right, length) == 0 && left[length] == '=';
}

/// Our environment with one variable replaced, or two; only the array is the caller's to free.
static char **child_environment(char *variable) {
  static char quiet[] = "SWIFT_BACKTRACE=enable=no";
  size_t count = 0;
  while (environ && environ[count]) count++;
  char **copy = calloc(count + 3, sizeof *copy);
  if (!copy) return NULL;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    bool is_replaced = variable && is_same_variable(environ[i], variable);
    if (!is_replaced && !is_same_variable(environ[i], quiet)) copy[kept++] = environ[i];
  }
  copy[kept++] = quiet;
  copy[kept] = variable;
  return copy;
}

int ilp_spawn(
    int32_t *process, const char *path, char *const *arguments, char *variable, const int *descriptors,
    int count) {
#if defined(__linux__)
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  char **environment = child_environment(variable);
  if (!environment) return ENOMEM;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (int i = 0; i < count; i++) posix_spawn_file_actions_adddup2(&actions, descriptors[i], i);
  posix_spawn_file_actions_addclosefrom_np(&actions, count);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  int error = posix_spawnp(&child, path, &actions, &attributes, arguments, environment);
  *process = child;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  free(environment);
  return error;
#else
  return ENOSYS;
#endif
}

int ilp_process_handle(int32_t process) {
#if defined(__linux__)
  return (int)syscall(SYS_pidfd_open, process, 0);
#else
  return -1;
#endif
}

int ilp_wait(int socket, int handle, double seconds) {
  struct pollfd watched[2] = {{.fd = socket, .events = POLLIN}, {.fd = handle, .events = POLLIN}};
  int ready = poll(watched, 2, seconds < 0 ? 0 : (int)(seconds * 1000 + 0.999));
  if (ready < 0) return ILP_INTERRUPTED;
  if (watched[0].revents & POLLIN) return ILP_READABLE;
  return ready == 0 ? ILP_TIMED_OUT : ILP_ENDED;
}

int ilp_end(int32_t process, int handle, double patience, int *code) {
  // The handle tells of the end without taking the status away.
  if (patience > 0) ilp_wait(-1, handle, patience);
  kill(-process, SIGKILL);
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
  bool signaled = WIFSIGNALED(status);
  *code = signaled ? WTERMSIG(status) : WEXITSTATUS(status);
  return signaled ? ILP_SIGNALED : ILP_EXITED;
}

const char *ilp_signal_name(int signal) {
  const char *name = strsignal(signal);
  return name ? name : "unknown";
}
