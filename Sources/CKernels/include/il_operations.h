#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "il_codes.h"

/// Matrix product C = initial + op(A) op(B), op(A) [m, k], op(B) [k, n], C [m, n].
///
/// `lda`, `ldb`, `ldc` are the distances between rows as stored. `initial` may be NULL (zero), a row of n
/// values with `initial_stride` 0 (a bias), a matrix with its row distance, or C itself. C must not overlap
/// A or B.
void il_gemm(il_scalar scalar, bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k,
             const void *a, int64_t lda, const void *b, int64_t ldb, const void *initial,
             int64_t initial_stride, void *c, int64_t ldc);

/// y = f(x) for `count` elements in the calling thread; y may be x.
void il_elementary_values(il_scalar scalar, il_elementary kind, int64_t count, const void *x, void *y);

/// y = f(x; a) for `count` elements; y may be x.
void il_activate(il_scalar scalar, il_activation kind, double a, int64_t count, const void *x, void *y);

/// dx = dy f'(x; a) for `count` elements, y being f(x; a); dx may be dy.
///
/// Relu, tanh and sigmoid depend on y only, the others on x only, but both pointers must be valid.
void il_activate_backward(il_scalar scalar, il_activation kind, double a, int64_t count, const void *x,
                          const void *y, const void *dy, void *dx);

/// Softmax of each row of x [rows, columns]: exp(x - max) / sum; y may be x.
void il_softmax(il_scalar scalar, int64_t rows, int64_t columns, const void *x, void *y);

/// dx = y (dy - sum of dy y over the row), y being the softmax; dx may be dy.
void il_softmax_backward(il_scalar scalar, int64_t rows, int64_t columns, const void *y, const void *dy,
                         void *dx);

/// Mean loss of a prediction [rows, columns] and, unless `gradient` is NULL, its derivative.
///
/// `target` holds scalars [rows, columns], or int32 [rows] for the class losses; a class outside
/// 0..<columns makes the loss NaN. `delta` is read by huber only. No rows or no columns: 0.
double il_loss_value(il_scalar scalar, il_loss kind, double delta, int64_t rows, int64_t columns,
                     const void *prediction, const void *target, void *gradient);

/// What an optimizer needs beside the learning rate; fields that a kind does not name are ignored.
typedef struct il_optimizer {
  il_optimizer_kind kind;
  /// mu of sgd and rmsprop, PyTorch's default 0; of nadam 0.96^psi, psi being 0.004
  double momentum;
  /// b1 of adam, nadam and lion; 0.9
  double beta1;
  /// b2 of adam and nadam, 0.999, of lion, 0.99; alpha of rmsprop, 0.99; rho of adadelta, 0.9
  double beta2;
  /// eps: adam, nadam and rmsprop 1e-8, adadelta 1e-6, adagrad 1e-10
  double epsilon;
  /// wd; 0, adamw 0.01
  double weight_decay;
} il_optimizer;

/// Number of state blocks, each as long as the parameters, that an optimizer needs (0, 1 or 2).
int il_optimizer_state_count(const il_optimizer *optimizer);

/// One update of `count` parameters by their gradient.
///
/// States start as zeros: `first` is the velocity (sgd), m (adam, nadam, lion) or v (rmsprop, adagrad,
/// adadelta); `second` is v (adam, nadam) or u (rmsprop, adadelta). `powers` holds b1^t, b2^t and nothing
/// (adam, adamw), or p, b2^t and 0.96^(psi t) (nadam), starts as {1, 1, 1}, advances here by one
/// multiplication a step, and is touched by these three only. `previous`, unless NULL, takes the parameters
/// as they were before; it may be the gradient's own place, which nothing needs behind. Unneeded pointers may
/// be NULL.
void il_optimize(il_scalar scalar, const il_optimizer *optimizer, double learning_rate, int64_t count,
                 void *parameters, const void *gradient, void *first, void *second, double *powers,
                 void *previous);

/// Numbers of a row's summary: squared norm, sum and largest entry (by magnitude, with its sign, of two opposite
/// ones the positive; NaN where an entry is not finite) of the gradient; squared norm of what the update added;
/// squared norm of the new parameters.
#define IL_ROW_SUMMARY 5

