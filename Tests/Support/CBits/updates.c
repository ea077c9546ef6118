// Optimizers' updates, whole and row by row with summaries, and quasi-Newton steps.
#include "collect.h"

enum { COUNT = 131, ROWS = 17, COLUMNS = 53, LARGE = 40000, STEPS = 5 };

/// Settings of one optimizer in its several forms, PyTorch's where nothing is said.
#define WITH(KIND, MOMENTUM, BETA2, EPSILON, DECAY) \
  {.kind = KIND, .momentum = MOMENTUM, .beta1 = 0.9, .beta2 = BETA2, .epsilon = EPSILON, .weight_decay = DECAY}

static const il_optimizer settings[] = {
    WITH(IL_SGD, 0, 0, 0, 0),
    WITH(IL_SGD, 0, 0, 0, 0.1),
    WITH(IL_SGD, 0.9, 0, 0, 0.1),
    WITH(IL_SGD_NESTEROV, 0.9, 0, 0, 0.1),
    WITH(IL_ADAM, 0, 0.999, 1e-8, 0.1),
    WITH(IL_ADAMW, 0, 0.999, 1e-8, 0.01),
    WITH(IL_RMSPROP, 0, 0.99, 1e-8, 0),
    WITH(IL_RMSPROP, 0.9, 0.99, 1e-8, 0.1),
    WITH(IL_ADAGRAD, 0, 0, 1e-10, 0.1),
    WITH(IL_NADAM, 0.9998367253526753, 0.999, 1e-8, 0.1),
    WITH(IL_ADADELTA, 0, 0.9, 1e-6, 0.1),
    WITH(IL_LION, 0, 0.99, 0, 0.1),
};

enum { SETTINGS = sizeof settings / sizeof *settings };

static void optimize(bits *b, const il_optimizer *optimizer, int64_t count) {
  void *w = bits_numbers(b, count, 1), *first = bits_zeros(b, count), *second = bits_zeros(b, count);
  double powers[] = {1, 1, 1};
  for (int step = 0; step < STEPS; step++) {
    const void *gradient = bits_numbers(b, count, 1);
    il_optimize(b->scalar, optimizer, 0.05, count, w, gradient, first, second, powers, NULL);
  }
  bits_take(b, count, w);
  bits_take(b, count, first);
  bits_take(b, count, second);
  bits_free(b);
}

void bits_optimizers(bits *b) {
  for (int i = 0; i < SETTINGS; i++) optimize(b, &settings[i], COUNT);
  // Adam.
  optimize(b, &settings[4], LARGE);
}

static void optimize_rows(bits *b, const il_optimizer *optimizer, int64_t rows) {
  const int64_t count = rows * COLUMNS;
  void *w = bits_numbers(b, count, 1), *first = bits_zeros(b, count), *second = bits_zeros(b, count);
  void *previous = bits_room(b, count), *summaries = bits_room(b, rows * IL_ROW_SUMMARY);
  double powers[] = {1, 1, 1};
  for (int step = 0; step < STEPS; step++) {
    const void *gradient = bits_numbers(b, count, 1);
    il_optimize_rows(b->scalar, optimizer, 0.05, rows, COLUMNS, w, gradient, first, second, powers, step != 3,
                     previous, summaries);
    bits_take(b, rows * IL_ROW_SUMMARY, summaries);
  }
  bits_take(b, count, w);
  bits_free(b);
}

void bits_updates_by_rows(bits *b) {
  for (int i = 0; i < SETTINGS; i++) optimize_rows(b, &settings[i], ROWS);
  optimize_rows(b, &settings[4], LARGE / COLUMNS);
  const void *x = bits_patterns(b, ROWS * COLUMNS), *previous = bits_numbers(b, ROWS * COLUMNS, 1);
  void *summaries = bits_room(b, ROWS * IL_ROW_SUMMARY);
  il_summarize_rows(b->scalar, ROWS, COLUMNS, x, NULL, summaries);
  il_summarize_rows(b->scalar, ROWS, COLUMNS, x, previous, summaries);
  bits_take(b, ROWS * IL_ROW_SUMMARY, summaries);
}

/// A loss with a bend: half of scale d^2 plus a quarter of d^4, d = w - target.
typedef struct valley {
  bits *b;
  const void *w, *target, *scale;
  void *gradient, *distance, *square;
} valley;

static double evaluate(void *context) {
  const valley *v = context;
  const il_scalar scalar = v->b->scalar;
  il_subtract(scalar, COUNT, v->w, v->target, v->distance);
  il_multiply(scalar, COUNT, v->distance, v->distance, v->square);
  const double quarters = il_sum_of_squares(scalar, COUNT, v->square) * 0.25;
  const double halves = il_dot(scalar, COUNT, v->square, v->scale) * 0.5;
  il_add(scalar, COUNT, v->square, v->scale, v->square);
  il_multiply(scalar, COUNT, v->distance, v->square, v->gradient);
  const double loss = quarters + halves;
  bits_take_double(v->b, loss);
  return loss;
}

void bits_lbfgs(bits *b) {
  enum { HISTORY = 4 };
  // Without a search; with one that goes on from a step too short, and one that comes back from far too long.
  static const double rates[] = {0.1, 1, 30};
  for (int i = 0; i < 3; i++) {
    void *w = bits_numbers(b, COUNT, 4), *gradient = bits_room(b, COUNT);
    valley v = {b, w, bits_numbers(b, COUNT, 1), bits_tokens(b, COUNT, 9), gradient, bits_room(b, COUNT),
                bits_room(b, COUNT)};
    double scalars[64] = {0};
    const il_lbfgs method = {.count = COUNT, .history = HISTORY, .searches = i > 0,
                             .learning_rate = rates[i], .parameters = w, .gradient = gradient,
                             .numbers = bits_zeros(b, il_lbfgs_numbers(COUNT, HISTORY)), .scalars = scalars};
    for (int step = 0; step < 2 * HISTORY; step++) il_lbfgs_step(b->scalar, &method, evaluate(&v), evaluate, &v);
    bits_take(b, COUNT, w);
    bits_free(b);
  }
}
