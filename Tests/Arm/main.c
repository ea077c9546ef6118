// Compares the digests of all families on this machine with those on record, a line for each family.
//
// Usage: bits FILE. Every instruction set that this machine has takes part, with 1, 2 and 3 threads each.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bits.h"

enum { MOST_THREADS = 3, LINE = 256 };

/// A family on record.
typedef struct record {
  char name[64];
  uint64_t digests[2];
} record;

/// Prints where the digests of a scalar differ; the number of times.
static int differences(int family, il_scalar scalar, uint64_t expected) {
  int count = 0;
  for (int level = IL_SCALAR_REFERENCE; level <= IL_AVX512; level++) {
    if (!il_instruction_set_force((il_instruction_set)level)) continue;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      il_threads_set(threads);
      const uint64_t found = bits_digest(family, scalar);
      if (found == expected) continue;
      count++;
      printf("  %s, %s, %d threads: %016" PRIx64 ", on record %016" PRIx64 "\n",
             scalar == IL_FLOAT64 ? "float64" : "float32", il_instruction_set_name(), threads, found, expected);
    }
  }
  return count;
}

/// Looks for a family's line; false where there is none.
static bool find_record(const char *path, const char *name, record *result) {
  FILE *file = fopen(path, "r");
  if (!file) return false;
  char line[LINE];
  bool is_found = false;
  while (!is_found && fgets(line, sizeof line, file)) {
    is_found = sscanf(line, "%63s %" SCNx64 " %" SCNx64, result->name, &result->digests[0],
                      &result->digests[1]) == 3 &&
               strcmp(result->name, name) == 0;
  }
  fclose(file);
  return is_found;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 2;
  }
  int failures = 0;
  for (int family = 0; family < bits_family_count(); family++) {
    const char *name = bits_family_name(family);
    record expected;
    if (!find_record(argv[1], name, &expected)) {
      printf("%s: not on record\n", name);
      failures++;
      continue;
    }
    const int found = differences(family, IL_FLOAT32, expected.digests[0]) +
                      differences(family, IL_FLOAT64, expected.digests[1]);
    printf("%s: %s\n", name, found ? "differs" : "same bits");
    fflush(stdout);
    failures += found > 0;
  }
  return failures > 0;
}
