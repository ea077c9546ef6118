#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"
#include "il_operations.h"
#include "il_window.h"

/// As `rows`, `columns` or `inner`: the rows of the current batch. -q means q times as many.
#define IL_BATCH_ROWS (-1)

/// What one operation of a plan does; operands are named as in `il_operation`.
typedef enum il_operation_code {
  /// result[rows, columns] = rows of a [N, columns] picked by the batch's part of the permutation
  IL_OP_GATHER_ROWS = 0,
  /// result[rows, columns] = rows of a [N, columns], both int32, picked likewise
  IL_OP_GATHER_CLASSES,
  /// result[rows, columns] = rows of a [N, columns] picked likewise; a is stored as `kind`, an il_stored
  IL_OP_GATHER_CONVERTED,
  /// result[rows, columns, inner] = 1 at the class of each element of a [N, columns], int32, else 0
  IL_OP_GATHER_ONE_HOT,
  /// result[rows, columns] = c + op(a) op(b), summed over `inner`; strides and transposes as in il_gemm
  IL_OP_GEMM,
  /// result = f(a; parameter), f = kind; rows * columns elements
  IL_OP_ACTIVATE,
  /// result = c f'(x): a = x, b = y = f(x), c = dy
  IL_OP_ACTIVATE_BACKWARD,
  /// result[rows, columns] = softmax of each row of a
  IL_OP_SOFTMAX,
  /// a = y, c = dy
  IL_OP_SOFTMAX_BACKWARD,
  /// result[columns] = sum over the rows of a
  IL_OP_SUM_ROWS,
  /// result[rows] = sum over the columns of a
  IL_OP_SUM_COLUMNS,
  /// result = parameter
  IL_OP_FILL,
  /// result = parameter a
  IL_OP_SCALE,
  /// result = result + parameter a
  IL_OP_AXPY,
  /// result = a + b
  IL_OP_ADD,
  /// result = a - b
  IL_OP_SUBTRACT,
  /// result = a b, elementwise
  IL_OP_MULTIPLY,
  /// adds the mean loss of prediction a and target b to the step's loss; result (may be NULL) = its
  /// gradient; kind = il_loss, parameter = delta
  IL_OP_LOSS,
  /// result = parameters, a = gradient, rows * columns of them, parameter = factor on the learning rate,
  /// operands[0] = previous, operands[1] = summaries or NULL, kind = 1 where an operation before has advanced
  /// the powers; the rest as in il_optimize and il_optimize_rows
  IL_OP_OPTIMIZE,
  /// scales result, so that its norm is at most `parameter`: il_clip_norm
  IL_OP_CLIP_NORM,
  /// cuts the elements of result to [-parameter, parameter]
  IL_OP_CLIP_VALUE,
  /// result = y: a = x, b = weight, c = bias or NULL; `window` of the `rows` samples
  IL_OP_CONVOLVE,
  /// result = dx: a = dy, b = weight, c = what dx starts from, by channel, or NULL
  IL_OP_CONVOLVE_TO_INPUT,
  /// result = dweight: a = x, b = dy
  IL_OP_CONVOLVE_TO_WEIGHT,
  /// result[columns] = sum of a [rows, columns, inner] over samples and places
  IL_OP_SUM_CHANNELS,
  /// result = y: a = x
  IL_OP_MAX_POOL,
  /// result = dx: a = x, b = dy
  IL_OP_MAX_POOL_BACKWARD,
  /// result = y: a = x
  IL_OP_AVERAGE_POOL,
  /// result = dx: a = dy
  IL_OP_AVERAGE_POOL_BACKWARD,
  /// copies columns of rows: result[r stride_result + sizes[1] + j] = a[r stride_a + sizes[0] + j]
  IL_OP_COPY_COLUMNS,
  /// result = y: a = x, b = weight, c = bias, parameter = epsilon; operands: saved, running mean, running
  /// variance (NULL: never used); x [rows, columns, inner]: il_batch_norm, by the running ones when evaluating
  IL_OP_BATCH_NORM,
  /// a = x, b = weight, c = dy, parameter = epsilon; operands: saved, running mean, dx, dweight, dbias
  IL_OP_BATCH_NORM_BACKWARD,
  /// operands: saved, running mean, running variance; parameter = momentum; of rows * inner numbers each
  IL_OP_BATCH_NORM_UPDATE,
  /// result = y: a = x, b = weight, c = bias, parameter = epsilon; operands: saved; sizes: groups, blocks,
  /// length, group step, block step, by block, centered: il_group_norm of `rows` samples
  IL_OP_GROUP_NORM,
  /// result = dx: a = x, b = weight, c = dy; the rest likewise
  IL_OP_GROUP_NORM_BACKWARD,
  /// a = x, c = dy; operands: saved, dweight, dbias; the rest likewise
  IL_OP_GROUP_NORM_TO_AFFINE,
  /// result = a, elements dropped by key, step and parameter = probability, or a itself when evaluating;
  /// rows * columns of them. The derivative is the same operation
  IL_OP_DROPOUT,
  /// result = b a: a [rows, columns, inner], b [columns]
  IL_OP_SCALE_CHANNELS,
  /// result[columns] = sum of a c over rows and inner places
  IL_OP_SCALE_CHANNELS_TO_FACTOR,
  /// a quasi-Newton step over the batch at hand: result = parameters, a = gradient, first = numbers,
  /// powers = scalars; operands: previous; sizes: history, whether it searches: il_lbfgs_step
  IL_OP_LBFGS,
  /// summaries of rows, result [rows, IL_ROW_SUMMARY]: those of gradients a [rows, columns], or, where b is not
  /// NULL, those of what an update made of parameters b, a being the new ones
  IL_OP_SUMMARIZE_ROWS,
  /// result = y: a = x, kind = il_cell; sizes: steps, inputs, units, nonzero for the whole sequence; operands:
  /// weight_ih, weight_hh, bias_ih, bias_hh, memory, workspace, as in il_recurrence
  IL_OP_RECUR,
  /// a = x, c = dy; operands as IL_OP_RECUR, then dweight_ih, dweight_hh, dbias_ih, dbias_hh, dx, slopes; no result
  IL_OP_RECUR_BACKWARD,
  /// result = out: a = qkv, first = probabilities; sizes: steps, heads, head size, nonzero for causal
  IL_OP_ATTEND,
  /// result = dqkv: a = qkv, b = probabilities, c = dout, first = workspace; sizes as IL_OP_ATTEND
  IL_OP_ATTEND_BACKWARD,
  /// result[rows, columns] = rows of b picked by the tokens a; sizes: vocabulary
  IL_OP_EMBED,
  /// result = dtable: a = tokens, c = dy; sizes: vocabulary
  IL_OP_EMBED_BACKWARD,
  /// result[rows, columns] = a + the row b
  IL_OP_ADD_ROW,
  /// result[rows, columns] = mean over the steps of a; sizes: steps
  IL_OP_MEAN_STEPS,
  /// result = dx: c = dy; sizes: steps
  IL_OP_MEAN_STEPS_BACKWARD,
  /// result[rows, columns] = the sines and cosines of il_sinusoids, a row for each step
  IL_OP_SINUSOIDS,
  /// calls `function`: for what this library does not know
  IL_OP_CALL,
} il_operation_code;

