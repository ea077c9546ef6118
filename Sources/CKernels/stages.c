// Stages of a schedule as they run: rows of a chain, parts of a product with what follows them, entries of a pool.
#include "plan.h"

/// A stage at work.
typedef struct stage_task {
  const il_plan *plan;
  const stage *stage;
  int chunks;
  bool updates;
} stage_task;

static const void *row_of(const void *p, int64_t row, int64_t distance, size_t size) {
  return p ? (const char *)p + (size_t)(row * distance) * size : NULL;
}

static void *place_of(void *p, int64_t row, int64_t distance, size_t size) {
  return p ? (char *)p + (size_t)(row * distance) * size : NULL;
}

/// Rows r0..<r1 of a product.
static il_product product_rows(il_scalar scalar, const il_product *all, int64_t r0, int64_t r1) {
  const size_t size = il_size(scalar);
  il_product p = *all;
  p.m = r1 - r0;
  p.a = row_of(p.a, r0, p.a_row, size);
  p.initial = row_of(p.initial, r0, p.initial_row, size);
  p.c = place_of(p.c, r0, p.c_row, size);
  return p;
}

static const void *number_of(const void *p, int64_t number, size_t size) { return row_of(p, number, 1, size); }

/// Numbers start..<start + count of an operation that takes each number by itself.
static void run_numbers(il_scalar scalar, const compiled *c, int64_t start, int64_t count) {
  const il_operation *o = &c->operation;
  const il_kernel_table *kernels = il_kernels(scalar);
  const size_t size = il_size(scalar);
  const void *x = number_of(o->a, start, size), *y = number_of(o->b, start, size), *z = number_of(o->c, start, size);
  void *result = place_of(o->result, start, 1, size);
  switch (o->code) {
    case IL_OP_ACTIVATE: kernels->activate((il_activation)o->kind, o->parameter, count, x, result); break;
    case IL_OP_ACTIVATE_BACKWARD:
      kernels->activate_backward((il_activation)o->kind, o->parameter, count, x, y, z, result);
      break;
    case IL_OP_SCALE: kernels->scale(count, o->parameter, x, result); break;
    case IL_OP_ADD: kernels->add(count, x, y, result); break;
    case IL_OP_SUBTRACT: kernels->subtract(count, x, y, result); break;
    case IL_OP_MULTIPLY: kernels->multiply(count, x, y, result); break;
    default: break;
  }
}

/// Rows r0..<r1 of an operation of a chain, in the calling thread.
static void run_rows(il_scalar scalar, const compiled *c, int64_t r0, int64_t r1) {
  const il_operation *o = &c->operation;
  const il_kernel_table *kernels = il_kernels(scalar);
  const size_t size = il_size(scalar);
  const int64_t columns = c->columns;
  void *result = place_of(o->result, r0, columns, size);
  switch (o->code) {
    case IL_OP_GEMM: {
      const il_product p = product_rows(scalar, &c->product, r0, r1);
      il_product_alone(scalar, &p);
      break;
    }
    case IL_OP_SOFTMAX: kernels->softmax(r1 - r0, columns, row_of(o->a, r0, columns, size), result); break;
    case IL_OP_SOFTMAX_BACKWARD:
      kernels->softmax_backward(r1 - r0, columns, row_of(o->a, r0, columns, size),
                                row_of(o->c, r0, columns, size), result);
      break;
    default: run_numbers(scalar, c, r0 * columns, (r1 - r0) * columns);
  }
}

static void chain_chunk(const void *context, int chunk) {
  const stage_task *t = context;
  const il_plan *plan = t->plan;
  const int64_t r0 = plan->batch * chunk / t->chunks, r1 = plan->batch * (chunk + 1) / t->chunks;
  const entry *list = plan->schedule->entries + t->stage->first;
  for (int i = 0; i < t->stage->count; i++) run_rows(plan->scalar, &plan->list[list[i].operation], r0, r1);
}

/// In how many parts rows are worth cutting: each packs the weights anew.
static int row_chunks(int64_t rows) {
  enum { FEWEST = 16, ENOUGH = 96 };
  const int threads = il_threads();
  if (rows >= 2 * ENOUGH * (int64_t)threads) return 2 * threads;
  return rows >= FEWEST * (int64_t)threads ? threads : (int)(rows / FEWEST);
}

void il_run_chain(const il_plan *plan, const stage *stage) {
  const int chunks = row_chunks(plan->batch);
  const stage_task t = {plan, stage, chunks < 1 ? 1 : chunks, false};
  il_parallel(t.chunks, chain_chunk, &t);
}

/// The part of a product's followers that belongs to a part of it.
static void follow(const void *context, int64_t m0, int64_t m1, int64_t n0, int64_t n1) {
  const stage_task *t = context;
  const il_plan *plan = t->plan;
  const entry *list = plan->schedule->entries + t->stage->first;
  for (int i = 1; i < t->stage->count; i++) {
    const compiled *c = &plan->list[list[i].operation];
    if (n1 - n0 == c->columns) {
      run_numbers(plan->scalar, c, m0 * c->columns, (m1 - m0) * c->columns);
    } else {
      for (int64_t m = m0; m < m1; m++) run_numbers(plan->scalar, c, m * c->columns + n0, n1 - n0);
    }
  }
}

void il_run_followed(const il_plan *plan, const stage *stage) {
  const stage_task t = {plan, stage, 1, false};
  const compiled *c = &plan->list[plan->schedule->entries[stage->first].operation];
  il_product_followed(plan->scalar, &c->product, follow, &t);
}

static void pool_chunk(const void *context, int chunk) {
  const stage_task *t = context;
  const il_plan *plan = t->plan;
  const entry *e = &plan->schedule->entries[t->stage->first + chunk];
  const compiled *c = &plan->list[e->operation];
  if (c->operation.code == IL_OP_GEMM) {
    il_region regions[IL_UPDATE_REGIONS];
    il_product p = c->product;
    if (e->rows > 0) p = product_rows(plan->scalar, &c->product, e->start, e->start + e->rows);
    p.ahead = regions;
    p.ahead_count = t->updates ? il_fused_regions(plan, chunk, regions) : 0;
    il_product_alone(plan->scalar, &p);
  } else {
    il_kernels(plan->scalar)->sum_rows(c->rows, c->columns, 0, c->columns, c->operation.a, c->operation.result);
  }
  if (t->updates) il_fused_update(plan, chunk);
}

void il_run_pool(const il_plan *plan, const stage *stage, bool updates) {
  const stage_task t = {plan, stage, stage->count, updates};
  il_parallel(t.chunks, pool_chunk, &t);
}
