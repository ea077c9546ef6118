// The inner loops of products under a window: operands are read where they lie, by tables of offsets.

#if IL_PANEL_ROWS == 14
enum { POINT_ROWS = 10, NARROW_ROWS = 6, WIDE_ROWS = 12 };
#else
enum { POINT_ROWS = 6, NARROW_ROWS = 2, WIDE_ROWS = 6 };
#endif
enum { NARROW_VECTORS = 4, WIDE_VECTORS = 2 };

/// Rows that each have a place of their own: c[i, lane] = start + sum over p of row[i][offsets[p]] b[p, lane].
typedef struct point_tile {
  int64_t k;
  const int32_t *offsets;
  const R *row[POINT_ROWS];
  const R *b;
  /// by lane, or NULL
  const R *initial;
  R *c;
  int64_t c_row;
  /// go on with the chain that stands in c; or add to c
  bool resume, add;
} point_tile;

/// Computes a tile; rows and vectors are constants at every call.
INLINE void point_block(const int rows, const int vectors, const point_tile *t) {
#define EACH_VECTOR UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++)
  V sum[POINT_ROWS][PANEL_VECTORS];
  const R *row[POINT_ROWS];
  UNROLL for (int i = 0; i < rows; i++) row[i] = t->row[i];
  R *c = t->c;
  const int64_t c_row = t->c_row;
  if (t->resume) {
    EACH_VECTOR sum[i][j] = full_load(c + i * c_row + j * LANES);
  } else if (t->initial) {
    EACH_VECTOR sum[i][j] = full_load(t->initial + j * LANES);
  } else {
    EACH_VECTOR sum[i][j] = splat(0);
  }
  const R *b = t->b;
  const int32_t *offset = t->offsets;
  for (const int32_t *end = offset + t->k; offset < end; offset++, b += vectors * LANES) {
    const int64_t at = *offset;
    V lanes[PANEL_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) lanes[j] = full_load(b + j * LANES);
    UNROLL for (int i = 0; i < rows; i++) {
      V factor = splat(row[i][at]);
      UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = fused(factor, lanes[j], sum[i][j]);
    }
  }
  if (t->add) { EACH_VECTOR sum[i][j] = full_load(c + i * c_row + j * LANES) + sum[i][j]; }
  EACH_VECTOR full_store(c + i * c_row + j * LANES, sum[i][j]);
#undef EACH_VECTOR
}

#define POINT_CASE(rows) \
  case rows:             \
    if (vectors == 1) point_block(rows, 1, t); \
    else point_block(rows, 2, t);              \
    break;

static void point_run(int rows, int vectors, const point_tile *t) {
  switch (rows) {
    POINT_CASE(1) POINT_CASE(2) POINT_CASE(3) POINT_CASE(4) POINT_CASE(5) POINT_CASE(6)
#if IL_PANEL_ROWS == 14
    POINT_CASE(7) POINT_CASE(8) POINT_CASE(9) POINT_CASE(10)
#endif
  }
}

/// Vectors of places: c[i][j] = start + sum over p of a[p, i] place[j][offsets[p] ...], i over outputs.
typedef struct line_tile {
  int64_t k;
  const int32_t *offsets;
  const R *a;
  const R *place[NARROW_VECTORS];
  int width[NARROW_VECTORS];
  /// by row, or NULL
  const R *initial;
  R *c[NARROW_VECTORS];
  int64_t c_row;
  bool add;
} line_tile;

INLINE void line_block(const int rows, const int vectors, const line_tile *t) {
#define EACH_VECTOR UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++)
  V sum[WIDE_ROWS][NARROW_VECTORS];
  if (t->initial) {
    EACH_VECTOR sum[i][j] = splat(t->initial[i]);
  } else {
    EACH_VECTOR sum[i][j] = splat(0);
  }
  const R *place[NARROW_VECTORS];
  UNROLL for (int j = 0; j < vectors; j++) place[j] = t->place[j];
  const R *a = t->a;
  const int32_t *offset = t->offsets;
  for (const int32_t *end = offset + t->k; offset < end; offset++, a += rows) {
    const int64_t at = *offset;
    V lanes[NARROW_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) lanes[j] = full_load(place[j] + at);
    UNROLL for (int i = 0; i < rows; i++) {
      V factor = splat(a[i]);
      UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = fused(factor, lanes[j], sum[i][j]);
    }
  }
  const int64_t c_row = t->c_row;
  if (t->add) { EACH_VECTOR sum[i][j] = part_load(t->c[j] + i * c_row, t->width[j]) + sum[i][j]; }
  EACH_VECTOR part_store(t->c[j] + i * c_row, t->width[j], sum[i][j]);
#undef EACH_VECTOR
}

#define NARROW_CASE(rows) \
  case rows: line_block(rows, NARROW_VECTORS, t); break;
#define WIDE_CASE(rows) \
  case rows: line_block(rows, WIDE_VECTORS, t); break;

static void line_run(int rows, const line_tile *t) {
  switch (rows) {
    NARROW_CASE(1) NARROW_CASE(2)
#if IL_PANEL_ROWS == 14
    NARROW_CASE(3) NARROW_CASE(4) NARROW_CASE(5) NARROW_CASE(6)
    WIDE_CASE(7) WIDE_CASE(8) WIDE_CASE(9) WIDE_CASE(10) WIDE_CASE(11) WIDE_CASE(12)
#else
    WIDE_CASE(3) WIDE_CASE(4) WIDE_CASE(5) WIDE_CASE(6)
#endif
  }
}
