// Recurrences, attention, embeddings, positions, means over time.
#include "collect.h"

static void recur(bits *b, il_recurrence r, int64_t rows) {
  const int64_t gates = il_cell_gates(r.cell) * r.units, x = rows * r.steps * r.inputs;
  const int64_t y = rows * (r.sequence ? r.steps : 1) * r.units;
  r.x = bits_numbers(b, x, 1);
  r.weight_ih = bits_numbers(b, gates * r.inputs, 0.5);
  r.weight_hh = bits_numbers(b, gates * r.units, 0.5);
  r.bias_ih = r.sequence ? bits_numbers(b, gates, 1) : NULL;
  r.bias_hh = r.sequence ? bits_numbers(b, gates, 1) : NULL;
  r.memory = bits_room(b, rows * il_recurrence_memory(r.cell, r.steps, r.inputs, r.units));
  r.slopes = bits_room(b, rows * il_recurrence_slopes(r.cell, r.steps, r.units));
  r.workspace = bits_room(b, il_recurrence_workspace(r.cell, r.units));
  r.y = bits_room(b, y);
  r.dy = bits_numbers(b, y, 1);
  r.dx = bits_room(b, x);
  r.dweight_ih = bits_room(b, gates * r.inputs);
  r.dweight_hh = bits_room(b, gates * r.units);
  r.dbias_ih = r.sequence ? bits_room(b, gates) : NULL;
  r.dbias_hh = r.sequence ? bits_room(b, gates) : NULL;
  il_recur(b->scalar, &r, rows);
  bits_take(b, y, r.y);
  il_recur_backward(b->scalar, &r, rows);
  bits_take(b, x, r.dx);
  bits_take(b, gates * r.inputs, r.dweight_ih);
  bits_take(b, gates * r.units, r.dweight_hh);
  if (r.sequence) {
    bits_take(b, gates, r.dbias_ih);
    bits_take(b, gates, r.dbias_hh);
  }
  bits_free(b);
}

void bits_recurrences(bits *b) {
  for (int cell = IL_CELL_TANH; cell <= IL_CELL_GRU; cell++) {
    for (int sequence = 0; sequence < 2; sequence++) {
      il_recurrence r = {.cell = (il_cell)cell, .sequence = sequence == 1};
      for (int64_t size = 1; size < 20; size += 1 + size / 2) {
        r.steps = 1 + size % 4;
        r.inputs = 1 + size * 3 % 7;
        r.units = size;
        recur(b, r, 1 + size % 5);
      }
      if (!r.sequence) continue;
      recur(b, r, 0);
      // Enough to share out, and to do by products with packed weights.
      r.steps = 3;
      r.inputs = 18;
      r.units = 35;
      recur(b, r, 40);
    }
  }
}

static void attend(bits *b, il_attention a, int64_t rows) {
  const int64_t out = rows * a.steps * a.heads * a.head_size, scores = rows * a.heads * a.steps * a.steps;
  const void *qkv = bits_numbers(b, 3 * out, 2), *dout = bits_numbers(b, out, 1);
  void *probabilities = bits_room(b, scores), *y = bits_room(b, out), *dqkv = bits_room(b, 3 * out);
  void *workspace = bits_room(b, il_attention_workspace(&a, rows));
  il_attend(b->scalar, &a, rows, qkv, probabilities, y);
  bits_take(b, scores, probabilities);
  bits_take(b, out, y);
  il_attend_backward(b->scalar, &a, rows, qkv, probabilities, dout, workspace, dqkv);
  bits_take(b, 3 * out, dqkv);
  bits_free(b);
}

void bits_attention(bits *b) {
  for (int causal = 0; causal < 2; causal++) {
    for (int64_t steps = 1; steps < 40; steps += 1 + steps / 2) {
      attend(b, (il_attention){steps, 1 + steps % 3, 1 + steps % 9, causal == 1}, 2);
    }
    // More queries than a block of 64.
    attend(b, (il_attention){71, 2, 6, causal == 1}, 2);
  }
}

void bits_sequences(bits *b) {
  enum { ROWS = 6, VOCABULARY = 13, MOST = 40 };
  for (int64_t columns = 1; columns < MOST; columns += 1 + columns / 2) {
    const int64_t steps = 1 + columns % 7, tokens = ROWS * steps;
    const void *token = bits_tokens(b, tokens, VOCABULARY + 1), *row = bits_numbers(b, columns, 1);
    const void *table = bits_numbers(b, VOCABULARY * columns, 1), *dy = bits_numbers(b, tokens * columns, 1);
    void *result = bits_room(b, tokens * columns), *dtable = bits_room(b, VOCABULARY * columns);
    il_embed(b->scalar, tokens, columns, VOCABULARY, token, table, result);
    bits_take(b, tokens * columns, result);
    il_embed_backward(b->scalar, tokens, columns, VOCABULARY, token, dy, dtable);
    bits_take(b, VOCABULARY * columns, dtable);
    il_add_row(b->scalar, tokens, columns, dy, row, result);
    bits_take(b, tokens * columns, result);
    il_mean_steps(b->scalar, ROWS, steps, columns, dy, result);
    bits_take(b, ROWS * columns, result);
    il_mean_steps_backward(b->scalar, ROWS, steps, columns, table, result);
    bits_take(b, tokens * columns, result);
    il_sinusoids(b->scalar, tokens, columns, result);
    bits_take(b, tokens * columns, result);
    bits_free(b);
  }
  void *far = bits_room(b, 2000 * 3);
  il_sinusoids(b->scalar, 2000, 3, far);
  bits_take(b, 2000 * 3, far);
}
