// AVX-512.
#include "internal.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma,prfchw"))), apply_to = function)

#define IL_BITS 32
#define IL_LANES 16
#define IL_MASKED 2
#define IL_PANEL_ROWS 14
#define IL_SMALL_PRODUCT 16384
#define IL_TABLE il_kernels_avx512_float32
#include "variant.h"

#pragma clang attribute pop
#endif
