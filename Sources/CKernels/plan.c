// Plans: the operations of a training step, with their sizes worked out for a batch.
#include <stdlib.h>

#include "plan.h"

il_plan *il_plan_create(il_scalar scalar, const il_operation *operations,
                        const int64_t counts[IL_SECTION_COUNT]) {
  int64_t total = 0;
  for (int s = 0; s < IL_SECTION_COUNT; s++) total += counts[s];
  il_plan *plan = malloc(sizeof *plan + (size_t)total * sizeof(compiled));
  if (!plan) return NULL;
  plan->scalar = scalar;
  plan->batch = -1;
  plan->schedule = NULL;
  plan->start[0] = 0;
  for (int s = 0; s < IL_SECTION_COUNT; s++) plan->start[s + 1] = plan->start[s] + counts[s];
  for (int64_t i = 0; i < total; i++) plan->list[i].operation = operations[i];
  return plan;
}

void il_plan_destroy(il_plan *plan) {
  if (plan) il_schedule_free(plan->schedule);
  free(plan);
}

/// A size as written, or as so many times the rows of the batch.
static int64_t resolve(int64_t size, int64_t batch) { return size < 0 ? -size * batch : size; }

/// Tells each product by rows what weights the next one reads, as long as they fit beside its own.
static void look_ahead(il_plan *plan) {
  enum { MOST_BYTES = 256 * 1024 };
  for (int section = 0; section < IL_SECTION_COUNT; section++) {
    const il_product *next = NULL;
    for (int64_t i = plan->start[section + 1] - 1; i >= plan->start[section]; i--) {
      compiled *c = &plan->list[i];
      const il_operation *o = &c->operation;
      if (o->code != IL_OP_GEMM || o->rows != IL_BATCH_ROWS || o->transpose_a) continue;
      il_product *p = &c->product;
      if (next && next->n > 0 && next->k > 0) {
        const int64_t last = (next->k - 1) * next->b_row + (next->n - 1) * next->b_column;
        c->ahead = (il_region){next->b, (last + 1) * (int64_t)il_size(plan->scalar), false};
        p->ahead = &c->ahead;
        p->ahead_count = c->ahead.bytes <= MOST_BYTES;
      }
      next = p;
    }
  }
}

/// Whether an operation takes so little that it is done at once.
static bool is_small(il_scalar scalar, const compiled *c) {
  switch (c->operation.code) {
    case IL_OP_GEMM: return il_product_is_small(scalar, &c->product);
    case IL_OP_ACTIVATE:
    case IL_OP_ACTIVATE_BACKWARD:
    case IL_OP_SUM_ROWS: return il_work_of(c) < IL_PARALLEL_COST / 10;
    default: return false;
  }
}

/// Works all sizes out; batches mostly have the same rows, so this is rare.
void il_plan_set_batch(il_plan *plan, int64_t batch) {
  plan->batch = batch;
  for (int64_t i = 0; i < plan->start[IL_SECTION_COUNT]; i++) {
    compiled *c = &plan->list[i];
    const il_operation *o = &c->operation;
    c->rows = resolve(o->rows, batch);
    c->columns = resolve(o->columns, batch);
    c->inner = resolve(o->inner, batch);
    c->product = (il_product){
        c->rows, c->columns, c->inner,
        o->a, o->transpose_a ? 1 : o->stride_a, o->transpose_a ? o->stride_a : 1,
        o->b, o->transpose_b ? 1 : o->stride_b, o->transpose_b ? o->stride_b : 1,
        o->c, o->stride_c, o->result, o->stride_result, NULL, 0};
    c->is_small = is_small(plan->scalar, c);
  }
  look_ahead(plan);
}
