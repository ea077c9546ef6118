// The product's entry: which path a shape takes, and how it is cut for threads. None of it touches a bit.
#include <string.h>

#include "internal.h"

/// A product and the way it is cut: into rectangles of whole tiles.
typedef struct product_task {
  const il_product *product;
  const il_kernel_table *kernels;
  int down, across;
  /// NULL: nothing follows
  il_follower follower;
  const void *context;
} product_task;

/// Start of part `part` of `parts` of a size, whole units each.
static int64_t part_start(int64_t size, int64_t unit, int part, int parts) {
  const int64_t units = (size + unit - 1) / unit, start = units * part / parts * unit;
  return start < size ? start : size;
}

static void product_chunk(const void *context, int chunk) {
  const product_task *t = context;
  const il_product *p = t->product;
  const int64_t tall = t->kernels->panel_rows, wide = t->kernels->panel_columns;
  const int i = chunk / t->across, j = chunk % t->across;
  const int64_t m0 = part_start(p->m, tall, i, t->down), m1 = part_start(p->m, tall, i + 1, t->down);
  const int64_t n0 = part_start(p->n, wide, j, t->across), n1 = part_start(p->n, wide, j + 1, t->across);
  t->kernels->product(p, m0, m1, n0, n1);
  if (t->follower) t->follower(t->context, m0, m1, n0, n1);
}

/// What the largest part of a cut costs, in multiply-adds: its tiles, and what it moves for itself.
static double part_cost(const il_kernel_table *kernels, const il_product *p, int down, int across) {
  const int64_t tall = kernels->panel_rows, wide = kernels->panel_columns;
  const int64_t heights = (p->m + tall - 1) / tall, broad = (p->n + wide - 1) / wide;
  const int64_t rows = (heights + down - 1) / down * tall, columns = (broad + across - 1) / across * wide;
  return (double)rows * (double)columns * (double)p->k + kernels->product_moves(p, rows, columns);
}

/// Cuts a task's product into about `wanted` parts, so that the largest is as cheap as can be.
static void cut(product_task *t, int wanted) {
  double least = part_cost(t->kernels, t->product, 1, 1);
  for (int down = 1; down <= wanted; down++) {
    if (wanted % down != 0) continue;
    const double cost = part_cost(t->kernels, t->product, down, wanted / down);
    if (cost >= least) continue;
    least = cost;
    t->down = down;
    t->across = wanted / down;
  }
}

/// k = 0: C is the initial value.
static void copy_initial(il_scalar scalar, const il_product *p) {
  const size_t size = il_size(scalar), row = (size_t)p->n * size;
  for (int64_t i = 0; i < p->m; i++) {
    char *c = (char *)p->c + (size_t)(i * p->c_row) * size;
    if (p->initial) memmove(c, (const char *)p->initial + (size_t)(i * p->initial_row) * size, row);
    else memset(c, 0, row);
  }
}

/// A column vector is computed as a row, so that the lanes run along m.
static il_product turned(const il_product *p) {
  return (il_product){1, p->m, p->k, p->b, p->b_column, p->b_row, p->a, p->a_column, p->a_row, p->initial,
                      p->initial_row, p->c, p->m};
}

/// A product beyond the small ones.
static void large_product(const il_kernel_table *kernels, const il_product *p, double work, bool alone,
                          il_follower follower, const void *context) {
  product_task task = {p, kernels, 1, 1, follower, context};
  il_product parted = *p;
  if (!alone) {
    const int64_t columns = (p->n + kernels->panel_columns - 1) / kernels->panel_columns;
    const int64_t rows = (p->m + kernels->panel_rows - 1) / kernels->panel_rows;
    const int wanted = il_chunk_count(work, rows * columns);
    if (wanted > 1) cut(&task, wanted);
  }
  if (task.down * task.across > 1) {
    // Each part would fetch all that comes next.
    parted.ahead_count = 0;
    task.product = &parted;
    il_parallel(task.down * task.across, product_chunk, &task);
  } else {
    product_chunk(&task, 0);
  }
}

bool il_product_is_small(il_scalar scalar, const il_product *p) {
  const double work = (double)p->m * (double)p->n * (double)p->k;
  return p->m > 0 && p->n > 0 && p->k > 0 && p->k <= IL_CHUNK && work <= il_kernels(scalar)->small_product_limit;
}

static void run_product(il_scalar scalar, const il_product *p, bool alone, il_follower follower,
                        const void *context) {
  const il_kernel_table *kernels = il_kernels(scalar);
  if (p->m <= 0 || p->n <= 0) return;
  const double work = (double)p->m * (double)p->n * (double)p->k;
  if (p->k <= 0) {
    copy_initial(scalar, p);
  } else if (il_product_is_small(scalar, p) && kernels->small_product(p)) {
    // done
  } else if (p->n == 1 && p->m >= 16 && p->c_row == 1 && (!p->initial || p->initial_row == 1)) {
    const il_product row = turned(p);
    large_product(kernels, &row, work, alone, NULL, NULL);
  } else {
    large_product(kernels, p, work, alone, follower, context);
    return;
  }
  if (follower) follower(context, 0, p->m, 0, p->n);
}

void il_product_run(il_scalar scalar, const il_product *p) { run_product(scalar, p, false, NULL, NULL); }

void il_product_followed(il_scalar scalar, const il_product *p, il_follower follower, const void *context) {
  run_product(scalar, p, false, follower, context);
}

void il_product_alone(il_scalar scalar, const il_product *p) { run_product(scalar, p, true, NULL, NULL); }

void il_gemm(il_scalar scalar, bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k,
             const void *a, int64_t lda, const void *b, int64_t ldb, const void *initial,
             int64_t initial_stride, void *c, int64_t ldc) {
  const il_product p = {m, n, k, a, transpose_a ? 1 : lda, transpose_a ? lda : 1,
                        b, transpose_b ? 1 : ldb, transpose_b ? ldb : 1, initial, initial_stride, c, ldc};
  il_product_run(scalar, &p);
}
