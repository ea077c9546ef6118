// Limited-memory quasi-Newton steps: the two-loop recursion of Nocedal 1980, and a line search by cubic
// interpolation after Nocedal and Wright 2006, algorithms 3.5 and 3.6, with the safeguards that PyTorch has.
#include <math.h>
#include <string.h>

#include "internal.h"

static const double SMALLEST_GRADIENT = 1e-7, SMALLEST_CHANGE = 1e-9, SMALLEST_CURVATURE = 1e-10;
static const double ARMIJO = 1e-4, CURVATURE = 0.9;
enum { TRIALS = 25 };

/// What a method remembers in double; 1 / (step . difference) of each pair follows.
typedef struct memory {
  double steps, length, scale, pairs, oldest;
  double inverse[];
} memory;

enum { MEMORY_SCALARS = 5 };

int64_t il_lbfgs_numbers(int64_t count, int64_t history) { return count * (3 + 2 * history); }

int64_t il_lbfgs_scalars(int64_t history) { return MEMORY_SCALARS + 2 * history; }

/// A method at work.
typedef struct work {
  const il_lbfgs *m;
  il_scalar scalar;
  memory *memory;
  /// factors of the two-loop recursion, behind the inverses
  double *factors;
  il_lbfgs_evaluate evaluate;
  void *context;
} work;

/// A block of the numbers: 0 the last gradient, 1 the direction, 2 the start, then steps, then differences.
static void *block(const work *w, int64_t number) {
  return (char *)w->m->numbers + (size_t)(number * w->m->count) * il_size(w->scalar);
}

static void *direction(const work *w) { return block(w, 1); }

static void *start(const work *w) { return block(w, 2); }

/// Slot of a pair, the oldest being number 0.
static int64_t slot(const work *w, int64_t pair) { return ((int64_t)w->memory->oldest + pair) % w->m->history; }

static void *step_of(const work *w, int64_t slot) { return block(w, 3 + slot); }

static void *difference_of(const work *w, int64_t slot) { return block(w, 3 + w->m->history + slot); }

static double dot(const work *w, const void *x, const void *y) {
  return il_dot(w->scalar, w->m->count, x, y);
}

static double absolute_at(const work *w, const void *x, int64_t e) {
  return w->scalar == IL_FLOAT64 ? fabs(((const double *)x)[e]) : (double)fabsf(((const float *)x)[e]);
}

static double largest(const work *w, const void *x) {
  double most = 0;
  for (int64_t e = 0; e < w->m->count; e++) most = fmax(most, absolute_at(w, x, e));
  return most;
}

static double sum_of_absolutes(const work *w, const void *x) {
  double total = 0;
  for (int64_t e = 0; e < w->m->count; e++) total += absolute_at(w, x, e);
  return total;
}

/// Takes the step that led here and the gradient's change along it into the memory, unless it curves too little.
static void remember(const work *w) {
  memory *m = w->memory;
  const int64_t count = w->m->count, history = w->m->history;
  const bool full = m->pairs >= (double)history;
  // The oldest pair's place is written only once the new one is known to be worth it.
  void *last = block(w, 0);
  il_subtract(w->scalar, count, w->m->gradient, last, last);
  const double curvature = m->length * dot(w, last, direction(w));
  if (!(curvature > SMALLEST_CURVATURE)) return;
  const int64_t place = full ? (int64_t)m->oldest : slot(w, (int64_t)m->pairs);
  if (full) m->oldest = (double)(((int64_t)m->oldest + 1) % history);
  else m->pairs += 1;
  il_scale(w->scalar, count, 1, last, difference_of(w, place));
  il_scale(w->scalar, count, m->length, direction(w), step_of(w, place));
  m->inverse[place] = 1 / curvature;
  m->scale = curvature / dot(w, last, last);
}

/// direction = - (approximate inverse Hessian) gradient
static void find_direction(const work *w) {
  const memory *m = w->memory;
  const int64_t count = w->m->count, pairs = (int64_t)m->pairs;
  void *d = direction(w);
  il_scale(w->scalar, count, -1, w->m->gradient, d);
  for (int64_t pair = pairs - 1; pair >= 0; pair--) {
    const int64_t place = slot(w, pair);
    w->factors[place] = dot(w, step_of(w, place), d) * m->inverse[place];
    il_axpy(w->scalar, count, -w->factors[place], difference_of(w, place), d);
  }
  if (pairs > 0) il_scale(w->scalar, count, m->scale, d, d);
  for (int64_t pair = 0; pair < pairs; pair++) {
    const int64_t place = slot(w, pair);
    const double back = dot(w, difference_of(w, place), d) * m->inverse[place];
    il_axpy(w->scalar, count, w->factors[place] - back, step_of(w, place), d);
  }
}

static void go_to(const work *w, double length) {
  il_scale(w->scalar, w->m->count, 1, start(w), w->m->parameters);
  il_axpy(w->scalar, w->m->count, length, direction(w), w->m->parameters);
}

/// A place on the line: how far, the loss, and its slope along the direction.
typedef struct trial {
  double length, loss, slope;
} trial;

