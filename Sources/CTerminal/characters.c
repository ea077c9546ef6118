#define _GNU_SOURCE
#include "ilt_characters.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

bool ilt_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

int ilt_character_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