typedef struct il_operation il_operation;
typedef struct il_run il_run;

/// A host's own operation: the record, the run it is part of, and the rows of the current batch.
typedef void (*il_function)(const il_operation *operation, const il_run *run, int64_t batch_rows);

/// Most sizes, and most operands, beside the named ones of an operation.
#define IL_SIZES 8
#define IL_OPERANDS 16

/// One step of a plan; zero every field that an operation does not name.
struct il_operation {
  il_operation_code code;
  /// il_activation or il_loss
  int32_t kind;
  int64_t rows, columns, inner;
  void *result;
  const void *a, *b, *c;
  /// activation's a, huber's delta, factor or value
  double parameter;
  /// of IL_OP_GEMM: row distances of a, b, c (0: a bias row) and result
  int64_t stride_a, stride_b, stride_c, stride_result;
  bool transpose_a, transpose_b;
  /// of convolutions and pooling
  il_window window;
  /// of IL_OP_OPTIMIZE
  void *first, *second;
  double *powers;
  il_optimizer optimizer;
  /// of IL_OP_CALL
  il_function function;
  void *context;
  /// of operations with more sizes and operands than the named ones: their codes say which is which
  int64_t sizes[IL_SIZES];
  void *operands[IL_OPERANDS];
  /// of operations that draw: key of the stream, to which the step is added
  uint64_t key;
};

