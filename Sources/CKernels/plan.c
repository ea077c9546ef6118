// Plans: the operations of a training step, run many times in one call, without allocation.
#include <stdlib.h>

#include "internal.h"

/// An operation with its sizes worked out for the batch in hand.
typedef struct compiled {
  il_operation operation;
  int64_t rows, columns;
  il_product product;
} compiled;

struct il_plan {
  il_scalar scalar;
  /// rows of the batch that the sizes are worked out for
  int64_t batch;
  int64_t start[IL_SECTION_COUNT + 1];
  compiled list[];
};

il_plan *il_plan_create(il_scalar scalar, const il_operation *operations,
                        const int64_t counts[IL_SECTION_COUNT]) {
  int64_t total = 0;
  for (int s = 0; s < IL_SECTION_COUNT; s++) total += counts[s];
  il_plan *plan = malloc(sizeof *plan + (size_t)total * sizeof(compiled));
  if (!plan) return NULL;
  plan->scalar = scalar;
  plan->batch = -1;
  plan->start[0] = 0;
  for (int s = 0; s < IL_SECTION_COUNT; s++) plan->start[s + 1] = plan->start[s] + counts[s];
  for (int64_t i = 0; i < total; i++) plan->list[i].operation = operations[i];
  return plan;
}

void il_plan_destroy(il_plan *plan) { free(plan); }

/// A size as written, or as so many times the rows of the batch.
static int64_t resolve(int64_t size, int64_t batch) { return size < 0 ? -size * batch : size; }

/// Works all sizes out; batches mostly have the same rows, so this is rare.
static void set_batch(il_plan *plan, int64_t batch) {
  plan->batch = batch;
  for (int64_t i = 0; i < plan->start[IL_SECTION_COUNT]; i++) {
    compiled *c = &plan->list[i];
    const il_operation *o = &c->operation;
    c->rows = resolve(o->rows, batch);
    c->columns = resolve(o->columns, batch);
    c->product = (il_product){
        c->rows, c->columns, resolve(o->inner, batch),
        o->a, o->transpose_a ? 1 : o->stride_a, o->transpose_a ? o->stride_a : 1,
        o->b, o->transpose_b ? 1 : o->stride_b, o->transpose_b ? o->stride_b : 1,
        o->c, o->stride_c, o->result, o->stride_result};
  }
}

/// The learning rate of the step at hand.
static double learning_rate(const il_run *run) {
  return run->learning_rates ? run->learning_rates[run->steps_done] : run->learning_rate;
}

/// Runs one operation; a loss is added to `loss`.
static void run_operation(il_scalar scalar, const compiled *c, const il_run *run, int64_t batch,
                          double *loss) {
  const il_operation *o = &c->operation;
  const int64_t rows = c->rows, columns = c->columns, count = rows * columns;
  const int32_t *index = run->permutation ? run->permutation + run->first_row : NULL;
  switch (o->code) {
    case IL_OP_GATHER_ROWS: il_gather_rows(scalar, rows, columns, o->a, index, o->result); break;
    case IL_OP_GATHER_CLASSES: il_gather_classes(rows, o->a, index, o->result); break;
    case IL_OP_GEMM: il_product_run(scalar, &c->product); break;
    case IL_OP_ACTIVATE:
      il_activate(scalar, (il_activation)o->kind, o->parameter, count, o->a, o->result);
      break;
    case IL_OP_ACTIVATE_BACKWARD:
      il_activate_backward(scalar, (il_activation)o->kind, o->parameter, count, o->a, o->b, o->c, o->result);
      break;
    case IL_OP_SOFTMAX: il_softmax(scalar, rows, columns, o->a, o->result); break;
    case IL_OP_SOFTMAX_BACKWARD: il_softmax_backward(scalar, rows, columns, o->a, o->c, o->result); break;
    case IL_OP_SUM_ROWS: il_sum_rows(scalar, rows, columns, o->a, o->result); break;
    case IL_OP_SUM_COLUMNS: il_sum_columns(scalar, rows, columns, o->a, o->result); break;
    case IL_OP_FILL: il_fill(scalar, count, o->parameter, o->result); break;
    case IL_OP_SCALE: il_scale(scalar, count, o->parameter, o->a, o->result); break;
    case IL_OP_AXPY: il_axpy(scalar, count, o->parameter, o->a, o->result); break;
    case IL_OP_ADD: il_add(scalar, count, o->a, o->b, o->result); break;
    case IL_OP_SUBTRACT: il_subtract(scalar, count, o->a, o->b, o->result); break;
    case IL_OP_MULTIPLY: il_multiply(scalar, count, o->a, o->b, o->result); break;
    case IL_OP_LOSS:
      *loss += il_loss_value(scalar, (il_loss)o->kind, o->parameter, rows, columns, o->a, o->b, o->result);
      break;
    case IL_OP_OPTIMIZE:
      il_optimize(scalar, &o->optimizer, learning_rate(run) * o->parameter, count, o->result, o->a, o->first,
                  o->second, o->powers, o->operands[0]);
      break;
    case IL_OP_CLIP_NORM: il_clip_norm(scalar, count, o->parameter, o->result); break;
    case IL_OP_CLIP_VALUE: il_clip_value(scalar, count, o->parameter, o->result); break;
    case IL_OP_CONVOLVE: il_convolve(scalar, &o->window, rows, o->a, o->b, o->c, o->first, o->result); break;
    case IL_OP_CONVOLVE_TO_INPUT:
      il_convolve_to_input(scalar, &o->window, rows, o->a, o->b, o->c, o->first, o->result);
      break;
    case IL_OP_CONVOLVE_TO_WEIGHT:
      il_convolve_to_weight(scalar, &o->window, rows, o->a, o->b, o->first, o->result);
      break;
    case IL_OP_SUM_CHANNELS:
      il_sum_channels(scalar, rows, columns, c->operation.inner, o->a, o->result);
      break;
    case IL_OP_MAX_POOL: il_max_pool(scalar, &o->window, rows, o->a, o->result); break;
    case IL_OP_MAX_POOL_BACKWARD:
      il_max_pool_backward(scalar, &o->window, rows, o->a, o->b, o->result);
      break;
    case IL_OP_AVERAGE_POOL: il_average_pool(scalar, &o->window, rows, o->a, o->result); break;
    case IL_OP_AVERAGE_POOL_BACKWARD:
      il_average_pool_backward(scalar, &o->window, rows, o->a, o->result);
      break;
    case IL_OP_COPY_COLUMNS: {
      const int64_t size = (int64_t)il_size(scalar);
      il_copy_columns(scalar, rows, columns, (const char *)o->a + o->sizes[0] * size, o->stride_a,
                      (char *)o->result + o->sizes[1] * size, o->stride_result);
      break;
    }
    case IL_OP_CALL:
      if (o->function) o->function(o, run, batch);
      break;
  }
}

