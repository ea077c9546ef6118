#pragma once

/// Runs a command by /bin/sh with signals as a shell gives them, and waits. The wait status, or -1.
int ilt_shell_run(const char *_Nonnull command);
