// Products of matrices: all transpositions, sizes around vectors, panels and chunks.
#include "collect.h"

/// Sizes of a product.
typedef struct sizes {
  int64_t m, n, k;
} sizes;

/// Where a product starts from.
enum { FROM_ZERO, FROM_BIAS, FROM_MATRIX, FROM_ITSELF, STARTS };

/// One product, its operands' rows a few numbers apart.
static void product(bits *b, sizes s, bool transpose_a, bool transpose_b, int start) {
  const int64_t lda = (transpose_a ? s.m : s.k) + 1, ldb = (transpose_b ? s.k : s.n) + 2, ldc = s.n + 3;
  const void *x = bits_numbers(b, (transpose_a ? s.k : s.m) * lda, 1);
  const void *y = bits_numbers(b, (transpose_b ? s.n : s.k) * ldb, 1);
  void *c = start == FROM_ITSELF ? bits_numbers(b, s.m * ldc, 1) : bits_room(b, s.m * ldc);
  const void *initial = NULL;
  if (start == FROM_BIAS) initial = bits_numbers(b, s.n, 1);
  if (start == FROM_MATRIX) initial = bits_numbers(b, s.m * ldc, 1);
  if (start == FROM_ITSELF) initial = c;
  il_gemm(b->scalar, transpose_a, transpose_b, s.m, s.n, s.k, x, lda, y, ldb, initial,
          start == FROM_BIAS ? 0 : ldc, c, ldc);
  bits_take(b, s.m * ldc, c);
  bits_free(b);
}

void bits_products(bits *b) {
  static const sizes all[] = {{1, 1, 1},    {1, 33, 500},  {37, 1, 390},  {3, 5, 7},      {6, 16, 384},
                              {14, 32, 60}, {15, 31, 385}, {29, 47, 129}, {2, 130, 769},  {65, 18, 40},
                              {0, 3, 5},    {4, 5, 0},     {53, 61, 97},  {90, 100, 30},
                              {7, 640, 20}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    for (int start = 0; start < STARTS; start++) product(b, all[i], start & 1, (start + i) & 2, start);
    product(b, all[i], true, true, (int)(i % STARTS));
  }
}

void bits_small_products(bits *b) {
  static const int64_t edges[] = {1, 2, 3, 4, 7, 8, 9, 16, 17};
  enum { EDGES = sizeof edges / sizeof *edges };
  for (int i = 0; i < EDGES * EDGES * EDGES; i++) {
    const sizes s = {edges[i % EDGES], edges[i / EDGES % EDGES], edges[i / EDGES / EDGES]};
    product(b, s, i & 1, i & 2, i % STARTS);
  }
}
