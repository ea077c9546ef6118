#pragma once
#include <stdint.h>

#include "il_codes.h"

/// result[rows, columns] = rows of table [vocabulary, columns] picked by `tokens` [rows], whole numbers held
/// as scalars; a token that is no row gives NaN.
void il_embed(il_scalar scalar, int64_t rows, int64_t columns, int64_t vocabulary, const void *tokens,
              const void *table, void *result);

/// dtable [vocabulary, columns] = sum of the rows of dy [rows, columns] that each token picked, in order.
void il_embed_backward(il_scalar scalar, int64_t rows, int64_t columns, int64_t vocabulary,
                       const void *tokens, const void *dy, void *dtable);

/// result[i, :] = x[i, :] + row[:], for x [rows, columns]; result may be x.
void il_add_row(il_scalar scalar, int64_t rows, int64_t columns, const void *x, const void *row,
                void *result);

/// result[rows, columns] = mean over the steps of x [rows, steps, columns].
void il_mean_steps(il_scalar scalar, int64_t rows, int64_t steps, int64_t columns, const void *x,
                   void *result);

/// dx [rows, steps, columns] of il_mean_steps from dy [rows, columns].
void il_mean_steps_backward(il_scalar scalar, int64_t rows, int64_t steps, int64_t columns, const void *dy,
                            void *dx);

/// result[t, 2 i] = sin(t 10000^(-2 i / columns)), result[t, 2 i + 1] = its cosine, in the scalar's precision.
void il_sinusoids(il_scalar scalar, int64_t steps, int64_t columns, void *result);
