// The schedule of a plan for several threads. Small operations one after the other cost more waiting than
// arithmetic: a chain of them is taken by rows instead, without waiting in between, and what nothing waits for,
// as gradients of weights, is put off into a pool. Both change who computes a number, never how.
#include <stdlib.h>

#include "reach.h"

/// Limits that keep the making linear in the number of operations.
enum { MOST_CHAINED = 256, MOST_DEFERRED = 256 };

/// Samples up to which a large gradient is put off, in parts. Sums over more are mostly arithmetic, and gain nothing.
enum { MOST_SUMMED = 512 };

static bool is_large(const compiled *c) { return il_work_of(c) > IL_SHARED_WORK; }

/// Whether an operation takes each row of the batch by itself.
static bool is_chained(const compiled *c) {
  const il_operation *o = &c->operation;
  if (o->rows != IL_BATCH_ROWS || is_large(c)) return false;
  return o->code == IL_OP_GEMM ? !o->transpose_a : o->code != IL_OP_SUM_ROWS;
}

/// Whether an operation sums over the batch, which the way back need not wait for.
static bool is_deferred(const il_plan *plan, const compiled *c) {
  const il_operation *o = &c->operation;
  if (o->code == IL_OP_SUM_ROWS) return !is_large(c);
  if (o->code != IL_OP_GEMM || !o->transpose_a || o->inner != IL_BATCH_ROWS) return false;
  return !is_large(c) || (c->inner <= MOST_SUMMED && il_updates_follow(plan));
}

/// A section on its way to stages.
typedef struct builder {
  il_plan *plan;
  /// of each operation of the section
  const reaches *reach;
  /// operations put off, and those of the open chain
  int deferred[MOST_DEFERRED], chain[MOST_CHAINED];
  int deferred_count, chain_count, first, first_stage;
} builder;

/// Adds a stage of the operations of a list; what is too small for several threads stays with one.
static void put_stage(builder *b, stage_kind kind, const int *list, int count) {
  schedule *s = b->plan->schedule;
  double work = 0;
  for (int i = 0; i < count; i++) work += il_work_of(&b->plan->list[list[i]]);
  if (count < 2 || work < IL_PARALLEL_COST) kind = STAGE_SINGLE;
  s->stages[s->stage_count++] = (stage){kind, s->placed, count};
  for (int i = 0; i < count; i++) s->entries[s->placed++] = (entry){list[i], 0, 0};
}

static void close_chain(builder *b) {
  if (b->chain_count > 0) put_stage(b, STAGE_ROWS, b->chain, b->chain_count);
  b->chain_count = 0;
}

/// Adds the last pool, large sums in parts.
static void put_parts(builder *b) {
  schedule *s = b->plan->schedule;
  int total = 0;
  for (int i = 0; i < b->deferred_count; i++) total += il_part_count(b->plan, &b->plan->list[b->deferred[i]]);
  if (total == b->deferred_count) {
    put_stage(b, STAGE_POOL, b->deferred, total);
    return;
  }
  s->stages[s->stage_count++] = (stage){STAGE_POOL, s->placed, total};
  il_part_entries(b->plan, b->deferred, b->deferred_count, s->entries + s->placed, total);
  s->placed += total;
}

/// Adds the pool of what was put off. Only those that updates may follow are cut into parts.
static void close_pool(builder *b, bool is_last) {
  close_chain(b);
  double work = 0;
  for (int i = 0; i < b->deferred_count; i++) work += il_work_of(&b->plan->list[b->deferred[i]]);
  if (is_last && work >= IL_PARALLEL_COST) {
    put_parts(b);
  } else {
    int small = 0;
    for (int i = 0; i < b->deferred_count; i++) {
      if (is_large(&b->plan->list[b->deferred[i]])) put_stage(b, STAGE_SINGLE, &b->deferred[i], 1);
      else b->deferred[small++] = b->deferred[i];
    }
    if (small > 0) put_stage(b, STAGE_POOL, b->deferred, small);
  }
  b->deferred_count = 0;
}

/// Whether an operation conflicts with one of a list.
static bool conflicts(const builder *b, int operation, const int *list, int count, bool by_rows) {
  for (int i = 0; i < count; i++) {
    if (il_conflict(&b->reach[operation - b->first], &b->reach[list[i] - b->first], by_rows)) return true;
  }
  return false;
}

