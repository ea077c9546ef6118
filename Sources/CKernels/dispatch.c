// Which kernels this machine uses: asked of the processor once, changed only by tests.
#include "internal.h"

static const il_kernel_table *const tables[4][2] = {
    [IL_SCALAR_REFERENCE] = {&il_kernels_scalar_float32, &il_kernels_scalar_float64},
    [IL_BASE] = {&il_kernels_base_float32, &il_kernels_base_float64},
#if defined(__x86_64__)
    [IL_AVX2] = {&il_kernels_avx2_float32, &il_kernels_avx2_float64},
    [IL_AVX512] = {&il_kernels_avx512_float32, &il_kernels_avx512_float64},
#endif
};

const il_kernel_table *_Atomic il_current_kernels[2];

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
  const il_kernel_table *kernels = il_kernels(IL_FLOAT32);
  int level = IL_AVX512;
  while (level > IL_SCALAR_REFERENCE && tables[level][0] != kernels) level--;
  return (il_instruction_set)level;
}

bool il_instruction_set_force(il_instruction_set level) {
  if (!il_instruction_set_available(level)) return false;
  atomic_store(&il_current_kernels[0], tables[level][0]);
  atomic_store(&il_current_kernels[1], tables[level][1]);
  return true;
}

const char *il_instruction_set_name(void) {
  static const char *const names[] = {"scalar", "base", "avx2", "avx512"};
  return names[il_instruction_set_current()];
}

const il_kernel_table *il_find_kernels(il_scalar scalar) {
  int level = IL_AVX512;
  while (!il_instruction_set_available((il_instruction_set)level)) level--;
  il_instruction_set_force((il_instruction_set)level);
  return tables[level][scalar == IL_FLOAT64];
}
