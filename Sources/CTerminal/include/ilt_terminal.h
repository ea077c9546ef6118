#pragma once
// Who owns the terminal's settings at the moment, and what the handlers do about it.
#include <stdbool.h>

enum {
  ILT_ORIGINAL = 0, // as the user had it
  ILT_EDITING = 1,  // libedit's edit mode
  ILT_BUSY = 2,     // a command runs: no echo, no line buffering, signals on
  ILT_LENT = 3,     // a child has it, as the user had it
};

/// Remembers the settings and installs the handlers that restore them.
///
/// False when `input` is no terminal. `crash_message` (may be NULL) is written to stderr after a crash;
/// `chain` hands a crash to whoever handled it before instead of to the system.
bool ilt_terminal_open(int input, int output, bool bracketed_paste, const char *_Nullable crash_message,
                       bool chain);
/// What the settings are now; the first ILT_BUSY remembers them as the busy ones.
void ilt_terminal_set_state(int state);
/// Puts the user's settings back: before a child, before the end.
void ilt_terminal_restore(void);
/// Puts the busy settings in force.
void ilt_terminal_busy(void);
/// Lets the kernel's own line editing erase whole UTF-8 characters.
void ilt_terminal_edit_utf8(int input);
/// Stops the process as Ctrl-Z does; returns when it goes on.
void ilt_terminal_stop(void);

/// True once after each signal of that kind.
bool ilt_take_resize(void);
bool ilt_take_stop(void);
bool ilt_take_continue(void);

/// Another descriptor of a terminal, whose reads never wait, to be closed by the caller; -1 where there is none.
/// The descriptor that was given stays as it is: others share it.
int ilt_terminal_reopen(int input);

/// The window's columns; 0 where there is none.
int ilt_window_columns(int descriptor);
/// The window's size; 80 by 24 where there is none.
int ilt_terminal_columns(int descriptor);
int ilt_terminal_rows(int descriptor);
/// True when the process may draw on it: not in the background.
bool ilt_terminal_is_ours(int descriptor);
