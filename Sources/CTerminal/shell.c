#define _GNU_SOURCE
#include "ilt_shell.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

extern char **environ;

int ilt_shell_run(const char *command) {
  posix_spawnattr_t attributes;
  if (posix_spawnattr_init(&attributes) != 0) return -1;
  // Handlers fall back by themselves in a child, but ignored signals would stay ignored.
  sigset_t fresh;
  sigemptyset(&fresh);
  sigaddset(&fresh, SIGPIPE);
  sigaddset(&fresh, SIGXFSZ);
  sigaddset(&fresh, SIGINT);
  sigaddset(&fresh, SIGTSTP);
  posix_spawnattr_setsigdefault(&attributes, &fresh);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  char *const words[] = {"sh", "-c", (char *)command, NULL};
  pid_t child = -1;
  int status = -1, error = posix_spawn(&child, "/bin/sh", NULL, &attributes, words, environ);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) return -1;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}