/// The parts of summaries [rows, IL_ROW_SUMMARY] that tell of a gradient x, or, with the parameters before an
/// update in `previous`, of the new parameters x; both [rows, columns].
void il_summarize_rows(il_scalar scalar, int64_t rows, int64_t columns, const void *x, const void *previous,
                       void *summaries);

/// il_optimize over rows [rows, columns], each with a summary in summaries [rows, IL_ROW_SUMMARY], unless NULL.
///
/// With summaries `previous` must not be NULL. `advances`: whether the powers go a step on; of several calls that share them
/// the first does. The bits of the parameters are those of il_optimize.
void il_optimize_rows(il_scalar scalar, const il_optimizer *optimizer, double learning_rate, int64_t rows,
                      int64_t columns, void *parameters, const void *gradient, void *first, void *second,
                      double *powers, bool advances, void *previous, void *summaries);

/// Scales x in place by limit / (norm + 1e-6) where that is below 1, as PyTorch's clip_grad_norm_ does.
///
/// Finite elements whose norm overflows are first scaled down by a power of two.
void il_clip_norm(il_scalar scalar, int64_t count, double limit, void *x);

/// Cuts every element of x to [-limit, limit] in place; NaN stays.
void il_clip_value(il_scalar scalar, int64_t count, double limit, void *x);

/// result[columns] = sum over the rows of x [rows, columns] (a bias gradient).
void il_sum_rows(il_scalar scalar, int64_t rows, int64_t columns, const void *x, void *result);

/// result[rows] = sum over the columns (features) of x [rows, columns].
void il_sum_columns(il_scalar scalar, int64_t rows, int64_t columns, const void *x, void *result);

/// Sum of `count` elements.
double il_sum(il_scalar scalar, int64_t count, const void *x);

/// Sum of squares of `count` elements, in the scalar's precision.
double il_sum_of_squares(il_scalar scalar, int64_t count, const void *x);

/// Dot product of `count` elements.
double il_dot(il_scalar scalar, int64_t count, const void *x, const void *y);

/// Euclidean norm: the square root, in double, of the sum of squares.
double il_norm(il_scalar scalar, int64_t count, const void *x);

/// y = value
void il_fill(il_scalar scalar, int64_t count, double value, void *y);

/// y = factor x; y may be x.
void il_scale(il_scalar scalar, int64_t count, double factor, const void *x, void *y);

/// y = y + factor x, product and sum rounded separately.
void il_axpy(il_scalar scalar, int64_t count, double factor, const void *x, void *y);

/// result = x + y; result may be either.
void il_add(il_scalar scalar, int64_t count, const void *x, const void *y, void *result);

/// result = x - y; result may be either.
void il_subtract(il_scalar scalar, int64_t count, const void *x, const void *y, void *result);

/// result = x y, elementwise; result may be either.
void il_multiply(il_scalar scalar, int64_t count, const void *x, const void *y, void *result);

/// result[i, :] = x[index[i], :]; indices must be valid rows of x.
void il_gather_rows(il_scalar scalar, int64_t rows, int64_t columns, const void *x, const int32_t *index,
                    void *result);

/// result[i * stride_result + j] = x[i * stride_x + j] for rows i and columns j.
void il_copy_columns(il_scalar scalar, int64_t rows, int64_t columns, const void *x, int64_t stride_x,
                     void *result, int64_t stride_result);

/// result[i, :] = x[index[i], :], of whole numbers
void il_gather_classes(int64_t rows, int64_t columns, const int32_t *x, const int32_t *index,
                       int32_t *result);

/// result[i, :] = x[index[i], :], x being stored in another type than the result; `index` NULL: all in order.
void il_gather_converted(il_scalar scalar, il_stored stored, int64_t rows, int64_t columns, const void *x,
                         const int32_t *index, void *result);

/// result[i, j, c] = c == x[index[i], j], [rows, columns, classes]; `index` NULL: all in order.
void il_gather_one_hot(il_scalar scalar, int64_t rows, int64_t columns, int64_t classes, const int32_t *x,
                       const int32_t *index, void *result);

/// Index of the first non-finite element, or -1.
int64_t il_first_non_finite(il_scalar scalar, int64_t count, const void *x);
