// Small networks as plans: their parts, and how they are trained.
#include "network.h"

#include <stdlib.h>
#include <string.h>

network network_of(bits *b, il_optimizer optimizer) {
  network n = {.b = b, .optimizer = optimizer};
  for (int i = 0; i < MOST_PARAMETERS * 3; i++) n.powers[i / 3][i % 3] = 1;
  return n;
}

void network_add(network *n, il_section section, il_operation operation) {
  if (n->counts[section] == MOST_OPERATIONS) abort();
  n->operations[section][n->counts[section]++] = operation;
}

parameter network_parameter(network *n, int64_t rows, int64_t columns, double scale) {
  if (n->parameter_count == MOST_PARAMETERS) abort();
  const int64_t count = rows * columns;
  const parameter p = {bits_numbers(n->b, count, scale), bits_room(n->b, count), count};
  n->parameters[n->parameter_count++] = p;
  if (n->updates == UPDATES_ELSEWHERE) return p;
  const bool by_rows = n->updates == UPDATES_BY_ROWS;
  il_operation update = {.code = IL_OP_OPTIMIZE, .rows = rows, .columns = columns, .result = p.value,
                         .a = p.gradient, .parameter = 1, .optimizer = n->optimizer,
                         .powers = n->powers[by_rows ? 0 : n->parameter_count - 1],
                         .first = bits_zeros(n->b, count), .second = bits_zeros(n->b, count),
                         .kind = by_rows && n->parameter_count > 1};
  update.operands[0] = bits_room(n->b, count);
  if (by_rows) update.operands[1] = bits_room(n->b, rows * IL_ROW_SUMMARY);
  network_add(n, IL_SECTION_UPDATE, update);
  return p;
}

void network_dense(network *n, int64_t rows, int64_t fan, int64_t width, const void *x, parameter weight,
                   parameter bias, void *y) {
  network_add(n, IL_SECTION_FORWARD,
              (il_operation){.code = IL_OP_GEMM, .rows = rows, .columns = width, .inner = fan, .a = x,
                             .stride_a = fan, .b = weight.value, .stride_b = fan, .transpose_b = true,
                             .c = bias.value, .result = y, .stride_result = width});
}

void network_dense_backward(network *n, int64_t rows, int64_t fan, int64_t width, const void *x,
                            const void *dy, parameter weight, parameter bias, void *dx) {
  network_add(n, IL_SECTION_BACKWARD,
              (il_operation){.code = IL_OP_GEMM, .rows = width, .columns = fan, .inner = rows, .a = dy,
                             .stride_a = width, .transpose_a = true, .b = x, .stride_b = fan,
                             .result = weight.gradient, .stride_result = fan});
  network_add(n, IL_SECTION_BACKWARD,
              (il_operation){.code = IL_OP_SUM_ROWS, .rows = rows, .columns = width, .a = dy,
                             .result = bias.gradient});
  if (!dx) return;
  network_add(n, IL_SECTION_BACKWARD,
              (il_operation){.code = IL_OP_GEMM, .rows = rows, .columns = fan, .inner = width, .a = dy,
                             .stride_a = width, .b = weight.value, .stride_b = fan, .result = dx,
                             .stride_result = fan});
}

static il_plan *make_plan(const network *n) {
  il_operation list[IL_SECTION_COUNT * MOST_OPERATIONS];
  int64_t count = 0;
  for (int s = 0; s < IL_SECTION_COUNT; s++) {
    memcpy(list + count, n->operations[s], (size_t)n->counts[s] * sizeof *list);
    count += n->counts[s];
  }
  return il_plan_create(n->b->scalar, list, n->counts);
}

/// An order of all samples (Fisher and Yates).
static int32_t *order_of(bits *b, int64_t samples) {
  int32_t *order = bits_indices(b, samples, 1);
  for (int64_t i = 0; i < samples; i++) {
    const int64_t other = bits_below(b, i + 1);
    order[i] = order[other];
    order[other] = (int32_t)i;
  }
  return order;
}

void network_train(network *n, int64_t samples, int64_t batch, int64_t steps, bool shuffles) {
  il_plan *plan = make_plan(n);
  if (!plan) abort();
  double losses[64];
  il_run run = {.dataset_rows = samples, .batch_rows = batch, .permutation = order_of(n->b, samples),
                .learning_rate = 0.02, .losses = losses, .shuffles = shuffles};
  // What a plan thinks it costs decides how often states are kept.
  bits_take_double(n->b, il_plan_work(plan, batch));
  while (run.first_step < steps) {
    run.step_count = steps - run.first_step;
    const il_run_status status = il_plan_run(plan, &run);
    for (int64_t i = 0; i < run.steps_done; i++) bits_take_double(n->b, losses[i]);
    run.first_step += run.steps_done;
    if (status == IL_RUN_EPOCH_END) run.first_row = 0;
    else if (status != IL_RUN_DONE) abort();
  }
  run.first_row = 0;
  run.evaluates = true;
  il_plan_evaluate(plan, &run, IL_SECTIONS_TO_BACKWARD);
  bits_take_double(n->b, run.loss);
  for (int i = 0; i < n->parameter_count; i++) {
    bits_take(n->b, n->parameters[i].count, n->parameters[i].value);
    bits_take(n->b, n->parameters[i].count, n->parameters[i].gradient);
  }
  il_plan_destroy(plan);
}
