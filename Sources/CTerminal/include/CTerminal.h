#pragma once
// The terminal's C room: libedit's variadic calls, signals, terminal modes, character widths.
// Everything here is prefixed `ilt_`. Nothing is thread-safe unless it says so.
#include "ilt_characters.h"
#include "ilt_editline.h"
#include "ilt_interrupt.h"
#include "ilt_shell.h"
#include "ilt_terminal.h"
