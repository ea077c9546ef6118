#define _GNU_SOURCE
#include "ilt_characters.h"

#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <string.h>
#include <wchar.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool has_utf8;

static void choose(void) {
  setlocale(LC_CTYPE, "");
  has_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 || setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

bool ilt_use_utf8(void) {
  pthread_once(&once, choose);
  return has_utf8;
}

int ilt_character_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
