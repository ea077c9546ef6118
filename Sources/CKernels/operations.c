// The entries of everything elementwise and of the sums: cut for threads where large, else passed on.
#include <math.h>
#include <string.h>

#include "range.h"

/// Multiply-adds that one element of an activation costs, roughly: cheap ones are bound by memory.
static double activation_weight(il_activation kind) {
  switch (kind) {
    case IL_IDENTITY:
    case IL_RELU:
    case IL_LEAKY_RELU:
    case IL_HARD_TANH:
    case IL_HARD_SWISH:
    case IL_RELU6:
    case IL_HARD_SIGMOID:
    case IL_SOFTSIGN: return 2;
    default: return 20;
  }
}

void il_elementary_values(il_scalar scalar, il_elementary kind, int64_t count, const void *x, void *y) {
  il_kernels(scalar)->elementary(kind, count, x, y);
}

static void activate_range(const range_task *t, int64_t start, int64_t count) {
  t->kernels->activate((il_activation)t->kind, t->value, count, at(t->x, start, t->size),
                       place(t->result, start, t->size));
}

void il_activate(il_scalar scalar, il_activation kind, double a, int64_t count, const void *x, void *y) {
  const double weight = activation_weight(kind);
  if ((double)count * weight < IL_PARALLEL_COST) {
    il_kernels(scalar)->activate(kind, a, count, x, y);
    return;
  }
  range_task t = {.function = activate_range, .kernels = il_kernels(scalar), .size = il_size(scalar),
                  .count = count, .kind = kind, .value = a, .x = x, .result = y};
  run_range(&t, weight);
}

static void backward_range(const range_task *t, int64_t start, int64_t count) {
  t->kernels->activate_backward((il_activation)t->kind, t->value, count, at(t->x, start, t->size),
                                at(t->y, start, t->size), at(t->z, start, t->size),
                                place(t->result, start, t->size));
}

void il_activate_backward(il_scalar scalar, il_activation kind, double a, int64_t count, const void *x,
                          const void *y, const void *dy, void *dx) {
  const double weight = activation_weight(kind);
  if ((double)count * weight < IL_PARALLEL_COST) {
    il_kernels(scalar)->activate_backward(kind, a, count, x, y, dy, dx);
    return;
  }
  range_task t = {.function = backward_range, .kernels = il_kernels(scalar), .size = il_size(scalar),
                  .count = count, .kind = kind, .value = a, .x = x, .y = y, .z = dy, .result = dx};
  run_range(&t, weight);
}

static void optimize_range(const range_task *t, int64_t start, int64_t count) {
  t->kernels->optimize(t->step, count, place(t->result, start, t->size), at(t->x, start, t->size),
                       place(t->second, start, t->size), place(t->third, start, t->size),
                       place(t->fourth, start, t->size));
}

int il_optimizer_state_count(const il_optimizer *optimizer) {
  switch (optimizer->kind) {
    case IL_SGD: return optimizer->momentum != 0;
    case IL_SGD_NESTEROV:
    case IL_ADAGRAD:
    case IL_LION: return 1;
    case IL_ADAM:
    case IL_ADAMW:
    case IL_NADAM:
    case IL_ADADELTA: return 2;
    case IL_RMSPROP: return 1 + (optimizer->momentum != 0);
  }
  return 0;
}

/// Works the bias corrections out, after the powers have advanced by a step unless they stand already.
static void correct_bias(il_step *step, const il_optimizer *optimizer, double *powers, bool advances) {
  switch (optimizer->kind) {
    case IL_ADAM:
    case IL_ADAMW:
      if (advances) {
        powers[0] *= optimizer->beta1;
        powers[1] *= optimizer->beta2;
      }
      step->step_size = step->learning_rate / (1 - powers[0]);
      break;
    case IL_NADAM: {
      if (advances) powers[2] *= optimizer->momentum;
      const double mean = optimizer->beta1 * (1 - 0.5 * powers[2]);
      const double next = optimizer->beta1 * (1 - 0.5 * (powers[2] * optimizer->momentum));
      if (advances) {
        powers[0] *= mean;
        powers[1] *= optimizer->beta2;
      }
      step->step_size = step->learning_rate * (1 - mean) / (1 - powers[0]);
      step->mean_size = step->learning_rate * next / (1 - powers[0] * next);
      break;
    }
    default: return;
  }
  step->root_correction = sqrt(1 - powers[1]);
}

