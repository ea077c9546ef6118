#pragma once
// Fixed-signature doors to libedit's variadic functions: Swift cannot call those.
#include <histedit.h>
#include <stdbool.h>

typedef char *_Nonnull (*ilt_prompt_function)(EditLine *_Nonnull);
typedef unsigned char (*ilt_key_function)(EditLine *_Nonnull, int key);
typedef int (*ilt_read_function)(EditLine *_Nonnull, wchar_t *_Nonnull);

/// An editor on copies of the descriptors; NULL when streams or libedit cannot be had.
EditLine *_Nullable ilt_editline_open(const char *_Nonnull program, int input, int output, int error);
/// Ends the editor and closes the streams made for it.
void ilt_editline_close(EditLine *_Nonnull editor);

/// Any of the options that take one int: EL_EDITMODE, EL_PREP_TERM.
int ilt_editline_set(EditLine *_Nonnull editor, int option, int value);
int ilt_editline_get(EditLine *_Nonnull editor, int option);
void ilt_editline_set_owner(EditLine *_Nonnull editor, void *_Nullable owner);
void *_Nullable ilt_editline_owner(EditLine *_Nonnull editor);
/// `escape` brackets the parts of a prompt that take no room.
int ilt_editline_set_prompts(EditLine *_Nonnull editor, ilt_prompt_function _Nonnull left,
                             ilt_prompt_function _Nonnull right, char escape);
int ilt_editline_set_reader(EditLine *_Nonnull editor, ilt_read_function _Nullable reader);
/// Draws prompt and line again from where the cursor stands.
void ilt_editline_refresh(EditLine *_Nonnull editor);
/// Writes on libedit's own output stream, so that nothing overtakes; 0 when all went out.
int ilt_editline_write(EditLine *_Nonnull editor, const char *_Nonnull bytes, long count);

/// "emacs" or "vi"; drops all bindings.
int ilt_editline_set_keys(EditLine *_Nonnull editor, const char *_Nonnull mode);
bool ilt_editline_is_vi(EditLine *_Nonnull editor);
int ilt_editline_add_command(EditLine *_Nonnull editor, const char *_Nonnull name, const char *_Nonnull help,
                             ilt_key_function _Nonnull function);
int ilt_editline_bind(EditLine *_Nonnull editor, const char *_Nonnull key, const char *_Nonnull command);
/// In vi's command map.
int ilt_editline_bind_alternative(EditLine *_Nonnull editor, const char *_Nonnull key,
                                  const char *_Nonnull command);
/// Makes the mode between two lines quiet and unbuffered, signals on: what is typed ahead stays whole.
int ilt_editline_quiet_between_lines(EditLine *_Nonnull editor);
/// Does what one line of an editrc says; not 0 when it is not understood.
int ilt_editline_parse(EditLine *_Nonnull editor, const char *_Nonnull line);

/// libedit's own list of entries, for its searches.
History *_Nullable ilt_history_open(EditLine *_Nonnull editor, int size);
void ilt_history_add(History *_Nonnull history, const char *_Nonnull entry);
void ilt_history_close(History *_Nonnull history);
