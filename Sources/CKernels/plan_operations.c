// What each operation of a plan runs, family by family.
#include "plan.h"

/// The groups of a norm, from the sizes of its record.
static il_grouping grouping_of(const il_operation *o) {
  return (il_grouping){o->sizes[0], o->sizes[1], o->sizes[2], o->sizes[3],
                       o->sizes[4], o->sizes[5] != 0, o->sizes[6] != 0};
}

/// Runs an operation of normalizing, scaling or dropping.
static void run_normalization(il_scalar scalar, const compiled *c, const il_run *run) {
  const il_operation *o = &c->operation;
  const int64_t rows = c->rows, columns = c->columns, inner = c->inner;
  void *const *operands = o->operands;
  const il_grouping groups = grouping_of(o);
  switch (o->code) {
    case IL_OP_BATCH_NORM: {
      const bool past = run->evaluates;
      il_batch_norm(scalar, rows, columns, inner, o->parameter, o->a, o->b, o->c, past ? operands[1] : NULL,
                    past ? operands[2] : NULL, operands[0], o->result);
      break;
    }
    case IL_OP_BATCH_NORM_BACKWARD:
      il_batch_norm_backward(scalar, rows, columns, inner, o->parameter, run->evaluates && operands[1], o->a,
                             o->c, o->b, operands[0], operands[2], operands[3], operands[4]);
      break;
    case IL_OP_BATCH_NORM_UPDATE:
      il_batch_norm_update(scalar, columns, rows * inner, o->parameter, operands[0], operands[1],
                           operands[2]);
      break;
    case IL_OP_GROUP_NORM:
      il_group_norm(scalar, &groups, rows, o->parameter, o->a, o->b, o->c, operands[0], o->result);
      break;
    case IL_OP_GROUP_NORM_BACKWARD:
      il_group_norm_backward(scalar, &groups, rows, o->a, o->c, o->b, operands[0], o->result);
      break;
    case IL_OP_GROUP_NORM_TO_AFFINE:
      il_group_norm_to_affine(scalar, &groups, rows, o->a, o->c, operands[0], operands[1], operands[2]);
      break;
    case IL_OP_DROPOUT: {
      const int64_t step = run->first_step + run->steps_done;
      if (run->evaluates) il_scale(scalar, rows * columns, 1, o->a, o->result);
      else il_dropout(scalar, o->key, step, o->parameter, rows * columns, o->a, o->result);
      break;
    }
    case IL_OP_SCALE_CHANNELS: il_scale_channels(scalar, rows, columns, inner, o->a, o->b, o->result); break;
    case IL_OP_SCALE_CHANNELS_TO_FACTOR:
      il_scale_channels_to_factor(scalar, rows, columns, inner, o->a, o->c, o->result);
      break;
    default: break;
  }
}

/// Fetches the rows of the batch at hand.
static void run_gathering(il_scalar scalar, const compiled *c, const il_run *run) {
  const il_operation *o = &c->operation;
  const int64_t rows = c->rows, columns = c->columns;
  const int32_t *index = run->permutation ? run->permutation + run->first_row : NULL;
  switch (o->code) {
    case IL_OP_GATHER_ROWS: il_gather_rows(scalar, rows, columns, o->a, index, o->result); break;
    case IL_OP_GATHER_CLASSES: il_gather_classes(rows, columns, o->a, index, o->result); break;
    case IL_OP_GATHER_CONVERTED:
      il_gather_converted(scalar, (il_stored)o->kind, rows, columns, o->a, index, o->result);
      break;
    case IL_OP_GATHER_ONE_HOT:
      il_gather_one_hot(scalar, rows, columns, o->inner, o->a, index, o->result);
      break;
    default: break;
  }
}

