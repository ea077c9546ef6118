#define _GNU_SOURCE
#include "CPty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int cpty_resize(int terminal, int rows, int columns) {
  struct winsize window = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(terminal, TIOCSWINSZ, &window) == 0 ? 0 : errno;
}

/// The near end of a new pseudo-terminal, with a terminal emulator's usual settings; -1 with errno.
static int open_terminal(char *name, size_t size) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return -1;
  if (grantpt(terminal) || unlockpt(terminal) || ptsname_r(terminal, name, size)) {
    close(terminal);
    return -1;
  }
  struct termios settings;
  if (tcgetattr(terminal, &settings) == 0) {
    settings.c_iflag |= IUTF8;
    tcsetattr(terminal, TCSANOW, &settings);
  }
  fcntl(terminal, F_SETFL, O_NONBLOCK);
  return terminal;
}

int cpty_spawn(const struct cpty_program *program, pid_t *process, int *terminal) {
  char name[128];
  int near = open_terminal(name, sizeof name);
  if (near < 0) return errno;
  cpty_resize(near, program->rows, program->columns); // before the program starts
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  // The new session comes first, so that this open makes it the controlling terminal.
  posix_spawn_file_actions_addopen(&files, 0, name, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&files, 0, 1);
  posix_spawn_file_actions_adddup2(&files, 0, 2);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawn_file_actions_addchdir_np(&files, program->folder);
  // A test runner may block or ignore some signals, and a child inherits that.
  sigset_t every, none;
  sigfillset(&every);
  sigdelset(&every, SIGKILL);
  sigdelset(&every, SIGSTOP);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &every);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  int result =
      posix_spawn(process, program->path, &files, &attributes, program->arguments, program->environment);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (result) {
    close(near);
  } else {
    *terminal = near;
  }
  return result;
}