/// Whether an operation takes each number of its matrices by itself.
static bool is_of_numbers(const compiled *c) {
  switch (c->operation.code) {
    case IL_OP_ACTIVATE:
    case IL_OP_ACTIVATE_BACKWARD:
    case IL_OP_SCALE:
    case IL_OP_ADD:
    case IL_OP_SUBTRACT:
    case IL_OP_MULTIPLY: return true;
    default: return false;
  }
}

/// Whether an operation may follow each part of the product that the section's last stage begins with: it takes
/// number by number what the product writes, and does not touch what the product reads.
static bool is_follower(const builder *b, int operation) {
  const il_plan *plan = b->plan;
  const schedule *s = plan->schedule;
  if (b->chain_count > 0 || s->stage_count == b->first_stage) return false;
  const stage *last = &s->stages[s->stage_count - 1];
  if (last->kind != STAGE_FOLLOWED && (last->kind != STAGE_SINGLE || last->count > 1)) return false;
  const entry *list = s->entries + last->first;
  const compiled *c = &plan->list[operation], *product = &plan->list[list[0].operation];
  if (product->operation.code != IL_OP_GEMM || product->operation.transpose_a || !is_of_numbers(c)) return false;
  if (product->product.c_row != c->columns || product->columns != c->columns) return false;
  if (product->rows != c->rows) return false;
  const reaches *own = &b->reach[operation - b->first], *all = &b->reach[list[0].operation - b->first];
  if (all->count < 1) return false;
  // The last reach of a product is its result.
  reaches read = *all, written = {.list = {all->list[all->count - 1]}, .count = 1};
  read.count--;
  if (il_conflict(own, &read, false) || il_conflict(own, &written, true)) return false;
  if (!il_conflict(own, &written, false)) return false;
  for (int i = 1; i < last->count; i++) {
    if (il_conflict(own, &b->reach[list[i].operation - b->first], true)) return false;
  }
  return true;
}

/// Adds the next operation of a section.
static void place_operation(builder *b, int operation) {
  const compiled *c = &b->plan->list[operation];
  const bool is_known = b->reach[operation - b->first].count >= 0;
  if (!is_known || conflicts(b, operation, b->deferred, b->deferred_count, false)) close_pool(b, false);
  if (is_known && is_deferred(b->plan, c)) {
    if (b->deferred_count == MOST_DEFERRED) close_pool(b, false);
    b->deferred[b->deferred_count++] = operation;
    return;
  }
  if (is_known && is_follower(b, operation)) {
    schedule *s = b->plan->schedule;
    stage *last = &s->stages[s->stage_count - 1];
    last->kind = STAGE_FOLLOWED;
    last->count++;
    s->entries[s->placed++] = (entry){operation, 0, 0};
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
  for (int i = first; i < end; i++) reach[i - first] = il_reaches_of(b->plan->scalar, &b->plan->list[i]);
  b->reach = reach;
  b->first = first;
  b->first_stage = s->stage_count;
  for (int i = first; i < end; i++) place_operation(b, i);
  close_pool(b, section == IL_SECTION_BACKWARD);
  s->end[section] = s->stage_count;
  free(reach);
}

void il_schedule_make(il_plan *plan) {
  const int64_t operations = plan->start[IL_SECTION_COUNT];
  il_schedule_free(plan->schedule);
  int64_t entries = 0;
  for (int64_t i = 0; i < operations; i++) entries += il_part_count(plan, &plan->list[i]);
  // Entries behind the stages, where their numbers may lie.
  const size_t stages = sizeof(schedule) + (size_t)operations * sizeof(stage), alignment = _Alignof(entry);
  const size_t head = (stages + alignment - 1) / alignment * alignment;
  schedule *s = calloc(1, head + (size_t)entries * sizeof(entry));
  plan->schedule = s;
  builder *b = calloc(1, sizeof *b);
  if (s && b) {
    s->batch = plan->batch;
    s->entries = (entry *)((char *)s + head);
    b->plan = plan;
    for (int section = 0; section < IL_SECTION_COUNT; section++) make_section(b, section);
    il_fusion_make(plan);
  }
  free(b);
}

void il_schedule_free(schedule *s) {
  if (s) free(s->fusion);
  free(s);
}
