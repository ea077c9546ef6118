// The inner loop of the product: a block of up to PANEL_ROWS rows by up to two vectors, held in registers.

/// Two vectors wide and so high that the accumulators fill the registers: 28 of 32, or 12 of 16.
enum { PANEL_VECTORS = 2, PANEL_COLUMNS = PANEL_VECTORS * LANES, PANEL_ROWS = IL_PANEL_ROWS };

/// A block's operands. A's element (i, p) is a[p * a_step + i] when it is k-major, else a[i * a_step + p];
/// B's rows lie b_step apart, mostly packed; `width` are the valid lanes of its last vector.
typedef struct tile {
  int64_t k;
  const R *a;
  int64_t a_step;
  const R *b;
  int64_t b_step;
  int width;
  const R *initial;
  int64_t initial_row;
  R *c;
  int64_t c_row;
  /// a later chunk of k: add to c
  bool add;
} tile;

/// Computes a tile; rows, vectors and k_major are constants at every call.
INLINE void tile_block(const int rows, const int vectors, const bool k_major, const tile *t) {
  V sum[PANEL_ROWS][PANEL_VECTORS];
  const int width = t->width;
  const R *restrict a = t->a;
  const R *restrict b = t->b;
  const int64_t step = t->a_step, b_step = t->b_step, k = t->k;
#define EACH_VECTOR UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++)
#define READ(p) ((j < vectors - 1 || width == LANES) ? full_load(p) : part_load((p), width))
  EACH_VECTOR sum[i][j] = splat(0);
  if (t->initial) { EACH_VECTOR sum[i][j] = READ(t->initial + i * t->initial_row + j * LANES); }
  for (int64_t p = 0; p < k; p++, b += b_step) {
    V row[PANEL_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) row[j] = full_load(b + j * LANES);
    UNROLL for (int i = 0; i < rows; i++) {
      V factor = splat(k_major ? a[p * step + i] : a[i * step + p]);
      UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = fused(factor, row[j], sum[i][j]);
    }
  }
  R *c = t->c;
  const int64_t c_row = t->c_row;
  if (t->add) { EACH_VECTOR sum[i][j] += READ(c + i * c_row + j * LANES); }
  if (width == LANES) {
    EACH_VECTOR full_store(c + i * c_row + j * LANES, sum[i][j]);
  } else {
    EACH_VECTOR if (j < vectors - 1) full_store(c + i * c_row + j * LANES, sum[i][j]);
    else part_store(c + i * c_row + j * LANES, width, sum[i][j]);
  }
#undef READ
#undef EACH_VECTOR
}

#define TILE_CASE(rows, vectors)                       \
  case rows:                                           \
    if (k_major) tile_block(rows, vectors, true, t);   \
    else tile_block(rows, vectors, false, t);          \
    break;
#define TILE_CASES_6(v) \
  TILE_CASE(1, v) TILE_CASE(2, v) TILE_CASE(3, v) TILE_CASE(4, v) TILE_CASE(5, v) TILE_CASE(6, v)
#if IL_PANEL_ROWS == 14
#define TILE_CASES(v)                                                                     \
  TILE_CASES_6(v)                                                                         \
  TILE_CASE(7, v) TILE_CASE(8, v) TILE_CASE(9, v) TILE_CASE(10, v) TILE_CASE(11, v)       \
  TILE_CASE(12, v) TILE_CASE(13, v) TILE_CASE(14, v)
#else
#define TILE_CASES(v) TILE_CASES_6(v)
#endif

/// An exact block for each height, so that no padded rows are computed.
static void tile_run(int rows, int vectors, bool k_major, const tile *t) {
  if (vectors == 1) {
    switch (rows) { TILE_CASES(1) }
  } else {
    switch (rows) { TILE_CASES(2) }
  }
}
