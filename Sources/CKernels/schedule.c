// The schedule of a plan for several threads. Small operations one after the other cost more waiting than
// arithmetic: a chain of them is taken by rows instead, without waiting in between, and what nothing waits for,
// as gradients of weights, is put off into a pool. Both change who computes a number, never how.
#include <stdlib.h>

#include "plan.h"

/// Multiply-adds above which a product cuts itself better: columns of B are packed once only, and what it reads
/// was just written.
#define CHAIN_LIMIT 6e6

/// Limits that keep the making linear in the number of operations.
enum { MOST_CHAINED = 256, MOST_DEFERRED = 256 };

/// Memory that an operation reads or writes.
typedef struct reach {
  const char *start, *end;
  /// distance of its rows; 0: every row of the batch may touch all of it
  int64_t row;
  bool writes;
} reach;

enum { REACHES = 5 };

/// All that an operation touches; count -1: not known.
typedef struct reaches {
  reach list[REACHES];
  int count;
} reaches;

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

/// What an operation touches; operations that are not named here are not looked into.
static reaches reaches_of(il_scalar scalar, const compiled *c) {
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

/// Whether one of two operations writes what the other touches; rows of the same memory do not count as such
/// where both take a row only with its own.
static bool conflict(const reaches *x, const reaches *y, bool by_rows) {
  for (int i = 0; i < x->count; i++) {
    for (int j = 0; j < y->count; j++) {
      const reach *a = &x->list[i], *b = &y->list[j];
      if (!(a->writes || b->writes) || a->end <= b->start || b->end <= a->start) continue;
      if (!by_rows || a->start != b->start || a->row != b->row || a->row == 0) return true;
    }
  }
  return false;
}

/// Whether an operation takes each row of the batch by itself.
static bool is_chained(const compiled *c) {
  const il_operation *o = &c->operation;
  if (o->rows != IL_BATCH_ROWS || il_work_of(c) > CHAIN_LIMIT) return false;
  return o->code == IL_OP_GEMM ? !o->transpose_a : o->code != IL_OP_SUM_ROWS;
}

/// Whether an operation sums over the batch, which the way back need not wait for.
static bool is_deferred(const compiled *c) {
  const il_operation *o = &c->operation;
  if (il_work_of(c) > CHAIN_LIMIT) return false;
  return o->code == IL_OP_SUM_ROWS || (o->code == IL_OP_GEMM && o->transpose_a && o->inner == IL_BATCH_ROWS);
}

/// A section on its way to stages.
typedef struct builder {
  il_plan *plan;
  /// of each operation of the section
  const reaches *reach;
  /// operations put off, and those of the open chain
  int deferred[MOST_DEFERRED], chain[MOST_CHAINED];
  int deferred_count, chain_count, first;
} builder;

/// Adds a stage of the operations of a list; what is too small for several threads stays with one.
static void put_stage(builder *b, stage_kind kind, const int *list, int count) {
  schedule *s = b->plan->schedule;
  double work = 0;
  for (int i = 0; i < count; i++) work += il_work_of(&b->plan->list[list[i]]);
  if (count < 2 || work < IL_PARALLEL_COST) kind = STAGE_SINGLE;
  s->stages[s->stage_count++] = (stage){kind, s->placed, count};
  for (int i = 0; i < count; i++) s->operations[s->placed++] = list[i];
}

static void close_chain(builder *b) {
  if (b->chain_count > 0) put_stage(b, STAGE_ROWS, b->chain, b->chain_count);
  b->chain_count = 0;
}

static void close_pool(builder *b) {
  close_chain(b);
  if (b->deferred_count > 0) put_stage(b, STAGE_POOL, b->deferred, b->deferred_count);
  b->deferred_count = 0;
}

/// Whether an operation conflicts with one of a list.
static bool conflicts(const builder *b, int operation, const int *list, int count, bool by_rows) {
  for (int i = 0; i < count; i++) {
    if (conflict(&b->reach[operation - b->first], &b->reach[list[i] - b->first], by_rows)) return true;
  }
  return false;
}

/// Adds the next operation of a section.
static void place_operation(builder *b, int operation) {
  const compiled *c = &b->plan->list[operation];
  const bool is_known = b->reach[operation - b->first].count >= 0;
  if (!is_known || conflicts(b, operation, b->deferred, b->deferred_count, false)) close_pool(b);
  if (is_known && is_deferred(c)) {
    if (b->deferred_count == MOST_DEFERRED) close_pool(b);
    b->deferred[b->deferred_count++] = operation;
    return;
  }
  const bool chains = is_known && is_chained(c);
  const bool is_full = b->chain_count == MOST_CHAINED;
  if (!chains || is_full || conflicts(b, operation, b->chain, b->chain_count, true)) close_chain(b);
  b->chain[b->chain_count++] = operation;
  if (!chains) close_chain(b);
}

/// Makes the stages of a section, none where it is too small to share out.
static void make_section(builder *b, int section) {
  const int first = (int)b->plan->start[section], end = (int)b->plan->start[section + 1];
  schedule *s = b->plan->schedule;
  s->start[section] = s->end[section] = s->stage_count;
  double cost = 0;
  for (int i = first; i < end; i++) cost += il_work_of(&b->plan->list[i]);
  if (end - first < 2 || cost < IL_PARALLEL_COST) return;
  reaches *reach = malloc((size_t)(end - first) * sizeof *reach);
  if (!reach) return;
  for (int i = first; i < end; i++) reach[i - first] = reaches_of(b->plan->scalar, &b->plan->list[i]);
  b->reach = reach;
  b->first = first;
  for (int i = first; i < end; i++) place_operation(b, i);
  close_pool(b);
  s->end[section] = s->stage_count;
  free(reach);
}

void il_schedule_make(il_plan *plan) {
  const int64_t operations = plan->start[IL_SECTION_COUNT];
  free(plan->schedule);
  const size_t head = sizeof(schedule) + (size_t)operations * sizeof(stage);
  schedule *s = calloc(1, head + (size_t)operations * sizeof(int));
  plan->schedule = s;
  builder *b = calloc(1, sizeof *b);
  if (s && b) {
    s->batch = plan->batch;
    s->operations = (int *)((char *)s + head);
    b->plan = plan;
    for (int section = 0; section < IL_SECTION_COUNT; section++) make_section(b, section);
  }
  free(b);
}
