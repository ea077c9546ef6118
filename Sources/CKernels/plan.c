// Plans: the operations of a training step, run many times in one call, without allocation.
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

/// The learning rate of the step at hand.
static double learning_rate(const il_run *run) {
  return run->learning_rates ? run->learning_rates[run->steps_done] : run->learning_rate;
}

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

/// Runs one operation; a loss is added to `loss`.
static void run_operation(il_scalar scalar, const compiled *c, const il_run *run, int64_t batch,
                          double *loss) {
  const il_operation *o = &c->operation;
  const int64_t rows = c->rows, columns = c->columns, count = rows * columns;
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
    case IL_OP_GEMM:
      if (run->shuffles) il_product_shuffled(scalar, &c->product);
      else il_product_run(scalar, &c->product);
      break;
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
      if (o->operands[1] || o->kind) {
        il_optimize_rows(scalar, &o->optimizer, learning_rate(run) * o->parameter, rows, columns, o->result,
                         o->a, o->first, o->second, o->powers, o->kind == 0, o->operands[0], o->operands[1]);
        break;
      }
      il_optimize(scalar, &o->optimizer, learning_rate(run) * o->parameter, count, o->result, o->a, o->first,
                  o->second, o->powers, o->operands[0]);
      break;
    case IL_OP_CLIP_NORM: il_clip_norm(scalar, count, o->parameter, o->result); break;
    case IL_OP_CLIP_VALUE: il_clip_value(scalar, count, o->parameter, o->result); break;
    case IL_OP_CONVOLVE: il_convolve(scalar, &o->window, rows, o->a, o->b, o->c, o->result); break;
    case IL_OP_CONVOLVE_TO_INPUT:
      il_convolve_to_input(scalar, &o->window, rows, o->a, o->b, o->c, o->result);
      break;
    case IL_OP_CONVOLVE_TO_WEIGHT:
      il_convolve_to_weight(scalar, &o->window, rows, o->a, o->b, o->result);
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
    case IL_OP_BATCH_NORM:
    case IL_OP_BATCH_NORM_BACKWARD:
    case IL_OP_BATCH_NORM_UPDATE:
    case IL_OP_GROUP_NORM:
    case IL_OP_GROUP_NORM_BACKWARD:
    case IL_OP_GROUP_NORM_TO_AFFINE:
    case IL_OP_DROPOUT:
    case IL_OP_SCALE_CHANNELS:
    case IL_OP_SCALE_CHANNELS_TO_FACTOR: run_normalization(scalar, c, run); break;
    case IL_OP_LBFGS: break;  // runs other operations: see run_sections
    case IL_OP_SUMMARIZE_ROWS: il_summarize_rows(scalar, rows, columns, o->a, o->b, o->result); break;
    case IL_OP_RECUR:
    case IL_OP_RECUR_BACKWARD:
    case IL_OP_ATTEND:
    case IL_OP_ATTEND_BACKWARD:
    case IL_OP_EMBED:
    case IL_OP_EMBED_BACKWARD:
    case IL_OP_ADD_ROW:
    case IL_OP_MEAN_STEPS:
    case IL_OP_MEAN_STEPS_BACKWARD:
    case IL_OP_SINUSOIDS: il_sequence_operation(scalar, o, rows, columns); break;
    case IL_OP_CALL:
      if (o->function) o->function(o, run, batch);
      break;
  }
}

static void run_sections(il_plan *plan, const il_run *run, int first, int end, int64_t batch, double *loss);

/// What the trials of a quasi-Newton step compute again.
typedef struct trial_context {
  il_plan *plan;
  const il_run *run;
  int64_t batch;
} trial_context;

/// Loss and gradients of the present parameters on the batch at hand.
static double loss_again(void *context) {
  const trial_context *t = context;
  double loss = 0;
  run_sections(t->plan, t->run, IL_SECTION_FORWARD, IL_SECTION_UPDATE, t->batch, &loss);
  return loss;
}

static void run_lbfgs(il_plan *plan, const compiled *c, const il_run *run, int64_t batch, double loss) {
  const il_operation *o = &c->operation;
  trial_context context = {plan, run, batch};
  const il_lbfgs method = {.count = c->rows * c->columns, .history = o->sizes[0],
                           .searches = o->sizes[1] != 0, .learning_rate = learning_rate(run),
                           .parameters = o->result, .gradient = o->a, .previous = o->operands[0],
                           .numbers = o->first, .scalars = o->powers};
  il_lbfgs_step(plan->scalar, &method, loss, loss_again, &context);
}

/// Runs operations first..<end, one after the other.
static void run_list(il_plan *plan, const il_run *run, int64_t first, int64_t end, int64_t batch, double *loss) {
  const il_kernel_table *kernels = il_kernels(plan->scalar);
  for (int64_t i = first; i < end; i++) {
    const compiled *c = &plan->list[i];
    if (c->is_small && !run->shuffles && run_small(kernels, c)) continue;
    if (c->operation.code == IL_OP_LBFGS) run_lbfgs(plan, c, run, batch, *loss);
    else run_operation(plan->scalar, c, run, batch, loss);
  }
}

/// Runs a section stage by stage, the last pool with its updates or without.
static void run_stages(il_plan *plan, const il_run *run, int section, int64_t batch, bool updates, double *loss) {
  const schedule *s = plan->schedule;
  for (int i = s->start[section]; i < s->end[section]; i++) {
    const stage *stage = &s->stages[i];
    switch (stage->kind) {
      case STAGE_ROWS: il_run_chain(plan, stage); break;
      case STAGE_POOL: il_run_pool(plan, stage, updates && i == s->end[section] - 1); break;
      case STAGE_FOLLOWED: il_run_followed(plan, stage); break;
      case STAGE_SINGLE:
        for (int j = 0; j < stage->count; j++) {
          const int operation = s->entries[stage->first + j].operation;
          run_list(plan, run, operation, operation + 1, batch, loss);
        }
    }
  }
}

static void run_sections(il_plan *plan, const il_run *run, int first, int end, int64_t batch, double *loss) {
  if (plan->batch != batch) il_plan_set_batch(plan, batch);
  if (il_threads() < 2 || run->shuffles) {
    run_list(plan, run, plan->start[first], plan->start[end], batch, loss);
    return;
  }
  if (!plan->schedule || plan->schedule->batch < batch) il_schedule_make(plan);
  if (!plan->schedule || plan->schedule->stage_count == 0) {
    run_list(plan, run, plan->start[first], plan->start[end], batch, loss);
    return;
  }
  for (int section = first; section < end; section++) {
    const schedule *s = plan->schedule;
    if (s->end[section] > s->start[section]) run_stages(plan, run, section, batch, false, loss);
    else run_list(plan, run, plan->start[section], plan->start[section + 1], batch, loss);
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

/// The way back, and the update: each gradient's at once where that may be.
static void run_learning(il_plan *plan, const il_run *run, int64_t batch, double *loss) {
  const schedule *s = plan->schedule;
  if (il_threads() < 2 || run->shuffles || !s || s->batch < batch || !s->fusion) {
    run_sections(plan, run, IL_SECTION_BACKWARD, IL_SECTION_COUNT, batch, loss);
    return;
  }
  il_fusion_begin(plan, learning_rate(run));
  run_stages(plan, run, IL_SECTION_BACKWARD, batch, true, loss);
  il_fusion_end(plan);
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
  run_learning(plan, run, rows, &loss);
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
