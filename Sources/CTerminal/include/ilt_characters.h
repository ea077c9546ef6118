#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Chooses UTF-8 for characters only, so that numbers keep their dots.
///
/// False where no such locale exists. Any thread; the first call decides.
bool ilt_use_utf8(void);

/// Columns a character takes: 0, 1 or 2; -1 for what cannot be printed.
int ilt_character_width(uint32_t scalar);
