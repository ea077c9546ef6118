// What every processor has: SSE2 with fma in software on x86-64, NEON on AArch64.
#include "internal.h"

#define IL_BITS 32
#define IL_LANES 4
#define IL_MASKED 0
#define IL_PANEL_ROWS 6
#define IL_SMALL_PRODUCT 4096
#define IL_TABLE il_kernels_base_float32
#include "variant.h"
