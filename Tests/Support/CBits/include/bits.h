#pragma once
#include <stdint.h>

#include "CKernels.h"

/// Kernels that belong together, with a digest of their own.
int bits_family_count(void);

/// Name of a family, one word; NULL for a number that is none.
const char *bits_family_name(int family);

/// A number that depends on every bit of what a family's kernels give on operands made of integers.
///
/// It takes the instruction set in use and the threads set, and should not hang on either, nor on the
/// machine. All NaN count as one.
uint64_t bits_digest(int family, il_scalar scalar);
