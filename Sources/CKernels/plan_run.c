// Runs of a plan: training steps, many in one call and without allocation, and looks at parts of one.
#include "plan.h"

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

void il_run_lbfgs(il_plan *plan, const compiled *c, const il_run *run, int64_t batch, double loss) {
  const il_operation *o = &c->operation;
  trial_context context = {plan, run, batch};
  const il_lbfgs method = {.count = c->rows * c->columns, .history = o->sizes[0],
                           .searches = o->sizes[1] != 0, .learning_rate = il_learning_rate(run),
                           .parameters = o->result, .gradient = o->a, .previous = o->operands[0],
                           .numbers = o->first, .scalars = o->powers};
  il_lbfgs_step(plan->scalar, &method, loss, loss_again, &context);
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
          il_run_list(plan, run, operation, operation + 1, batch, loss);
        }
    }
  }
}

static void run_sections(il_plan *plan, const il_run *run, int first, int end, int64_t batch, double *loss) {
  if (plan->batch != batch) il_plan_set_batch(plan, batch);
  if (il_threads() < 2 || run->shuffles) {
    il_run_list(plan, run, plan->start[first], plan->start[end], batch, loss);
    return;
  }
  if (!plan->schedule || plan->schedule->batch < batch) il_schedule_make(plan);
  if (!plan->schedule || plan->schedule->stage_count == 0) {
    il_run_list(plan, run, plan->start[first], plan->start[end], batch, loss);
    return;
  }
  for (int section = first; section < end; section++) {
    const schedule *s = plan->schedule;
    if (s->end[section] > s->start[section]) run_stages(plan, run, section, batch, false, loss);
    else il_run_list(plan, run, plan->start[section], plan->start[section + 1], batch, loss);
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
  il_fusion_begin(plan, il_learning_rate(run));
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
