#define _GNU_SOURCE
#include "CPosix.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int watched_socket = -1;

/// Ends the process when the host's end of the socket is gone, whatever the plugin is doing.
static void *watch(void *unused) {
  (void)unused;
  for (;;) {
    struct pollfd end = {.fd = watched_socket, .events = 0};
    if (poll(&end, 1, -1) > 0 && end.revents & (POLLHUP | POLLERR | POLLNVAL)) _exit(0);
  }
}

static int limit(int what, uint64_t bytes) {
  struct rlimit both = {(rlim_t)bytes, (rlim_t)bytes};
  return setrlimit(what, &both);
}

int ilp_become_worker(int socket) {
  watched_socket = socket;
  pthread_t thread;
  if (fcntl(socket, F_SETFD, FD_CLOEXEC) < 0) return -1;
  // What a plugin prints goes to a file in memory: a mebibyte of it is kept, more is refused to the plugin.
  signal(SIGXFSZ, SIG_IGN);
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (limit(RLIMIT_CORE, 0) < 0 || limit(RLIMIT_FSIZE, 1 << 20) < 0) return -1;
  return pthread_create(&thread, NULL, watch, NULL) == 0 ? 0 : -1;
}

int ilp_limit_memory(uint64_t bytes) {
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file) return -1;
  int found = fscanf(file, "%lu", &pages);
  fclose(file);
  if (found != 1) return -1;
  struct rlimit now;
  if (getrlimit(RLIMIT_AS, &now) < 0) return -1;
  // The hard limit stays, so that room for a larger parameter can be given later.
  rlim_t wanted = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (rlim_t)bytes;
  now.rlim_cur = wanted < now.rlim_max ? wanted : now.rlim_max;
  return setrlimit(RLIMIT_AS, &now);
}
