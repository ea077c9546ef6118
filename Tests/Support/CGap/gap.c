// A `read` in place of the C library's, which lets a while pass before it reads: for what may happen in between.
#define _GNU_SOURCE
#include "CGap.h"

#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/syscall.h>

ssize_t read(int descriptor, void *buffer, size_t count) {
  const char *gap = getenv("PROBE_READ_GAP");
  const long milliseconds = gap && isatty(descriptor) ? strtol(gap, NULL, 10) : 0;
  struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (milliseconds > 0 && nanosleep(&left, &left) != 0) {
  }
  return syscall(SYS_read, descriptor, buffer, count);
}
#endif

void gap_use(void) {}
