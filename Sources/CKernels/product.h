// Matrix products after BLIS, simplified: a panel of B is packed just before its tiles, so that it is still in the
// first-level cache, A is read in place. Cutting and packing are free choices, because the definition names one
// chain for each output element; only IL_CHUNK is fixed.

/// Row panels of A that a panel of B meets: A's stay in the second-level cache.
enum { PANEL_BLOCK = 24, PANEL_A_NUMBERS = IL_CHUNK * PANEL_BLOCK * PANEL_ROWS };

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
    pack_exactly(k, rows, a, p->a_column, p->a_row, d);
    d += k * rows;
  }
}

/// Rows from which on packing B pays: fewer use a panel too seldom again. A ragged edge is packed in any case,
/// for whole loads.
enum { PACKING_ROWS = 5 * PANEL_ROWS };

INLINE bool reads_b_in_place(const il_product *p, int64_t rows, int64_t columns) {
  return p->b_column == 1 && rows < PACKING_ROWS && columns >= PANEL_COLUMNS;
}

/// Numbers in a row of a packed panel of n columns.
INLINE int panel_width(int n) { return (n + LANES - 1) / LANES * LANES; }

/// Packs n columns of B from column j on, rows p0..<p0 + k.
static void pack_b(const il_product *p, int64_t j, int n, int64_t p0, int64_t k, R *d) {
  pack(k, n, (const R *)p->b + p0 * p->b_row + j * p->b_column, p->b_row, p->b_column, d, panel_width(n));
}

/// Where a column panel of B lies, and the distance of its rows; `copy`: where the first tile is to pack it, or NULL.
typedef struct column_panel {
  const R *b;
  int64_t step;
  R *copy;
} column_panel;

/// The panel of B that is taken next: its first number, and how many columns it has (0: there is none).
typedef struct next_panel {
  const R *b;
  int columns;
} next_panel;

/// What a panel's tile number `tile` fetches of the next panel, or nothing.
INLINE fetch_line fetch_panel(const il_product *p, const next_panel *next, int64_t tile, int64_t p0, int64_t k,
                              fetch_line nothing) {
  enum { LINES = PANEL_COLUMNS * sizeof(R) > CACHE_LINE ? PANEL_COLUMNS * sizeof(R) / CACHE_LINE : 1 };
  const int64_t size = (int64_t)sizeof(R);
  if (next->columns == 0) return nothing;
  if (p->b_column == 1) {
    // A line of every second row for each tile.
    if (tile >= 2 * LINES) return nothing;
    return (fetch_line){(const char *)(next->b + tile / LINES * p->b_row) + tile % LINES * CACHE_LINE,
                        2 * p->b_row * size};
  }
  // Turned, whole rows in one piece.
  const int64_t start = tile * (k / 2) * CACHE_LINE;
  const bool is_one_piece = p->b_row == 1 && p->b_column < p->k + LANES;
  if (p0 > 0 || !is_one_piece || start >= next->columns * p->b_column * size) return nothing;
  return (fetch_line){(const char *)next->b + start, CACHE_LINE};
}

/// The tiles of n columns from column j on: row panels first..<end, one chunk of k from p0.
static void panel_tiles(const il_product *p, const row_cut *cut, int64_t first, int64_t end, int64_t j, int n,
                        int64_t p0, int64_t k, const R *packed_a, column_panel panel_b, fetch *ahead,
                        const next_panel *next) {
  const bool k_major = p->a_row == 1 || packed_a;
  const int vectors = (n + LANES - 1) / LANES;
  for (int64_t panel = first; panel < end; panel++) {
    const int rows = cut_height(cut, panel);
    const int64_t row = cut_row(cut, panel);
    tile t = {.k = k, .b = panel_b.b, .b_step = panel_b.step, .width = n - (vectors - 1) * LANES, .add = p0 > 0};
    t.a = packed_a ? packed_a : (const R *)p->a + row * p->a_row + p0 * p->a_column;
    t.a_step = packed_a ? rows : k_major ? p->a_column : p->a_row;
    t.initial = p0 == 0 && p->initial ? (const R *)p->initial + row * p->initial_row + j : NULL;
    t.initial_row = p->initial_row;
    t.c = (R *)p->c + row * p->c_row + j;
    t.c_row = p->c_row;
    t.ahead = fetch_next(ahead, k, t.a);
    if (t.ahead.distance == 0) t.ahead = fetch_panel(p, next, panel - first, p0, k, t.ahead);
    t.copy = panel_b.copy;
    tile_run(rows, vectors, k_major, &t);
    if (t.copy) panel_b = (column_panel){t.copy, PANEL_COLUMNS, NULL};
    if (packed_a) packed_a += k * rows;
  }
}

INLINE int panel_columns(int64_t left) { return left < PANEL_COLUMNS ? (int)left : PANEL_COLUMNS; }

/// Rows m0..<m1, columns n0..<n1, with a buffer for a panel of B, and for a block of A's panels where it packs them.
static void product_packed(const il_product *p, int64_t m0, int64_t m1, int64_t n0, int64_t n1, R *b, R *a) {
  const bool in_place = reads_b_in_place(p, m1 - m0, n1 - n0);
  const int64_t panels = (m1 - m0 + PANEL_ROWS - 1) / PANEL_ROWS;
  const row_cut cut = {m0, panels, (m1 - m0) / panels, (m1 - m0) % panels};
  const int64_t wide = (n1 - n0 + PANEL_COLUMNS - 1) / PANEL_COLUMNS, deep = (p->k + IL_CHUNK - 1) / IL_CHUNK;
  const int64_t blocks = (panels + PANEL_BLOCK - 1) / PANEL_BLOCK;
  fetch ahead = fetch_begin(p, panels * wide * deep);
  for (int64_t p0 = 0; p0 < p->k; p0 += IL_CHUNK) {
    const int64_t k = p->k - p0 < IL_CHUNK ? p->k - p0 : IL_CHUNK;
    for (int64_t block = 0; block < blocks; block++) {
      const int64_t first = panels * block / blocks, end = panels * (block + 1) / blocks;
      if (a) pack_a(p, &cut, first, end, p0, k, a);
      for (int64_t j = n0; j < n1; j += PANEL_COLUMNS) {
        const int n = panel_columns(n1 - j);
        column_panel panel = {b, panel_width(n), NULL};
        if (p->b_column != 1 || n < PANEL_COLUMNS) pack_b(p, j, n, p0, k, b);
        else panel = (column_panel){(const R *)p->b + p0 * p->b_row + j, p->b_row, in_place ? NULL : b};
        const next_panel next = {(const R *)p->b + p0 * p->b_row + (j + n) * p->b_column,
                                 j + n < n1 ? panel_columns(n1 - j - n) : 0};
        panel_tiles(p, &cut, first, end, j, n, p0, k, a, panel, &ahead, &next);
      }
    }
  }
}