/// Runs an operation on single numbers or on rows of them.
static void run_arithmetic(il_scalar scalar, const compiled *c) {
  const il_operation *o = &c->operation;
  const int64_t rows = c->rows, columns = c->columns, count = rows * columns;
  switch (o->code) {
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
    case IL_OP_SUM_CHANNELS: il_sum_channels(scalar, rows, columns, o->inner, o->a, o->result); break;
    case IL_OP_FILL: il_fill(scalar, count, o->parameter, o->result); break;
    case IL_OP_SCALE: il_scale(scalar, count, o->parameter, o->a, o->result); break;
    case IL_OP_AXPY: il_axpy(scalar, count, o->parameter, o->a, o->result); break;
    case IL_OP_ADD: il_add(scalar, count, o->a, o->b, o->result); break;
    case IL_OP_SUBTRACT: il_subtract(scalar, count, o->a, o->b, o->result); break;
    case IL_OP_MULTIPLY: il_multiply(scalar, count, o->a, o->b, o->result); break;
    case IL_OP_COPY_COLUMNS: {
      const int64_t size = (int64_t)il_size(scalar);
      il_copy_columns(scalar, rows, columns, (const char *)o->a + o->sizes[0] * size, o->stride_a,
                      (char *)o->result + o->sizes[1] * size, o->stride_result);
      break;
    }
    default: break;
  }
}

/// Runs an operation under a window.
static void run_window(il_scalar scalar, const compiled *c) {
  const il_operation *o = &c->operation;
  const il_window *w = &o->window;
  const int64_t rows = c->rows;
  switch (o->code) {
    case IL_OP_CONVOLVE: il_convolve(scalar, w, rows, o->a, o->b, o->c, o->result); break;
    case IL_OP_CONVOLVE_TO_INPUT: il_convolve_to_input(scalar, w, rows, o->a, o->b, o->c, o->result); break;
    case IL_OP_CONVOLVE_TO_WEIGHT: il_convolve_to_weight(scalar, w, rows, o->a, o->b, o->result); break;
    case IL_OP_MAX_POOL: il_max_pool(scalar, w, rows, o->a, o->result); break;
    case IL_OP_MAX_POOL_BACKWARD: il_max_pool_backward(scalar, w, rows, o->a, o->b, o->result); break;
    case IL_OP_AVERAGE_POOL: il_average_pool(scalar, w, rows, o->a, o->result); break;
    case IL_OP_AVERAGE_POOL_BACKWARD: il_average_pool_backward(scalar, w, rows, o->a, o->result); break;
    default: break;
  }
}

/// Runs an operation of the update.
static void run_update(il_scalar scalar, const compiled *c, const il_run *run) {
  const il_operation *o = &c->operation;
  const int64_t rows = c->rows, columns = c->columns, count = rows * columns;
  switch (o->code) {
    case IL_OP_OPTIMIZE: {
      const double rate = il_learning_rate(run) * o->parameter;
      if (o->operands[1] || o->kind) {
        il_optimize_rows(scalar, &o->optimizer, rate, rows, columns, o->result, o->a, o->first, o->second,
                         o->powers, o->kind == 0, o->operands[0], o->operands[1]);
      } else {
        il_optimize(scalar, &o->optimizer, rate, count, o->result, o->a, o->first, o->second, o->powers,
                    o->operands[0]);
      }
      break;
    }
    case IL_OP_CLIP_NORM: il_clip_norm(scalar, count, o->parameter, o->result); break;
    case IL_OP_CLIP_VALUE: il_clip_value(scalar, count, o->parameter, o->result); break;
    case IL_OP_SUMMARIZE_ROWS: il_summarize_rows(scalar, rows, columns, o->a, o->b, o->result); break;
    default: break;
  }
}

