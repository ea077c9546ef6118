// What operations cost, roughly, in multiply-adds: for choices that no result depends on.
#include "plan.h"

static double window_work(const il_window *w, double rows) {
  const double groups = w->groups < 1 ? 1 : (double)w->groups;
  return rows * (double)(w->out_height * w->out_width * w->outputs) * (double)w->channels / groups *
         (double)(w->kernel_height * w->kernel_width);
}

static double recurrence_work(const il_operation *o, double rows) {
  const double gates = o->kind == IL_CELL_LSTM ? 4 : o->kind == IL_CELL_GRU ? 3 : 1;
  const double steps = (double)o->sizes[0], inputs = (double)o->sizes[1], units = (double)o->sizes[2];
  return rows * steps * gates * units * (inputs + units);
}

double il_work_of(const compiled *c) {
  const il_operation *o = &c->operation;
  const double rows = (double)c->rows, count = rows * (double)c->columns;
  switch (o->code) {
    case IL_OP_GEMM: return count * (double)c->inner;
    case IL_OP_CONVOLVE:
    case IL_OP_CONVOLVE_TO_INPUT:
    case IL_OP_CONVOLVE_TO_WEIGHT: return window_work(&o->window, rows);
    case IL_OP_RECUR: return recurrence_work(o, rows);
    case IL_OP_RECUR_BACKWARD: return 2 * recurrence_work(o, rows);
    case IL_OP_ATTEND:
    case IL_OP_ATTEND_BACKWARD: {
      const double steps = (double)o->sizes[0];
      return rows * steps * steps * (double)(o->sizes[1] * o->sizes[2]) * 2;
    }
    case IL_OP_ACTIVATE:
    case IL_OP_ACTIVATE_BACKWARD:
    case IL_OP_SOFTMAX: return 20 * count;
    default: return c->inner > 1 ? count * (double)c->inner : count;
  }
}

double il_plan_work(il_plan *plan, int64_t batch) {
  // What it costs to begin an operation counts in tiny networks only.
  enum { BEGINNING = 1500 };
  if (plan->batch != batch) il_plan_set_batch(plan, batch);
  double work = 0;
  for (int64_t i = 0; i < plan->start[IL_SECTION_COUNT]; i++) work += BEGINNING + il_work_of(&plan->list[i]);
  return work;
}
