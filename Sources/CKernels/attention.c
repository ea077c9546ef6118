// Attention, cut for threads by pairs of sample and head: each head's arithmetic is the same, wherever it lies.
#include <math.h>
#include <string.h>

#include "internal.h"

/// Most chunks that a task is cut into; each has a part of the workspace.
enum { MOST_CHUNKS = 128 };

/// An attention of many samples.
typedef struct attention_run {
  const il_attention *a;
  const il_kernel_table *kernels;
  il_scalar scalar;
  size_t size;
  int64_t pairs, width;
  double factor;
  int chunks;
  const char *qkv, *dout;
  char *probabilities, *out, *dqkv, *workspace;
} attention_run;

static attention_run run_of(il_scalar scalar, const il_attention *a, int64_t rows) {
  attention_run run = {.a = a, .kernels = il_kernels(scalar), .scalar = scalar, .size = il_size(scalar)};
  run.pairs = rows * a->heads;
  run.width = a->heads * a->head_size;
  run.factor = 1 / sqrt((double)a->head_size);
  const double scores = (double)run.pairs * (double)a->steps * (double)a->steps;
  run.chunks = il_chunk_count(scores * (double)(2 * a->head_size + 20), run.pairs);
  if (run.chunks > MOST_CHUNKS) run.chunks = MOST_CHUNKS;
  return run;
}

int64_t il_attention_workspace(const il_attention *a, int64_t rows) {
  const int64_t pairs = rows * a->heads;
  const int64_t queries = a->steps < IL_ATTENTION_QUERIES ? a->steps : IL_ATTENTION_QUERIES;
  return (pairs < MOST_CHUNKS ? pairs : MOST_CHUNKS) * queries * a->steps;
}

/// Part 0 (query), 1 (key) or 2 (value) of a position, in an array [rows, steps, 3 E].
static char *part_at(const attention_run *run, const char *array, int64_t pair, int64_t position, int part) {
  const il_attention *a = run->a;
  const int64_t row = pair / a->heads * a->steps + position;
  const int64_t column = part * run->width + pair % a->heads * a->head_size;
  return (char *)array + (size_t)(row * 3 * run->width + column) * run->size;
}

/// A position of an array [rows, steps, E].
static char *head_at(const attention_run *run, const char *array, int64_t pair, int64_t position) {
  const il_attention *a = run->a;
  const int64_t row = pair / a->heads * a->steps + position;
  return (char *)array + (size_t)(row * run->width + pair % a->heads * a->head_size) * run->size;
}

/// The probabilities of a query.
static char *row_at(const attention_run *run, const char *array, int64_t pair, int64_t position) {
  return (char *)array + (size_t)((pair * run->a->steps + position) * run->a->steps) * run->size;
}

/// Some queries of a pair and the keys that any of them sees.
typedef struct query_block {
  int64_t pair, first, queries, keys;
} query_block;

static query_block block_of(const il_attention *a, int64_t pair, int64_t first) {
  const int64_t left = a->steps - first;
  const int64_t queries = left < IL_ATTENTION_QUERIES ? left : IL_ATTENTION_QUERIES;
  return (query_block){pair, first, queries, a->causal ? first + queries : a->steps};
}

static void attend_block(const attention_run *run, query_block b) {
  const int64_t t = run->a->steps, d = run->a->head_size, wide = 3 * run->width;
  char *scores = row_at(run, run->probabilities, b.pair, b.first);
  const il_product products = {b.queries, b.keys, d, part_at(run, run->qkv, b.pair, b.first, 0), wide, 1,
                               part_at(run, run->qkv, b.pair, 0, 1), 1, wide, NULL, 0, scores, t};
  il_product_run(run->scalar, &products);
  run->kernels->attention_softmax(b.queries, b.first, t, run->a->causal, run->factor, scores);
  const il_product values = {b.queries, d, b.keys, scores, t, 1,
                             part_at(run, run->qkv, b.pair, 0, 2), wide, 1, NULL, 0,
                             head_at(run, run->out, b.pair, b.first), run->width};
  il_product_run(run->scalar, &values);
}

