#pragma once

/// The text of `initlab_plugin.h`, which the program writes beside a new plugin in C.
const char *_Nonnull initlab_header_text(void);
