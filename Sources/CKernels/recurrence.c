// Recurrences: the inputs' part of all time steps is one product; then each thread takes some samples through
// time, since samples do not see each other. All arrays of the memory are time-major: [steps, rows, ...].
#include <string.h>

#include "internal.h"

int64_t il_cell_gates(il_cell cell) { return cell == IL_CELL_LSTM ? 4 : cell == IL_CELL_GRU ? 3 : 1; }

/// Numbers beside gates and states that a cell keeps for each sample and step.
static int64_t extra_size(il_cell cell, int64_t units) {
  return cell == IL_CELL_LSTM ? units : cell == IL_CELL_GRU ? 3 * units : 0;
}

int64_t il_recurrence_memory(il_cell cell, int64_t steps, int64_t inputs, int64_t units) {
  const int64_t gates = il_cell_gates(cell) * units, extra = extra_size(cell, units);
  const int64_t cells = cell == IL_CELL_LSTM ? (steps + 2) * units : 0;
  return steps * (gates + extra) + (steps + 2) * units + cells + steps * inputs;
}

int64_t il_recurrence_slopes(il_cell cell, int64_t steps, int64_t units) {
  // Of gru those of the units' part, too.
  return steps * il_cell_gates(cell) * units * (cell == IL_CELL_GRU ? 2 : 1);
}

int64_t il_recurrence_workspace(il_cell cell, int64_t units) {
  // Panels round their columns up to a vector, the widest of which has 16 numbers; then the biases' sum.
  return il_cell_gates(cell) * units * (units + 17);
}

/// A recurrence with the places of its arrays.
typedef struct recurrence_run {
  const il_recurrence *r;
  const il_kernel_table *kernels;
  il_scalar scalar;
  size_t size;
  int64_t rows, gates;
  int chunks;
  /// [steps, rows, G H]: gates after their activation, and the slopes of their sums, perhaps in the same place
  char *gate_values, *gate_slopes;
  /// tanh(c) of lstm [steps, rows, H]; units' part of the sums of gru [steps, rows, G H]
  char *extra;
  /// [steps, rows, G H]: slopes of the units' part, perhaps in its place; the gates' own but in gru
  char *own_slopes;
  /// [steps + 1, rows, H]: h, and c of lstm, the zeros before the first step included
  char *states, *cells;
  /// [rows, H]
  char *state_slope, *cell_slope;
  /// [steps, rows, I]: x, and when nothing needs it any longer, its slopes
  char *inputs;
  char *panels, *bias;
} recurrence_run;

static char *take(char **next, const recurrence_run *run, int64_t count) {
  char *place = *next;
  *next += (size_t)(count * run->rows) * run->size;
  return place;
}

static recurrence_run lay_out(il_scalar scalar, const il_recurrence *r, int64_t rows) {
  const int64_t gates = il_cell_gates(r->cell) * r->units;
  recurrence_run run = {.r = r, .kernels = il_kernels(scalar), .scalar = scalar, .size = il_size(scalar),
                        .rows = rows, .gates = gates};
  // Gates, then the units' part of gru, as the slopes lie: each cell reads its own before it writes them.
  // The way forward has none.
  char *next = r->memory, *slopes = r->slopes ? r->slopes : r->memory;
  run.gate_values = take(&next, &run, r->steps * gates);
  run.extra = take(&next, &run, r->steps * extra_size(r->cell, r->units));
  run.gate_slopes = run.own_slopes = slopes;
  if (r->cell == IL_CELL_GRU) run.own_slopes += run.extra - run.gate_values;
  run.states = take(&next, &run, (r->steps + 1) * r->units);
  run.state_slope = take(&next, &run, r->units);
  run.cells = take(&next, &run, r->cell == IL_CELL_LSTM ? (r->steps + 1) * r->units : 0);
  run.cell_slope = take(&next, &run, r->cell == IL_CELL_LSTM ? r->units : 0);
  run.inputs = take(&next, &run, r->steps * r->inputs);
  run.panels = r->workspace;
  run.bias = run.panels + (size_t)(gates * (r->units + 16)) * run.size;
  const double work = (double)rows * (double)r->steps * (double)gates * (double)(r->units + 20);
  // Fewer than four samples at a time would read the weights too often.
  run.chunks = il_chunk_count(work, (rows + 3) / 4);
  return run;
}

/// Row 0 of step t of an array [steps, rows, width].
static char *step_at(const recurrence_run *run, char *array, int64_t t, int64_t width) {
  return array + (size_t)(t * run->rows * width) * run->size;
}

