#define _GNU_SOURCE
#include "ilt_editline.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *stream(int descriptor, const char *mode) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  return copy < 0 ? NULL : fdopen(copy, mode);
}

EditLine *ilt_editline_open(const char *program, int input, int output, int error) {
  FILE *in = stream(input, "r"), *out = stream(output, "w"), *err = stream(error, "w");
  EditLine *editor = NULL;
  if (in && out && err) {
    setvbuf(err, NULL, _IONBF, 0);
    editor = el_init(program, in, out, err);
  }
  if (editor) return editor;
  if (in) fclose(in);
  if (out) fclose(out);
  if (err) fclose(err);
  return NULL;
}

void ilt_editline_close(EditLine *editor) {
  FILE *streams[3] = {0};
  for (int i = 0; i < 3; i++) el_get(editor, EL_GETFP, i, &streams[i]);
  el_end(editor);
  for (int i = 0; i < 3; i++)
    if (streams[i]) fclose(streams[i]);
}

int ilt_editline_set(EditLine *editor, int option, int value) { return el_set(editor, option, value); }

int ilt_editline_get(EditLine *editor, int option) {
  int value = 0;
  el_get(editor, option, &value);
  return value;
}

void ilt_editline_set_owner(EditLine *editor, void *owner) { el_set(editor, EL_CLIENTDATA, owner); }

void *ilt_editline_owner(EditLine *editor) {
  void *owner = NULL;
  el_get(editor, EL_CLIENTDATA, &owner);
  return owner;
}

int ilt_editline_set_prompts(EditLine *editor, ilt_prompt_function left, ilt_prompt_function right,
                             char escape) {
  return el_set(editor, EL_PROMPT_ESC, left, escape) | el_set(editor, EL_RPROMPT_ESC, right, escape);
}

int ilt_editline_set_reader(EditLine *editor, ilt_read_function reader) {
  return el_set(editor, EL_GETCFN, reader);
}

void ilt_editline_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }

int ilt_editline_write(EditLine *editor, const char *bytes, long count) {
  FILE *out = NULL;
  el_get(editor, EL_GETFP, 1, &out);
  if (!out) return -1;
  size_t written = fwrite(bytes, 1, (size_t)count, out);
  return fflush(out) == 0 && written == (size_t)count ? 0 : -1;
}

int ilt_editline_set_keys(EditLine *editor, const char *mode) { return el_set(editor, EL_EDITOR, mode); }

bool ilt_editline_is_vi(EditLine *editor) {
  const char *name = NULL;
  el_get(editor, EL_EDITOR, &name);
  return name && name[0] == 'v';
}

int ilt_editline_add_command(EditLine *editor, const char *name, const char *help,
                             ilt_key_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

int ilt_editline_bind(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, key, command, NULL);
}

int ilt_editline_bind_alternative(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, "-a", key, command, NULL);
}

int ilt_editline_quiet_between_lines(EditLine *editor) {
  // As in edit mode CR and NL are swapped, so that a paste may run on from one mode into the other.
  return el_set(editor, EL_SETTY, "-x", "-echo", "-icanon", "+inlcr", NULL);
}

int ilt_editline_parse(EditLine *editor, const char *line) {
  Tokenizer *tokenizer = tok_init(NULL);
  if (!tokenizer) return -1;
  int count = 0, result = -1;
  const char **words = NULL;
  if (tok_str(tokenizer, line, &count, &words) == 0 && count > 0) {
    // el_parse wants a vector that ends in NULL: libedit's `bind` runs to the NULL, whatever the count.
    const char **vector = calloc((size_t)count + 1, sizeof *vector);
    if (vector) {
      memcpy(vector, words, (size_t)count * sizeof *vector);
      result = el_parse(editor, count, vector);
      free(vector);
    }
  }
  tok_end(tokenizer);
  return result;
}

History *ilt_history_open(EditLine *editor, int size) {
  History *entries = history_init();
  HistEvent event;
  if (!entries) return NULL;
  history(entries, &event, H_SETSIZE, size);
  el_set(editor, EL_HIST, history, entries);
  return entries;
}

void ilt_history_add(History *entries, const char *entry) {
  HistEvent event;
  history(entries, &event, H_ENTER, entry);
}

void ilt_history_close(History *entries) { history_end(entries); }