static void attend_chunk(const void *context, int chunk) {
  const attention_run *run = context;
  const int64_t end = run->pairs * (chunk + 1) / run->chunks;
  for (int64_t pair = run->pairs * chunk / run->chunks; pair < end; pair++) {
    for (int64_t first = 0; first < run->a->steps; first += IL_ATTENTION_QUERIES) {
      attend_block(run, block_of(run->a, pair, first));
    }
  }
}

void il_attend(il_scalar scalar, const il_attention *a, int64_t rows, const void *qkv, void *probabilities,
               void *out) {
  attention_run run = run_of(scalar, a, rows);
  run.qkv = qkv;
  run.probabilities = probabilities;
  run.out = out;
  il_parallel(run.chunks, attend_chunk, &run);
}

/// Adds what a block of queries gives to the slopes of keys and values, and writes those of its queries.
static void attend_block_backward(const attention_run *run, query_block b, char *slopes) {
  const int64_t t = run->a->steps, d = run->a->head_size, wide = 3 * run->width;
  const char *probabilities = row_at(run, run->probabilities, b.pair, b.first);
  const char *dout = head_at(run, run->dout, b.pair, b.first);
  char *dkey = part_at(run, run->dqkv, b.pair, 0, 1), *dvalue = part_at(run, run->dqkv, b.pair, 0, 2);
  const il_product to_values = {b.keys, d, b.queries, probabilities, 1, t, dout, run->width, 1,
                                dvalue, wide, dvalue, wide};
  il_product_run(run->scalar, &to_values);
  const il_product to_scores = {b.queries, b.keys, d, dout, run->width, 1,
                                part_at(run, run->qkv, b.pair, 0, 2), 1, wide, NULL, 0, slopes, t};
  il_product_run(run->scalar, &to_scores);
  run->kernels->attention_softmax_backward(b.queries, b.first, t, run->a->causal, run->factor, probabilities,
                                           slopes);
  const il_product to_queries = {b.queries, d, b.keys, slopes, t, 1,
                                 part_at(run, run->qkv, b.pair, 0, 1), wide, 1, NULL, 0,
                                 part_at(run, run->dqkv, b.pair, b.first, 0), wide};
  il_product_run(run->scalar, &to_queries);
  const il_product to_keys = {b.keys, d, b.queries, slopes, 1, t,
                              part_at(run, run->qkv, b.pair, b.first, 0), wide, 1, dkey, wide, dkey, wide};
  il_product_run(run->scalar, &to_keys);
}

/// Keys and values gather from all blocks, so they start from zero.
static void clear_pair(const attention_run *run, int64_t pair) {
  const size_t bytes = (size_t)run->a->head_size * run->size;
  for (int64_t position = 0; position < run->a->steps; position++) {
    memset(part_at(run, run->dqkv, pair, position, 1), 0, bytes);
    memset(part_at(run, run->dqkv, pair, position, 2), 0, bytes);
  }
}

static void attend_chunk_backward(const void *context, int chunk) {
  const attention_run *run = context;
  const il_attention *a = run->a;
  const int64_t queries = a->steps < IL_ATTENTION_QUERIES ? a->steps : IL_ATTENTION_QUERIES;
  char *slopes = run->workspace + (size_t)(chunk * queries * a->steps) * run->size;
  const int64_t end = run->pairs * (chunk + 1) / run->chunks;
  for (int64_t pair = run->pairs * chunk / run->chunks; pair < end; pair++) {
    clear_pair(run, pair);
    for (int64_t first = 0; first < a->steps; first += IL_ATTENTION_QUERIES) {
      attend_block_backward(run, block_of(a, pair, first), slopes);
    }
  }
}

void il_attend_backward(il_scalar scalar, const il_attention *a, int64_t rows, const void *qkv,
                        const void *probabilities, const void *dout, void *workspace, void *dqkv) {
  attention_run run = run_of(scalar, a, rows);
  run.qkv = qkv;
  run.probabilities = (char *)probabilities;
  run.dout = dout;
  run.workspace = workspace;
  run.dqkv = dqkv;
  il_parallel(run.chunks, attend_chunk_backward, &run);
}
