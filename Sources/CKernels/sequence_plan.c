// The operations of sequences in a plan.
#include "internal.h"

static il_recurrence recurrence_of(const il_operation *o) {
  return (il_recurrence){
      .cell = (il_cell)o->kind,
      .steps = o->sizes[0],
      .inputs = o->sizes[1],
      .units = o->sizes[2],
      .sequence = o->sizes[3] != 0,
      .x = o->a,
      .weight_ih = o->operands[0],
      .weight_hh = o->operands[1],
      .bias_ih = o->operands[2],
      .bias_hh = o->operands[3],
      .memory = o->operands[4],
      .workspace = o->operands[5],
  };
}

static void recur(il_scalar scalar, const il_operation *o, int64_t rows) {
  il_recurrence r = recurrence_of(o);
  r.y = o->result;
  il_recur(scalar, &r, rows);
}

static void recur_backward(il_scalar scalar, const il_operation *o, int64_t rows) {
  il_recurrence r = recurrence_of(o);
  r.dy = o->c;
  r.dweight_ih = o->operands[6];
  r.dweight_hh = o->operands[7];
  r.dbias_ih = o->operands[8];
  r.dbias_hh = o->operands[9];
  r.dx = o->operands[10];
  r.slopes = o->operands[11];
  il_recur_backward(scalar, &r, rows);
}

static il_attention attention_of(const il_operation *o) {
  return (il_attention){o->sizes[0], o->sizes[1], o->sizes[2], o->sizes[3] != 0};
}

void il_sequence_operation(il_scalar scalar, const il_operation *o, int64_t rows, int64_t columns) {
  const il_attention attention = attention_of(o);
  switch (o->code) {
    case IL_OP_RECUR: recur(scalar, o, rows); break;
    case IL_OP_RECUR_BACKWARD: recur_backward(scalar, o, rows); break;
    case IL_OP_ATTEND: il_attend(scalar, &attention, rows, o->a, o->first, o->result); break;
    case IL_OP_ATTEND_BACKWARD:
      il_attend_backward(scalar, &attention, rows, o->a, o->b, o->c, o->first, o->result);
      break;
    case IL_OP_EMBED: il_embed(scalar, rows, columns, o->sizes[0], o->a, o->b, o->result); break;
    case IL_OP_EMBED_BACKWARD:
      il_embed_backward(scalar, rows, columns, o->sizes[0], o->a, o->c, o->result);
      break;
    case IL_OP_ADD_ROW: il_add_row(scalar, rows, columns, o->a, o->b, o->result); break;
    case IL_OP_MEAN_STEPS: il_mean_steps(scalar, rows, o->sizes[0], columns, o->a, o->result); break;
    case IL_OP_MEAN_STEPS_BACKWARD:
      il_mean_steps_backward(scalar, rows, o->sizes[0], columns, o->c, o->result);
      break;
    case IL_OP_SINUSOIDS: il_sinusoids(scalar, rows, columns, o->result); break;
    default: break;
  }
}