il_step il_step_of(const il_optimizer *optimizer, double learning_rate, double *powers, bool advances) {
  il_step step = {.kind = optimizer->kind, .learning_rate = learning_rate, .momentum = optimizer->momentum,
                  .weight_decay = optimizer->weight_decay, .epsilon = optimizer->epsilon,
                  .beta1 = optimizer->beta1, .gain1 = 1 - optimizer->beta1,
                  .beta2 = optimizer->beta2, .gain2 = 1 - optimizer->beta2};
  correct_bias(&step, optimizer, powers, advances);
  return step;
}

/// An update row by row.
typedef struct update_task {
  const il_kernel_table *kernels;
  size_t size;
  int64_t rows, columns;
  int chunks;
  const il_step *step;
  void *parameters, *first, *second, *previous, *summaries;
  const void *gradient;
} update_task;

static void update_chunk(const void *context, int chunk) {
  const update_task *t = context;
  const int64_t end = t->rows * (chunk + 1) / t->chunks;
  for (int64_t i = t->rows * chunk / t->chunks; i < end; i++) {
    const int64_t e = i * t->columns;
    void *summary = place(t->summaries, i * IL_ROW_SUMMARY, t->size);
    // A row at a time, while it lies in the nearest cache.
    t->kernels->summarize_gradient(t->columns, at(t->gradient, e, t->size), summary);
    t->kernels->optimize(t->step, t->columns, place(t->parameters, e, t->size), at(t->gradient, e, t->size),
                         place(t->first, e, t->size), place(t->second, e, t->size),
                         place(t->previous, e, t->size));
    t->kernels->summarize_update(t->columns, at(t->parameters, e, t->size), at(t->previous, e, t->size),
                                 summary);
  }
}

void il_optimize_step(il_scalar scalar, const il_step *step, int64_t rows, int64_t columns, void *parameters,
                      const void *gradient, void *first, void *second, void *previous, void *summaries,
                      bool alone) {
  const int64_t count = rows * columns;
  const il_kernel_table *kernels = il_kernels(scalar);
  if (summaries) {
    const int chunks = alone ? 1 : il_chunk_count((double)count * 4, rows);
    const update_task t = {kernels, il_size(scalar), rows, columns, chunks, step, parameters, first, second,
                           previous, summaries, gradient};
    il_parallel(chunks, update_chunk, &t);
  } else if (alone || count * 4 < IL_PARALLEL_COST) {
    kernels->optimize(step, count, parameters, gradient, first, second, previous);
  } else {
    range_task t = {.function = optimize_range, .kernels = kernels, .size = il_size(scalar), .count = count,
                    .x = gradient, .result = parameters, .second = first, .third = second, .fourth = previous,
                    .step = step};
    run_range(&t, 4);
  }
}

void il_optimize(il_scalar scalar, const il_optimizer *optimizer, double learning_rate, int64_t count,
                 void *parameters, const void *gradient, void *first, void *second, double *powers,
                 void *previous) {
  const il_step step = il_step_of(optimizer, learning_rate, powers, true);
  il_optimize_step(scalar, &step, 1, count, parameters, gradient, first, second, previous, NULL, false);
}

