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
  /// where to copy B's rows on the way, packed for the tiles below; NULL: nowhere
  R *copy;
  fetch_line ahead;
} tile;

/// `count` steps of k for a tile: rows, vectors, k_major, copies and count are constants at every call.
INLINE void tile_steps(const int rows, const int vectors, const bool k_major, const bool copies, const int count,
                       const R *restrict a, int64_t a_step, const R *restrict b, int64_t b_step, R *restrict copy,
                       V sum[PANEL_ROWS][PANEL_VECTORS]) {
  UNROLL for (int p = 0; p < count; p++) {
    V row[PANEL_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) row[j] = full_load(b + p * b_step + j * LANES);
    if (copies) { UNROLL for (int j = 0; j < vectors; j++) full_store(copy + (p * vectors + j) * LANES, row[j]); }
    UNROLL for (int i = 0; i < rows; i++) {
      V factor = splat(k_major ? a[p * a_step + i] : a[i * a_step + p]);
      UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = fused(factor, row[j], sum[i][j]);
    }
  }
}

/// Computes a tile; rows, vectors, k_major and copies are constants at every call.
INLINE void tile_block(const int rows, const int vectors, const bool k_major, const bool copies, const tile *t) {
  V sum[PANEL_ROWS][PANEL_VECTORS];
  const int width = t->width;
  const R *a = t->a, *b = t->b;
  R *copy = t->copy;
  const int64_t a_step = t->a_step, a_move = k_major ? a_step : 1, b_step = t->b_step;
#define EACH_VECTOR UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++)
#define READ(p) ((j < vectors - 1 || width == LANES) ? full_load(p) : part_load((p), width))
  EACH_VECTOR sum[i][j] = splat(0);
  if (t->initial) { EACH_VECTOR sum[i][j] = READ(t->initial + i * t->initial_row + j * LANES); }
  const char *ahead = t->ahead.start;
  const int64_t distance = t->ahead.distance;
  int64_t left = t->k;
  // In fours, so that the loop has few turns and processors foresee its end.
  for (; left >= 4; left -= 4, a += 4 * a_move, b += 4 * b_step) {
    __builtin_prefetch(ahead, 0, 2);
    __builtin_prefetch(ahead + distance, 0, 2);
    ahead += 2 * distance;
    // Or the compiler keeps a pointer for each row and each step, for which there are no registers.
    __asm__("" : "+r"(a));
    tile_steps(rows, vectors, k_major, copies, 4, a, a_step, b, b_step, copy, sum);
    if (copies) copy += 4 * vectors * LANES;
  }
  for (; left > 0; left--, a += a_move, b += b_step) {
    tile_steps(rows, vectors, k_major, copies, 1, a, a_step, b, b_step, copy, sum);
    if (copies) copy += vectors * LANES;
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

#define TILE_CASE(rows, vectors)                                                                 \
  case rows:                                                                                     \
    if (vectors == PANEL_VECTORS && t->copy) {                                                   \
      if (k_major) tile_block(rows, vectors, true, true, t);                                     \
      else tile_block(rows, vectors, false, true, t);                                            \
    } else if (k_major) tile_block(rows, vectors, true, false, t);                               \
    else tile_block(rows, vectors, false, false, t);                                             \
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
