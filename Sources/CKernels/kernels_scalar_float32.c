// Plain loops and one lane: the definition itself, to check the others against.
#include "internal.h"

#define IL_IS_REFERENCE
#define IL_BITS 32
#define IL_LANES 1
#define IL_MASKED 0
#define IL_PANEL_ROWS 6
#define IL_SMALL_PRODUCT 0
#define IL_TABLE il_kernels_scalar_float32
#include "variant.h"