void il_summarize_rows(il_scalar scalar, int64_t rows, int64_t columns, const void *x, const void *previous,
                       void *summaries) {
  const il_kernel_table *kernels = il_kernels(scalar);
  const size_t size = il_size(scalar);
  for (int64_t i = 0; i < rows; i++) {
    void *summary = place(summaries, i * IL_ROW_SUMMARY, size);
    const void *row = at(x, i * columns, size);
    if (previous) kernels->summarize_update(columns, row, at(previous, i * columns, size), summary);
    else kernels->summarize_gradient(columns, row, summary);
  }
}

void il_optimize_rows(il_scalar scalar, const il_optimizer *optimizer, double learning_rate, int64_t rows,
                      int64_t columns, void *parameters, const void *gradient, void *first, void *second,
                      double *powers, bool advances, void *previous, void *summaries) {
  const il_step step = il_step_of(optimizer, learning_rate, powers, advances);
  il_optimize_step(scalar, &step, rows, columns, parameters, gradient, first, second, previous, summaries, false);
}

/// A call on whole rows.
typedef struct rows_task {
  const il_kernel_table *kernels;
  size_t size;
  int64_t rows, columns;
  int chunks;
  const void *x;
  void *result;
} rows_task;

static void softmax_chunk(const void *context, int chunk) {
  const rows_task *t = context;
  const int64_t start = t->rows * chunk / t->chunks, end = t->rows * (chunk + 1) / t->chunks;
  const int64_t first = start * t->columns;
  t->kernels->softmax(end - start, t->columns, at(t->x, first, t->size), place(t->result, first, t->size));
}

void il_softmax(il_scalar scalar, int64_t rows, int64_t columns, const void *x, void *y) {
  const int chunks = il_chunk_count((double)rows * (double)columns * 20, rows);
  const rows_task t = {il_kernels(scalar), il_size(scalar), rows, columns, chunks, x, y};
  il_parallel(chunks, softmax_chunk, &t);
}

void il_softmax_backward(il_scalar scalar, int64_t rows, int64_t columns, const void *y, const void *dy,
                         void *dx) {
  il_kernels(scalar)->softmax_backward(rows, columns, y, dy, dx);
}

double il_loss_value(il_scalar scalar, il_loss kind, double delta, int64_t rows, int64_t columns,
                     const void *prediction, const void *target, void *gradient) {
  return il_kernels(scalar)->loss(kind, delta, rows, columns, prediction, target, gradient);
}

static void sum_rows_chunk(const void *context, int chunk) {
  const rows_task *t = context;
  const int64_t pieces = (t->columns + 15) / 16;
  const int64_t start = pieces * chunk / t->chunks * 16;
  int64_t end = pieces * (chunk + 1) / t->chunks * 16;
  if (end > t->columns) end = t->columns;
  t->kernels->sum_rows(t->rows, t->columns, start, end, t->x, t->result);
}

void il_sum_rows(il_scalar scalar, int64_t rows, int64_t columns, const void *x, void *result) {
  if (rows * columns < IL_PARALLEL_COST) {
    il_kernels(scalar)->sum_rows(rows, columns, 0, columns, x, result);
    return;
  }
  const int chunks = il_chunk_count((double)rows * (double)columns, (columns + 15) / 16);
  const rows_task t = {il_kernels(scalar), il_size(scalar), rows, columns, chunks, x, result};
  il_parallel(chunks, sum_rows_chunk, &t);
}

void il_sum_columns(il_scalar scalar, int64_t rows, int64_t columns, const void *x, void *result) {
  il_kernels(scalar)->sum_columns(rows, columns, x, result);
}

double il_sum(il_scalar scalar, int64_t count, const void *x) { return il_kernels(scalar)->sum(count, x); }

double il_sum_of_squares(il_scalar scalar, int64_t count, const void *x) {
  return il_kernels(scalar)->dot(count, x, x);
}

double il_dot(il_scalar scalar, int64_t count, const void *x, const void *y) {
  return il_kernels(scalar)->dot(count, x, y);
}

double il_norm(il_scalar scalar, int64_t count, const void *x) {
  return sqrt(il_sum_of_squares(scalar, count, x));
}