/// The parts of a training step, in the order in which they run.
typedef enum il_section {
  /// copies the batch's rows together; skipped when the run has no permutation
  IL_SECTION_GATHER = 0,
  IL_SECTION_FORWARD,
  IL_SECTION_LOSS,
  IL_SECTION_BACKWARD,
  IL_SECTION_UPDATE,
} il_section;

/// Number of sections.
#define IL_SECTION_COUNT 5

/// Sections as a set of bits, for il_plan_evaluate.
#define IL_SECTIONS_TO_FORWARD 0x3
#define IL_SECTIONS_TO_LOSS 0x7
#define IL_SECTIONS_TO_BACKWARD 0xF

/// A compiled list of operations; holds copies of the records, never of what they point at.
typedef struct il_plan il_plan;

/// Makes a plan of `counts[s]` operations for section s, given one section after the other; NULL: no memory.
il_plan *il_plan_create(il_scalar scalar, const il_operation *operations,
                        const int64_t counts[IL_SECTION_COUNT]);

/// Ends a plan; NULL is fine.
void il_plan_destroy(il_plan *plan);

/// Multiply-adds of a step with `batch` rows, roughly, what it costs to begin operations counted in.
double il_plan_work(il_plan *plan, int64_t batch);

/// Why a run ended.
typedef enum il_run_status {
  /// all steps asked for are done
  IL_RUN_DONE = 0,
  /// every row of the permutation is used: bring a new one and set first_row to 0
  IL_RUN_EPOCH_END,
  /// the interrupt flag was set
  IL_RUN_INTERRUPTED,
  /// the loss of the next step is not finite; nothing behind it ran, so the parameters are those of before it
  IL_RUN_DIVERGED,
  /// no data: nothing ran
  IL_RUN_EMPTY,
} il_run_status;

/// Input and result of a run: fill the first part, read the second.
struct il_run {
  /// N
  int64_t dataset_rows;
  /// rows of a batch; at least N, or below 1: all of N
  int64_t batch_rows;
  /// N row numbers, or NULL: each step takes all N rows in order and the operands point at the data
  const int32_t *permutation;
  /// place in the permutation where the next batch starts; advances, and stands at N at an epoch's end
  int64_t first_row;
  int64_t step_count;
  /// steps taken before this run: what is drawn anew at each step (dropout) depends on first_step + steps_done
  int64_t first_step;
  /// no training: nothing is dropped, and statistics of the past stand in for those of the batch
  bool evaluates;
  /// the sums of IL_OP_GEMM run in an order that depends on the place of the result, as in other libraries; what
  /// that makes of equal neurons is what it is for
  bool shuffles;
  /// read by IL_OP_OPTIMIZE at each step
  double learning_rate;
  /// the rate of each of the step_count steps, instead of learning_rate; NULL: that one for all
  const double *learning_rates;
  /// room for step_count losses, or NULL; losses[i] is the loss before the update of step i
  double *losses;
  /// polled before each step, NULL: never; any thread or signal handler may store a nonzero value
  const int32_t *interrupt;

  /// result: steps done, updates included
  int64_t steps_done;
  /// result: the last loss computed, a non-finite one included
  double loss;
  il_run_status status;
};

/// Runs up to step_count steps; the result depends on the state only, not on how calls cut the steps.
///
/// After IL_RUN_DIVERGED, losses[steps_done] holds the non-finite loss. A last, smaller batch is kept.
il_run_status il_plan_run(il_plan *plan, il_run *run);

/// Runs the sections of a bit set once on the batch at first_row, without advancing; sets `loss`.
///
/// IL_SECTIONS_TO_BACKWARD leaves the gradients of the present parameters on the current batch in place.
il_run_status il_plan_evaluate(il_plan *plan, il_run *run, uint32_t sections);
