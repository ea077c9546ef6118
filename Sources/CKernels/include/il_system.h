#pragma once
#include <stdbool.h>

/// Sets how many threads large operations use, the caller's included; 1 (the default) to 64.
void il_threads_set(int count);

/// The number of threads set.
int il_threads(void);

/// Instruction sets that kernels exist for, by rising speed.
typedef enum il_instruction_set {
  /// one lane, sums and products by plain loops: what the others are checked against
  IL_SCALAR_REFERENCE = 0,
  /// what every processor of the platform has: SSE2 (fma in software), NEON
  IL_BASE,
  IL_AVX2,
  IL_AVX512,
} il_instruction_set;

/// Whether this machine can run an instruction set's kernels.
bool il_instruction_set_available(il_instruction_set level);

/// Uses the given kernels from now on; false, and no change, where they are not available.
bool il_instruction_set_force(il_instruction_set level);

/// The instruction set in use; at the start the fastest available.
il_instruction_set il_instruction_set_current(void);

/// Name of the instruction set in use: `scalar`, `base`, `avx2`, `avx512`.
const char *il_instruction_set_name(void);

/// Gives pages of the heap that hold nothing back to the system, where it does not take them back by itself.
void il_trim_heap(void);