/// The arrays of step t.
static il_cell_step step_of(const recurrence_run *run, int64_t t) {
  const il_recurrence *r = run->r;
  const int64_t h = r->units, g = run->gates;
  return (il_cell_step){
      .cell = r->cell,
      .units = h,
      .gate_count = il_cell_gates(r->cell),
      .gates = step_at(run, run->gate_values, t, g),
      .before = step_at(run, run->states, t, h),
      .state = step_at(run, run->states, t + 1, h),
      .cell_before = step_at(run, run->cells, t, h),
      .cell_state = step_at(run, run->cells, t + 1, h),
      .extra = step_at(run, run->extra, t, r->cell == IL_CELL_GRU ? g : h),
      .dstate = run->state_slope,
      .dcell = run->cell_slope,
      .dgates = step_at(run, run->gate_slopes, t, g),
      .dextra = step_at(run, run->own_slopes, t, g),
      .out_row = r->sequence ? r->steps * h : h,
  };
}

/// Where step t of an output [rows, T, H], or of the last state [rows, H], lies; NULL: nowhere.
static char *output_at(const recurrence_run *run, const void *y, int64_t t) {
  if (run->r->sequence) return (char *)y + (size_t)(t * run->r->units) * run->size;
  return t == run->r->steps - 1 ? (char *)y : NULL;
}

/// The units' part of a step: added to the inputs' part, but kept apart for gru.
static il_product unit_product(const recurrence_run *run, const il_cell_step *step) {
  const il_recurrence *r = run->r;
  const bool apart = r->cell == IL_CELL_GRU;
  void *sums = apart ? step->extra : step->gates;
  return (il_product){run->rows, run->gates, r->units, step->before, r->units, 1, r->weight_hh, 1, r->units,
                      apart ? r->bias_hh : sums, apart ? 0 : run->gates, sums, run->gates};
}

static void zero_rows(const recurrence_run *run, char *array, int64_t first, int64_t end) {
  const size_t row = (size_t)run->r->units * run->size;
  memset(array + (size_t)first * row, 0, (size_t)(end - first) * row);
}

static void forward_chunk(const void *context, int chunk) {
  const recurrence_run *run = context;
  const int64_t first = run->rows * chunk / run->chunks, end = run->rows * (chunk + 1) / run->chunks;
  zero_rows(run, run->states, first, end);
  if (run->r->cell == IL_CELL_LSTM) zero_rows(run, run->cells, first, end);
  for (int64_t t = 0; t < run->r->steps; t++) {
    il_cell_step step = step_of(run, t);
    step.out = output_at(run, run->r->y, t);
    const il_product product = unit_product(run, &step);
    run->kernels->panel_product(&product, first, end, run->panels);
    run->kernels->cell_forward(&step, first, end);
  }
}

/// to[t, n, :] = from[n, t, :], or back.
static void turn_time(const recurrence_run *run, const char *from, char *to, bool to_time_major) {
  const int64_t steps = run->r->steps, rows = run->rows;
  const size_t bytes = (size_t)run->r->inputs * run->size;
  for (int64_t t = 0; t < steps; t++) {
    for (int64_t n = 0; n < rows; n++) {
      const size_t by_time = (size_t)(t * rows + n) * bytes, by_sample = (size_t)(n * steps + t) * bytes;
      memcpy(to + (to_time_major ? by_time : by_sample), from + (to_time_major ? by_sample : by_time), bytes);
    }
  }
}

/// What the inputs' part starts from; the units' bias is apart in gru.
static const void *input_bias(const recurrence_run *run) {
  const il_recurrence *r = run->r;
  if (!r->bias_ih || r->cell == IL_CELL_GRU) return r->bias_ih;
  run->kernels->add(run->gates, r->bias_ih, r->bias_hh, run->bias);
  return run->bias;
}

static bool is_empty(const il_recurrence *r, int64_t rows) {
  return rows <= 0 || r->steps <= 0 || r->units <= 0;
}

void il_recur(il_scalar scalar, const il_recurrence *r, int64_t rows) {
  if (is_empty(r, rows)) return;
  const recurrence_run run = lay_out(scalar, r, rows);
  turn_time(&run, r->x, run.inputs, true);
  const il_product inputs = {r->steps * rows, run.gates, r->inputs, run.inputs, r->inputs, 1,
                             r->weight_ih, 1, r->inputs, input_bias(&run), 0, run.gate_values, run.gates};
  il_product_run(scalar, &inputs);
  const il_cell_step step = step_of(&run, 0);
  const il_product units = unit_product(&run, &step);
  run.kernels->pack_panels(&units, run.panels);
  il_parallel(run.chunks, forward_chunk, &run);
}

