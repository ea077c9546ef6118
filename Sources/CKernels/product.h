// Matrix products after BLIS, simplified: B packed into panels, A read in place. Cutting and packing are
// free choices, because the definition names one chain for each output element; only IL_CHUNK is fixed.

/// Columns of B and row panels of A worked on at a time: B's panels stay in the second-level cache.
enum { COLUMN_BLOCK = 1024, PANEL_BLOCK = 24 };

/// Rows per panel, as even as possible: `large` panels of rows + 1, then panels of `rows`.
typedef struct row_cut {
  int64_t start, panels, rows, large;
} row_cut;

INLINE int cut_height(const row_cut *cut, int64_t panel) { return (int)(cut->rows + (panel < cut->large)); }

INLINE int64_t cut_row(const row_cut *cut, int64_t panel) {
  return cut->start + panel * cut->rows + (panel < cut->large ? panel : cut->large);
}

/// Packing A pays when many columns use it again, or when its rows alias in the cache (4 KB apart).
static bool packs_a(const il_product *p, int64_t columns) {
  if (p->a_row == 1) return false;
  if (p->a_column != 1 || columns > 600) return true;
  return columns >= 128 && p->a_row % (4096 / (int64_t)sizeof(R)) == 0;
}

static void pack_a(const il_product *p, const row_cut *cut, int64_t first, int64_t end, int64_t p0, int64_t k,
                   R *d) {
  for (int64_t panel = first; panel < end; panel++) {
    const int rows = cut_height(cut, panel);
    const R *a = (const R *)p->a + cut_row(cut, panel) * p->a_row + p0 * p->a_column;
    pack(k, rows, a, p->a_column, p->a_row, d, rows);
    d += k * rows;
  }
}

/// Rows from which on packing B pays: fewer use a panel too seldom again. A ragged edge is packed in any case,
/// for whole loads.
enum { PACKING_ROWS = 5 * PANEL_ROWS };

INLINE bool reads_b_in_place(const il_product *p, int64_t rows, int64_t columns) {
  return p->b_column == 1 && rows < PACKING_ROWS && columns >= PANEL_COLUMNS;
}

static void pack_b(const il_product *p, int64_t j0, int64_t columns, int64_t p0, int64_t k, bool edge_only,
                   R *d) {
  for (int64_t j = 0; j < columns; j += PANEL_COLUMNS) {
    if (edge_only && columns - j >= PANEL_COLUMNS) continue;
    const int n = columns - j < PANEL_COLUMNS ? (int)(columns - j) : PANEL_COLUMNS;
    const int width = (n + LANES - 1) / LANES * LANES;
    pack(k, n, (const R *)p->b + p0 * p->b_row + (j0 + j) * p->b_column, p->b_row, p->b_column, d, width);
    d += k * width;
  }
}

/// All tiles of one block: columns j0.., row panels first..<end, one chunk of k from p0.
static void product_block(const il_product *p, const row_cut *cut, int64_t first, int64_t end, int64_t j0,
                          int64_t columns, int64_t p0, int64_t k, const R *packed_a, const R *packed_b,
                          bool b_in_place, fetch *ahead) {
  const bool k_major = p->a_row == 1 || packed_a;
  for (int64_t j = 0; j < columns; j += PANEL_COLUMNS) {
    const int n = columns - j < PANEL_COLUMNS ? (int)(columns - j) : PANEL_COLUMNS;
    const int vectors = (n + LANES - 1) / LANES;
    const R *next_a = packed_a;
    const bool in_place = b_in_place && n == PANEL_COLUMNS;
    const R *b = in_place ? (const R *)p->b + p0 * p->b_row + j0 + j : packed_b;
    for (int64_t panel = first; panel < end; panel++) {
      const int rows = cut_height(cut, panel);
      const int64_t row = cut_row(cut, panel);
      tile t = {.k = k, .b = b, .width = n - (vectors - 1) * LANES, .add = p0 > 0};
      t.b_step = in_place ? p->b_row : vectors * LANES;
      t.a = packed_a ? next_a : (const R *)p->a + row * p->a_row + p0 * p->a_column;
      t.a_step = packed_a ? rows : k_major ? p->a_column : p->a_row;
      t.initial = p0 == 0 && p->initial ? (const R *)p->initial + row * p->initial_row + j0 + j : NULL;
      t.initial_row = p->initial_row;
      t.c = (R *)p->c + row * p->c_row + j0 + j;
      t.c_row = p->c_row;
      fetch_lines(ahead);
      tile_run(rows, vectors, k_major, &t);
      if (packed_a) next_a += k * rows;
    }
    if (!in_place) packed_b += k * vectors * LANES;
  }
}