static trial try_length(const work *w, double length) {
  go_to(w, length);
  const double loss = w->evaluate(w->context);
  const trial t = {length, loss - loss == 0 ? loss : INFINITY, dot(w, w->m->gradient, direction(w))};
  return t;
}

/// Lowest place, within bounds, of the cubic through two trials; the middle where there is none.
static double lowest_between(trial a, trial b, double least, double most) {
  const double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.length - b.length);
  const double square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0) || square - square != 0) return (least + most) / 2;
  const double d2 = sqrt(square);
  const double place =
      a.length <= b.length
          ? b.length - (b.length - a.length) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
          : a.length - (a.length - b.length) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
  if (place != place) return (least + most) / 2;
  return fmin(fmax(place, least), most);
}

/// Two ends of an interval that holds a good length; `done` when the lower one is good itself.
typedef struct bracket {
  trial low, high;
  int trials;
  bool done;
} bracket;

static bracket ordered(trial a, trial b, int trials) {
  const bracket result = {a.loss <= b.loss ? a : b, a.loss <= b.loss ? b : a, trials, false};
  return result;
}

/// Goes on, ever further, until the interval behind holds a length that fulfils both conditions.
static bracket find_bracket(const work *w, trial origin, double length) {
  trial last = origin, next = try_length(w, length);
  for (int trials = 0; trials < TRIALS; trials++) {
    const bool is_high = !(next.loss <= origin.loss + ARMIJO * next.length * origin.slope);
    if (is_high || (trials > 1 && next.loss >= last.loss)) return ordered(last, next, trials);
    if (fabs(next.slope) <= -CURVATURE * origin.slope) return (bracket){next, next, trials, true};
    if (next.slope >= 0) return ordered(last, next, trials);
    const double further = lowest_between(last, next, next.length + 0.01 * (next.length - last.length),
                                          next.length * 10);
    last = next;
    next = try_length(w, further);
  }
  return ordered(origin, next, TRIALS);
}

/// A new length inside a bracket, kept away from its ends when the last one did not get far from them.
static double length_inside(const bracket *b, bool *was_close) {
  const double least = fmin(b->low.length, b->high.length), most = fmax(b->low.length, b->high.length);
  const double margin = 0.1 * (most - least);
  // In the order of lengths: the cubic does not depend on it, its rounding does.
  const bool rises = b->low.length <= b->high.length;
  double length = lowest_between(rises ? b->low : b->high, rises ? b->high : b->low, least, most);
  const bool is_close = fmin(most - length, length - least) < margin;
  if (!is_close) {
    *was_close = false;
  } else if (*was_close || length >= most || length <= least) {
    length = fabs(length - most) < fabs(length - least) ? most - margin : least + margin;
    *was_close = false;
  } else {
    *was_close = true;
  }
  return length;
}

/// A length that fulfils the strong Wolfe conditions, or the best of the trials.
static double search(const work *w, trial origin, double length) {
  bracket b = find_bracket(w, origin, length);
  const double reach = largest(w, direction(w));
  bool was_close = false;
  while (!b.done && b.trials < TRIALS) {
    if (fabs(b.high.length - b.low.length) * reach < SMALLEST_CHANGE) break;
    const trial next = try_length(w, length_inside(&b, &was_close));
    b.trials++;
    const bool is_high = !(next.loss <= origin.loss + ARMIJO * next.length * origin.slope);
    if (is_high || next.loss >= b.low.loss) {
      b = ordered(b.low, next, b.trials);
      continue;
    }
    b.done = fabs(next.slope) <= -CURVATURE * origin.slope;
    if (!b.done && next.slope * (b.high.length - b.low.length) >= 0) b.high = b.low;
    b.low = next;
  }
  return b.low.length;
}

/// The iteration, whose start is remembered already.
static void iterate(const work *w, double loss) {
  const il_lbfgs *method = w->m;
  memory *m = w->memory;
  if (largest(w, method->gradient) <= SMALLEST_GRADIENT) return;
  if (m->steps > 0) remember(w);
  m->steps += 1;
  find_direction(w);
  il_scale(w->scalar, method->count, 1, method->gradient, block(w, 0));
  m->length = method->learning_rate;
  if (m->steps == 1) m->length *= fmin(1, 1 / sum_of_absolutes(w, method->gradient));
  const trial origin = {0, loss, dot(w, method->gradient, direction(w))};
  if (!(origin.slope <= -SMALLEST_CHANGE)) return;
  if (method->searches) m->length = search(w, origin, m->length);
  go_to(w, m->length);
}

void il_lbfgs_step(il_scalar scalar, const il_lbfgs *method, double loss, il_lbfgs_evaluate evaluate,
                   void *context) {
  memory *m = (memory *)method->scalars;
  const work w = {method, scalar, m, m->inverse + method->history, evaluate, context};
  il_scale(scalar, method->count, 1, method->parameters, start(&w));
  iterate(&w, loss);
  if (method->previous) il_scale(scalar, method->count, 1, start(&w), method->previous);
}