/// The slope of the states before step t: what comes from above and through the weights.
static il_product slope_product(const recurrence_run *run, int64_t t, const il_cell_step *step) {
  const il_recurrence *r = run->r;
  const bool carries = r->cell == IL_CELL_GRU;
  const void *initial = carries ? step->dstate : t > 0 ? output_at(run, r->dy, t - 1) : NULL;
  return (il_product){run->rows, r->units, run->gates, step->dextra, run->gates, 1, r->weight_hh, r->units, 1,
                      initial, carries ? r->units : step->out_row, step->dstate, r->units};
}

static void backward_chunk(const void *context, int chunk) {
  const recurrence_run *run = context;
  const il_recurrence *r = run->r;
  const int64_t first = run->rows * chunk / run->chunks, end = run->rows * (chunk + 1) / run->chunks;
  const size_t row = (size_t)r->units * run->size;
  const int64_t out_row = r->sequence ? r->steps * r->units : r->units;
  for (int64_t n = first; n < end; n++) {
    memcpy(run->state_slope + (size_t)n * row,
           output_at(run, r->dy, r->steps - 1) + (size_t)(n * out_row) * run->size, row);
  }
  if (r->cell == IL_CELL_LSTM) zero_rows(run, run->cell_slope, first, end);
  for (int64_t t = r->steps - 1; t >= 0; t--) {
    il_cell_step step = step_of(run, t);
    step.dout = t > 0 ? output_at(run, r->dy, t - 1) : NULL;
    run->kernels->cell_backward(&step, first, end);
    if (t == 0) break;
    const il_product product = slope_product(run, t, &step);
    run->kernels->panel_product(&product, first, end, run->panels);
  }
}

/// dweight [G H, width] = slopes^T numbers, over the rows of all time steps in order.
static void weight_gradient(const recurrence_run *run, const void *slopes, const void *numbers, int64_t width,
                            void *dweight) {
  const il_product product = {run->gates, width, run->r->steps * run->rows, slopes, 1, run->gates,
                              numbers, width, 1, NULL, 0, dweight, width};
  il_product_run(run->scalar, &product);
}

/// What the gradients of an empty batch are.
static void clear_gradients(il_scalar scalar, const il_recurrence *r) {
  const int64_t gates = il_cell_gates(r->cell) * r->units;
  il_fill(scalar, gates * r->inputs, 0, r->dweight_ih);
  il_fill(scalar, gates * r->units, 0, r->dweight_hh);
  if (r->dbias_ih) il_fill(scalar, gates, 0, r->dbias_ih);
  if (r->dbias_hh) il_fill(scalar, gates, 0, r->dbias_hh);
}

void il_recur_backward(il_scalar scalar, const il_recurrence *r, int64_t rows) {
  if (is_empty(r, rows)) {
    clear_gradients(scalar, r);
    return;
  }
  const recurrence_run run = lay_out(scalar, r, rows);
  // The slopes of x were written over what the way forward left.
  if (r->dx) turn_time(&run, r->x, run.inputs, true);
  const il_cell_step step = step_of(&run, 0);
  const il_product slopes = slope_product(&run, 0, &step);
  run.kernels->pack_panels(&slopes, run.panels);
  il_parallel(run.chunks, backward_chunk, &run);
  const int64_t all = r->steps * rows;
  weight_gradient(&run, run.gate_slopes, run.inputs, r->inputs, r->dweight_ih);
  weight_gradient(&run, run.own_slopes, run.states, r->units, r->dweight_hh);
  if (r->dbias_ih) il_sum_rows(scalar, all, run.gates, run.gate_slopes, r->dbias_ih);
  if (r->dbias_hh) il_sum_rows(scalar, all, run.gates, run.own_slopes, r->dbias_hh);
  if (!r->dx) return;
  const il_product inputs = {all, r->inputs, run.gates, run.gate_slopes, run.gates, 1,
                             r->weight_ih, r->inputs, 1, NULL, 0, run.inputs, r->inputs};
  il_product_run(scalar, &inputs);
  turn_time(&run, run.inputs, r->dx, false);
}
