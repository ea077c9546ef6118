// AVX2 with FMA: Intel since Haswell, AMD since Zen.
#include "internal.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma,prfchw"))), apply_to = function)

#define IL_BITS 32
#define IL_LANES 8
#define IL_MASKED 1
#define IL_PANEL_ROWS 6
#define IL_SMALL_PRODUCT 4096
#define IL_TABLE il_kernels_avx2_float32
#include "variant.h"

#pragma clang attribute pop
#endif