/// Runs one operation; a loss is added to `loss`.
static void run_operation(il_scalar scalar, const compiled *c, const il_run *run, int64_t batch,
                          double *loss) {
  const il_operation *o = &c->operation;
  switch (o->code) {
    case IL_OP_GATHER_ROWS: case IL_OP_GATHER_CLASSES: case IL_OP_GATHER_CONVERTED:
    case IL_OP_GATHER_ONE_HOT: run_gathering(scalar, c, run); break;
    case IL_OP_GEMM:
      if (run->shuffles) il_product_shuffled(scalar, &c->product);
      else il_product_run(scalar, &c->product);
      break;
    case IL_OP_ACTIVATE: case IL_OP_ACTIVATE_BACKWARD: case IL_OP_SOFTMAX: case IL_OP_SOFTMAX_BACKWARD:
    case IL_OP_SUM_ROWS: case IL_OP_SUM_COLUMNS: case IL_OP_SUM_CHANNELS: case IL_OP_FILL: case IL_OP_SCALE:
    case IL_OP_AXPY: case IL_OP_ADD: case IL_OP_SUBTRACT: case IL_OP_MULTIPLY:
    case IL_OP_COPY_COLUMNS: run_arithmetic(scalar, c); break;
    case IL_OP_LOSS:
      *loss += il_loss_value(scalar, (il_loss)o->kind, o->parameter, c->rows, c->columns, o->a, o->b, o->result);
      break;
    case IL_OP_OPTIMIZE: case IL_OP_CLIP_NORM: case IL_OP_CLIP_VALUE:
    case IL_OP_SUMMARIZE_ROWS: run_update(scalar, c, run); break;
    case IL_OP_LBFGS: break;  // runs other operations: see il_run_lbfgs
    case IL_OP_CONVOLVE: case IL_OP_CONVOLVE_TO_INPUT: case IL_OP_CONVOLVE_TO_WEIGHT: case IL_OP_MAX_POOL:
    case IL_OP_MAX_POOL_BACKWARD: case IL_OP_AVERAGE_POOL:
    case IL_OP_AVERAGE_POOL_BACKWARD: run_window(scalar, c); break;
    case IL_OP_BATCH_NORM: case IL_OP_BATCH_NORM_BACKWARD: case IL_OP_BATCH_NORM_UPDATE:
    case IL_OP_GROUP_NORM: case IL_OP_GROUP_NORM_BACKWARD: case IL_OP_GROUP_NORM_TO_AFFINE:
    case IL_OP_DROPOUT: case IL_OP_SCALE_CHANNELS:
    case IL_OP_SCALE_CHANNELS_TO_FACTOR: run_normalization(scalar, c, run); break;
    case IL_OP_RECUR: case IL_OP_RECUR_BACKWARD: case IL_OP_ATTEND: case IL_OP_ATTEND_BACKWARD:
    case IL_OP_EMBED: case IL_OP_EMBED_BACKWARD: case IL_OP_ADD_ROW: case IL_OP_MEAN_STEPS:
    case IL_OP_MEAN_STEPS_BACKWARD:
    case IL_OP_SINUSOIDS: il_sequence_operation(scalar, o, c->rows, c->columns); break;
    case IL_OP_CALL:
      if (o->function) o->function(o, run, batch);
      break;
  }
}

/// Runs a small operation at once, without a look at threads; false: it has to be run as others are.
static bool run_small(const il_kernel_table *kernels, const compiled *c) {
  const il_operation *o = &c->operation;
  switch (o->code) {
    case IL_OP_GEMM: return kernels->small_product(&c->product);
    case IL_OP_ACTIVATE:
      kernels->activate((il_activation)o->kind, o->parameter, c->rows * c->columns, o->a, o->result);
      return true;
    case IL_OP_ACTIVATE_BACKWARD:
      kernels->activate_backward((il_activation)o->kind, o->parameter, c->rows * c->columns, o->a, o->b, o->c,
                                 o->result);
      return true;
    case IL_OP_SUM_ROWS: kernels->sum_rows(c->rows, c->columns, 0, c->columns, o->a, o->result); return true;
    default: return false;
  }
}

void il_run_list(il_plan *plan, const il_run *run, int64_t first, int64_t end, int64_t batch, double *loss) {
  const il_kernel_table *kernels = il_kernels(plan->scalar);
  for (int64_t i = first; i < end; i++) {
    const compiled *c = &plan->list[i];
    if (c->is_small && !run->shuffles && run_small(kernels, c)) continue;
    if (c->operation.code == IL_OP_LBFGS) il_run_lbfgs(plan, c, run, batch, *loss);
    else run_operation(plan->scalar, c, run, batch, loss);
  }
}
