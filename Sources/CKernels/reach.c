#include "reach.h"

static void add_reach(reaches *r, const void *start, int64_t bytes, int64_t row, bool writes) {
  if (!start || bytes <= 0) return;
  r->list[r->count++] = (reach){start, (const char *)start + bytes, row, writes};
}

/// What a product touches.
static void product_reaches(reaches *r, const il_product *p, int64_t size, bool by_rows) {
  const int64_t m = p->m - 1, n = p->n - 1, k = p->k - 1;
  if (m < 0 || n < 0 || k < 0) {
    r->count = -1;
    return;
  }
  add_reach(r, p->a, (m * p->a_row + k * p->a_column + 1) * size, by_rows ? p->a_row * size : 0, false);
  add_reach(r, p->b, (k * p->b_row + n * p->b_column + 1) * size, 0, false);
  add_reach(r, p->initial, (m * p->initial_row + n + 1) * size, by_rows ? p->initial_row * size : 0, false);
  add_reach(r, p->c, (m * p->c_row + n + 1) * size, by_rows ? p->c_row * size : 0, true);
}

reaches il_reaches_of(il_scalar scalar, const compiled *c) {
  reaches r = {.count = 0};
  const il_operation *o = &c->operation;
  const int64_t size = (int64_t)il_size(scalar), row = c->columns * size, all = c->rows * row;
  switch (o->code) {
    case IL_OP_GEMM: product_reaches(&r, &c->product, size, !o->transpose_a); break;
    case IL_OP_ACTIVATE:
    case IL_OP_ACTIVATE_BACKWARD:
    case IL_OP_SOFTMAX:
    case IL_OP_SOFTMAX_BACKWARD:
    case IL_OP_SCALE:
    case IL_OP_ADD:
    case IL_OP_SUBTRACT:
    case IL_OP_MULTIPLY:
      add_reach(&r, o->a, all, row, false);
      add_reach(&r, o->b, all, row, false);
      add_reach(&r, o->c, all, row, false);
      add_reach(&r, o->result, all, row, true);
      break;
    case IL_OP_SUM_ROWS:
      add_reach(&r, o->a, all, row, false);
      add_reach(&r, o->result, row, 0, true);
      break;
    default: r.count = -1;
  }
  return r;
}

bool il_conflict(const reaches *x, const reaches *y, bool by_rows) {
  for (int i = 0; i < x->count; i++) {
    for (int j = 0; j < y->count; j++) {
      const reach *a = &x->list[i], *b = &y->list[j];
      if (!(a->writes || b->writes) || a->end <= b->start || b->end <= a->start) continue;
      if (!by_rows || a->start != b->start || a->row != b->row || a->row == 0) return true;
    }
  }
  return false;
}
