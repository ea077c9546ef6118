#pragma once
// Elementwise work: cut for threads where large, else done at once.
#include "internal.h"

/// Elements in a piece that threads share out: a multiple of every vector and of the 64 lanes.
enum { PIECE = 1024 };

/// What an elementwise call does to the elements from `start` on.
typedef struct range_task range_task;
typedef void (*range_function)(const range_task *t, int64_t start, int64_t count);
struct range_task {
  range_function function;
  const il_kernel_table *kernels;
  size_t size;
  int64_t count;
  int chunks, kind;
  double value;
  const void *x, *y, *z;
  void *result, *second, *third, *fourth;
  const il_step *step;
};

static inline void il_range_chunk(const void *context, int chunk) {
  const range_task *t = context;
  const int64_t pieces = (t->count + PIECE - 1) / PIECE;
  const int64_t start = pieces * chunk / t->chunks * PIECE;
  int64_t end = pieces * (chunk + 1) / t->chunks * PIECE;
  if (end > t->count) end = t->count;
  if (end > start) t->function(t, start, end - start);
}

/// Runs a task of `weight` multiply-adds an element.
static inline void run_range(range_task *t, double weight) {
  t->chunks = il_chunk_count((double)t->count * weight, (t->count + PIECE - 1) / PIECE);
  if (t->chunks < 2) t->function(t, 0, t->count);
  else il_parallel(t->chunks, il_range_chunk, t);
}

static inline const void *at(const void *p, int64_t element, size_t size) {
  return p ? (const char *)p + (size_t)element * size : NULL;
}

static inline void *place(void *p, int64_t element, size_t size) {
  return p ? (char *)p + (size_t)element * size : NULL;
}
