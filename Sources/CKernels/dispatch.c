// Which kernels this machine uses: asked of the processor once, changed only by tests.
#include <stdatomic.h>

#include "internal.h"

static const il_kernel_table *const tables[4][2] = {
    [IL_SCALAR_REFERENCE] = {&il_kernels_scalar_float32, &il_kernels_scalar_float64},
    [IL_BASE] = {&il_kernels_base_float32, &il_kernels_base_float64},
#if defined(__x86_64__)
    [IL_AVX2] = {&il_kernels_avx2_float32, &il_kernels_avx2_float64},
    [IL_AVX512] = {&il_kernels_avx512_float32, &il_kernels_avx512_float64},
#endif
};

/// The level in use plus one; 0: not asked yet.
static atomic_int current;

bool il_instruction_set_available(il_instruction_set level) {
  switch (level) {
    case IL_SCALAR_REFERENCE:
    case IL_BASE: return true;
#if defined(__x86_64__)
    case IL_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case IL_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
#else
    case IL_AVX2:
    case IL_AVX512: return false;
#endif
  }
  return false;
}

il_instruction_set il_instruction_set_current(void) {
  int level = atomic_load_explicit(&current, memory_order_relaxed);
  if (level == 0) {
    level = IL_AVX512;
    while (!il_instruction_set_available((il_instruction_set)level)) level--;
    level++;
    atomic_store_explicit(&current, level, memory_order_relaxed);
  }
  return (il_instruction_set)(level - 1);
}

bool il_instruction_set_force(il_instruction_set level) {
  if (!il_instruction_set_available(level)) return false;
  atomic_store_explicit(&current, (int)level + 1, memory_order_relaxed);
  return true;
}

const char *il_instruction_set_name(void) {
  static const char *const names[] = {"scalar", "base", "avx2", "avx512"};
  return names[il_instruction_set_current()];
}

const il_kernel_table *il_kernels(il_scalar scalar) {
  return tables[il_instruction_set_current()][scalar == IL_FLOAT64];
}
