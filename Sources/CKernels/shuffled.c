// Products whose sums depend on the place of the result: what people have elsewhere, to be looked at here.
#include "internal.h"

/// Where the sum of an element begins: far apart for neighbors.
static int64_t first_term(int64_t i, int64_t j, int64_t k) { return (i * 13 + j * 7) % k; }

#define SHUFFLED(NAME, R, FMA)                                                                     \
  static void NAME(const il_product *p) {                                                          \
    for (int64_t i = 0; i < p->m; i++) {                                                           \
      for (int64_t j = 0; j < p->n; j++) {                                                         \
        const R *a = (const R *)p->a + i * p->a_row, *b = (const R *)p->b + j * p->b_column;       \
        R sum = p->initial ? ((const R *)p->initial)[i * p->initial_row + j] : 0;                  \
        for (int64_t q = 0; q < p->k; q++) {                                                       \
          const int64_t term = (first_term(i, j, p->k) + q) % p->k;                                \
          sum = FMA(a[term * p->a_column], b[term * p->b_row], sum);                               \
        }                                                                                          \
        ((R *)p->c)[i * p->c_row + j] = sum;                                                       \
      }                                                                                            \
    }                                                                                              \
  }

SHUFFLED(shuffled_float32, float, __builtin_fmaf)
SHUFFLED(shuffled_float64, double, __builtin_fma)

void il_product_shuffled(il_scalar scalar, const il_product *product) {
  if (scalar == IL_FLOAT64) shuffled_float64(product);
  else shuffled_float32(product);
}