static void run_sections(il_plan *plan, const il_run *run, int first, int end, int64_t batch, double *loss) {
  if (plan->batch != batch) set_batch(plan, batch);
  for (int64_t i = plan->start[first]; i < plan->start[end]; i++) {
    run_operation(plan->scalar, &plan->list[i], run, batch, loss);
  }
}

/// Rows of the batch at first_row; 0 at the end of an epoch.
static int64_t current_rows(const il_run *run) {
  const int64_t all = run->dataset_rows;
  if (!run->permutation) return all;
  const int64_t left = all - run->first_row;
  const int64_t wanted = run->batch_rows < 1 || run->batch_rows > all ? all : run->batch_rows;
  return left < wanted ? left : wanted;
}

static bool is_finite(double x) { return x - x == 0; }

/// Forward and loss, then, unless the loss is not finite, backward and update.
static il_run_status run_step(il_plan *plan, il_run *run) {
  if (run->interrupt && __atomic_load_n(run->interrupt, __ATOMIC_RELAXED)) return IL_RUN_INTERRUPTED;
  const int64_t rows = current_rows(run);
  if (rows <= 0) return IL_RUN_EPOCH_END;
  const int first = run->permutation ? IL_SECTION_GATHER : IL_SECTION_FORWARD;
  double loss = 0;
  run_sections(plan, run, first, IL_SECTION_BACKWARD, rows, &loss);
  run->loss = loss;
  if (run->losses) run->losses[run->steps_done] = loss;
  if (!is_finite(loss)) return IL_RUN_DIVERGED;
  run_sections(plan, run, IL_SECTION_BACKWARD, IL_SECTION_COUNT, rows, &loss);
  if (run->permutation) run->first_row += rows;
  run->steps_done++;
  return IL_RUN_DONE;
}

il_run_status il_plan_run(il_plan *plan, il_run *run) {
  run->steps_done = 0;
  run->status = run->dataset_rows < 1 ? IL_RUN_EMPTY : IL_RUN_DONE;
  while (run->status == IL_RUN_DONE && run->steps_done < run->step_count) run->status = run_step(plan, run);
  return run->status;
}

il_run_status il_plan_evaluate(il_plan *plan, il_run *run, uint32_t sections) {
  const int64_t rows = run->dataset_rows < 1 ? 0 : current_rows(run);
  run->steps_done = 0;
  run->loss = 0;
  run->status = run->dataset_rows < 1 ? IL_RUN_EMPTY : rows <= 0 ? IL_RUN_EPOCH_END : IL_RUN_DONE;
  if (run->status != IL_RUN_DONE) return run->status;
  for (int s = run->permutation ? IL_SECTION_GATHER : IL_SECTION_FORWARD; s < IL_SECTION_COUNT; s++) {
    if (sections >> s & 1) run_sections(plan, run, s, s + 1, rows, &run->loss);
  }
  return run->status;
}
