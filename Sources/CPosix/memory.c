#define _GNU_SOURCE
#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int ilp_memory_file(void) {
#if defined(__linux__)
  return memfd_create("initlab-plugin-log", MFD_CLOEXEC);
#else
  errno = ENOSYS;
  return -1;
#endif
}

int ilp_shared_memory(uint64_t bytes) {
#if defined(__linux__)
  int descriptor = memfd_create("initlab-plugin-fill", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) return -1;
  // Without the seal a plugin that cuts the memory kills the reader with a bus error.
  if (ftruncate(descriptor, (off_t)bytes) == 0
      && fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    return descriptor;
  close(descriptor);
#endif
  return -1;
}

void *ilp_map(int descriptor, uint64_t bytes) {
  void *address = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  return address == MAP_FAILED ? NULL : address;
}

void ilp_unmap(void *address, uint64_t bytes) { munmap(address, bytes); }

/// A signaling NaN: arithmetic gives quiet ones only.
static const uint64_t mark = 0x7FF41B1AB0000001u;
static const uint64_t exponent = 0x7FF0000000000000u;

void ilp_mark(double *entries, uint64_t count) {
  // As whole numbers: on the way through a register of numbers the mark could become quiet.
  for (uint64_t i = 0; i < count; i++) memcpy(&entries[i], &mark, sizeof mark);
}

uint64_t ilp_copy(
    double *copy, const double *entries, uint64_t count, uint64_t *unwritten, uint64_t *first) {
  memcpy(copy, entries, count * sizeof *copy);
  uint64_t bad = 0, marked = 0;
  for (uint64_t i = 0; i < count; i++) {
    uint64_t bits;
    memcpy(&bits, &copy[i], sizeof bits);
    bad += (bits & exponent) == exponent;
  }
  if (bad > 0) {
    *first = count;
    for (uint64_t i = 0; i < count; i++) {
      uint64_t bits;
      memcpy(&bits, &copy[i], sizeof bits);
      if ((bits & exponent) != exponent) continue;
      marked += bits == mark;
      if (*first == count) *first = i;
    }
  }
  *unwritten = marked;
  return bad;
}
