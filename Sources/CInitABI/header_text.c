#include "initlab_header_text.h"

// The file itself, not a copy of it, so that both can never differ.
static const char text[] = {
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
#embed "include/initlab_plugin.h"
#pragma clang diagnostic pop
    , 0};

const char *initlab_header_text(void) { return text; }