static void product(const il_product *p, int64_t m0, int64_t m1, int64_t n0, int64_t n1) {
  if (m1 <= m0 || n1 <= n0) return;
  R *b = il_thread_buffer(IL_PANEL_B_BUFFER, sizeof(R) * IL_CHUNK * (COLUMN_BLOCK + PANEL_COLUMNS));
  R *a = packs_a(p, n1 - n0) ? il_thread_buffer(IL_PANEL_A_BUFFER, sizeof(R) * IL_CHUNK * PANEL_BLOCK * PANEL_ROWS) : NULL;
  if (!b || (packs_a(p, n1 - n0) && !a)) {
    reference_product(p, m0, m1, n0, n1);
    return;
  }
  const bool in_place = reads_b_in_place(p, m1 - m0, n1 - n0);
  const int64_t panels = (m1 - m0 + PANEL_ROWS - 1) / PANEL_ROWS;
  const row_cut cut = {m0, panels, (m1 - m0) / panels, (m1 - m0) % panels};
  const int64_t wide = (n1 - n0 + PANEL_COLUMNS - 1) / PANEL_COLUMNS, deep = (p->k + IL_CHUNK - 1) / IL_CHUNK;
  fetch ahead = fetch_begin(p, panels * wide * deep);
  for (int64_t j0 = n0; j0 < n1; j0 += COLUMN_BLOCK) {
    const int64_t columns = n1 - j0 < COLUMN_BLOCK ? n1 - j0 : COLUMN_BLOCK;
    for (int64_t p0 = 0; p0 < p->k; p0 += IL_CHUNK) {
      const int64_t k = p->k - p0 < IL_CHUNK ? p->k - p0 : IL_CHUNK;
      pack_b(p, j0, columns, p0, k, in_place, b);
      for (int64_t first = 0; first < panels; first += PANEL_BLOCK) {
        const int64_t end = first + PANEL_BLOCK < panels ? first + PANEL_BLOCK : panels;
        if (a) pack_a(p, &cut, first, end, p0, k, a);
        product_block(p, &cut, first, end, j0, columns, p0, k, a, b, in_place, &ahead);
      }
    }
  }
}

/// Up to four rows by one vector, B read in place: the same chain.
INLINE void small_block(const int rows, const il_product *p, const R *b, int64_t b_row, int64_t i, int64_t j,
                        int w) {
  const R *a = (const R *)p->a + i * p->a_row;
  const R *initial = (const R *)p->initial;
  const int64_t a_row = p->a_row, a_column = p->a_column, k = p->k;
  V sum[4];
  UNROLL for (int r = 0; r < rows; r++) {
    sum[r] = initial ? part_load(initial + (i + r) * p->initial_row + j, w) : splat(0);
  }
  b += j;
  for (int64_t q = 0; q < k; q++) {
    V row = part_load(b + q * b_row, w);
    UNROLL for (int r = 0; r < rows; r++) sum[r] = fused(splat(a[r * a_row + q * a_column]), row, sum[r]);
  }
  UNROLL for (int r = 0; r < rows; r++) part_store((R *)p->c + (i + r) * p->c_row + j, w, sum[r]);
}

/// Small products skip panels and blocks, which would cost more than the arithmetic.
static bool small_product(const il_product *p) {
  enum { ROOM = 1024 };
  R transposed[ROOM];
  const R *b = p->b;
  int64_t b_row = p->b_row;
  if (p->b_column != 1 && p->n != 1) {
    if (p->k * p->n > ROOM) return false;
    for (int64_t j = 0; j < p->n; j++) {
      for (int64_t q = 0; q < p->k; q++) transposed[q * p->n + j] = b[q * p->b_row + j * p->b_column];
    }
    b = transposed;
    b_row = p->n;
  }
  for (int64_t j = 0; j < p->n; j += LANES) {
    const int w = width_left(p->n - j);
    int64_t i = 0;
    for (; i + 4 <= p->m; i += 4) small_block(4, p, b, b_row, i, j, w);
    switch (p->m - i) {
      case 1: small_block(1, p, b, b_row, i, j, w); break;
      case 2: small_block(2, p, b, b_row, i, j, w); break;
      case 3: small_block(3, p, b, b_row, i, j, w); break;
    }
  }
  return true;
}
