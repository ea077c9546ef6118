// Rows of a data set brought together, and into the number type of a network where they are stored in another.
#include <string.h>

#include "internal.h"

/// What a number of a row costs, in multiply-adds: it is read from far and written once.
#define NUMBER_COST 2

/// Rows to be brought together, converted on the way or not.
typedef struct gathering {
  il_scalar scalar;
  il_stored stored;
  int64_t rows, columns;
  int chunks;
  const void *x;
  const int32_t *index;
  void *result;
} gathering;

static void copy_chunk(const void *context, int chunk) {
  const gathering *t = context;
  const int64_t start = t->rows * chunk / t->chunks, end = t->rows * (chunk + 1) / t->chunks;
  const size_t bytes = (size_t)t->columns * il_size(t->scalar);
  for (int64_t i = start; i < end; i++) {
    memcpy((char *)t->result + (size_t)i * bytes, (const char *)t->x + (size_t)t->index[i] * bytes, bytes);
  }
}

static size_t stored_size(il_stored stored) {
  switch (stored) {
    case IL_STORED_UINT8: return 1;
    case IL_STORED_INT32:
    case IL_STORED_FLOAT32: return 4;
    case IL_STORED_FLOAT64: return 8;
  }
  return 0;
}

static void convert_chunk(const void *context, int chunk) {
  const gathering *t = context;
  const int64_t start = t->rows * chunk / t->chunks, end = t->rows * (chunk + 1) / t->chunks;
  const size_t from = (size_t)t->columns * stored_size(t->stored), to = (size_t)t->columns * il_size(t->scalar);
  for (int64_t i = start; i < end; i++) {
    const char *row = (const char *)t->x + (size_t)(t->index ? t->index[i] : i) * from;
    il_kernels(t->scalar)->convert(t->stored, t->columns, row, (char *)t->result + (size_t)i * to);
  }
}

/// Shares the rows out among the threads.
static void gather(gathering *t, il_task chunk) {
  t->chunks = il_chunk_count((double)t->rows * (double)t->columns * NUMBER_COST, t->rows);
  if (t->chunks < 2) chunk(t, 0);
  else il_parallel(t->chunks, chunk, t);
}

void il_gather_rows(il_scalar scalar, int64_t rows, int64_t columns, const void *x, const int32_t *index,
                    void *result) {
  if (columns < 1) return;
  gathering t = {.scalar = scalar, .rows = rows, .columns = columns, .x = x, .index = index, .result = result};
  gather(&t, copy_chunk);
}

void il_gather_converted(il_scalar scalar, il_stored stored, int64_t rows, int64_t columns, const void *x,
                         const int32_t *index, void *result) {
  gathering t = {scalar, stored, rows, columns, 1, x, index, result};
  gather(&t, convert_chunk);
}

void il_gather_classes(int64_t rows, int64_t columns, const int32_t *x, const int32_t *index,
                       int32_t *result) {
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) result[i * columns + j] = x[index[i] * columns + j];
  }
}

void il_gather_one_hot(il_scalar scalar, int64_t rows, int64_t columns, int64_t classes, const int32_t *x,
                       const int32_t *index, void *result) {
  memset(result, 0, (size_t)(rows * columns * classes) * il_size(scalar));
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) {
      const int32_t class = x[(index ? index[i] : i) * columns + j];
      if (class < 0 || class >= classes) continue;
      const int64_t place = (i * columns + j) * classes + class;
      if (scalar == IL_FLOAT32) {
        ((float *)result)[place] = 1;
      } else {
        ((double *)result)[place] = 1;
      }
    }
  }
}
