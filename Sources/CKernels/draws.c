// Drawing many numbers of one stream, cut for threads: a stream's numbers are a function of their places.
#include "internal.h"

/// One call's share among threads.
typedef struct draw_task {
  const il_kernel_table *kernels;
  const il_draw *draw;
  int64_t count;
  int chunks;
  double *numbers;
} draw_task;

/// Numbers in a piece that threads share out.
enum { PIECE = 4096 };

static void draw_chunk(const void *context, int chunk) {
  const draw_task *t = context;
  const int64_t pieces = (t->count + PIECE - 1) / PIECE;
  const int64_t start = pieces * chunk / t->chunks * PIECE;
  int64_t end = pieces * (chunk + 1) / t->chunks * PIECE;
  if (end > t->count) end = t->count;
  if (end > start) t->kernels->draw(t->draw, start, end, t->numbers);
}

void il_draw_numbers(const il_draw *draw, int64_t count, double *numbers) {
  const int chunks = il_chunk_count((double)count * 20, (count + PIECE - 1) / PIECE);
  const draw_task t = {il_kernels(IL_FLOAT64), draw, count, chunks, numbers};
  if (chunks < 2) draw_chunk(&t, 0);
  else il_parallel(chunks, draw_chunk, &t);
}
