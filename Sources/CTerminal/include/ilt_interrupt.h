#pragma once
// The interrupt flag and the pipe that wakes a waiting reader.
#include <stdbool.h>
#include <stdint.h>

/// Catches SIGINT, ignores SIGPIPE and SIGXFSZ, makes the pipe; again does nothing.
///
/// False when there is no pipe.
bool ilt_interrupts_install(void);
/// Not 0 after Ctrl-C.
///
/// Written by a signal handler: a C loop reads it with __atomic_load_n or as volatile.
const int32_t *_Nonnull ilt_interrupt_flag(void);
/// Any thread.
bool ilt_interrupt_requested(void);
/// The flag's value; the flag is 0 afterwards.
bool ilt_interrupt_take(void);

/// The reading end of the pipe: readable after any signal that matters. -1 before the install.
int ilt_wake_descriptor(void);
void ilt_wake_drain(void);
