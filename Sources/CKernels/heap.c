// The heap of the process, as far as it may be asked for something.
#include "CKernels.h"

#if defined(__linux__)
#include <features.h>
#endif
#if defined(__GLIBC__)
#include <malloc.h>

void il_trim_heap(void) { malloc_trim(0); }
#else
void il_trim_heap(void) {}
#endif
