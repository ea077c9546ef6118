#pragma once
#include <sys/types.h>

/// A program and the pseudo-terminal it is to run on. Vectors end in NULL.
struct cpty_program {
  const char *_Nonnull path;
  char *_Nullable const *_Nonnull arguments;
  char *_Nullable const *_Nonnull environment;
  const char *_Nonnull folder;
  int rows;
  int columns;
};

/// Starts the program on a new pseudo-terminal, in a session of its own. 0 or an errno.
int cpty_spawn(const struct cpty_program *_Nonnull program, pid_t *_Nonnull process, int *_Nonnull terminal);

/// Changes the window's size; the kernel tells the programs on it. 0 or an errno.
int cpty_resize(int terminal, int rows, int columns);
