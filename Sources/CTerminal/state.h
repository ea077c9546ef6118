#pragma once
// What interrupt.c and terminal.c share. Everything is async-signal-safe.
#include <signal.h>
#include <stdbool.h>

/// Writes a byte into the pipe.
void ilt_wake(void);
/// An ILT_ state.
int ilt_state(void);
/// Puts the user's settings back if the process is in the terminal's foreground.
void ilt_restore_from_handler(void);
/// Installs a handler unless the signal is ignored, which under nohup and in the background is a wish.
void ilt_catch_unless_ignored(int number, const struct sigaction *action);
