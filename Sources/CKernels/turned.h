// Products with few rows and a turned B, such as a layer's forward pass: the lanes run along the rows. Then A and the
// result are turned on their way, which are small, and not B, whose rows are read in place.

/// Whether turning A and C takes clearly less than turning B, which later rows find turned; C has to fit into the
/// memory of A's panels.
static bool turns_a(const il_product *p, int64_t rows, int64_t columns) {
  if (p->b_column == 1 || p->b_row != 1 || p->a_column != 1) return false;
  if (p->initial && p->initial_row != 0) return false;
  // Rows that lie 4 KB apart share a set of the first-level cache.
  if (p->b_column % (4096 / (int64_t)sizeof(R)) == 0) return false;
  const int64_t padded = (rows + LANES - 1) / LANES * LANES;
  return padded * columns <= PANEL_A_NUMBERS && 4 * padded * (p->k + columns) < 3 * columns * p->k;
}

/// The first chunk of k begins with the initial value of each column of C, a row here.
static void spread_initial(const R *initial, int64_t columns, int width, R *sums) {
  for (int64_t i = 0; i < columns; i++) {
    for (int j = 0; j < width; j += LANES) full_store(sums + i * width + j, splat(initial[i]));
  }
}

/// The tiles of `n` rows of A, packed, by the columns of a cut: one chunk of k from p0.
static void turned_tiles(const il_product *p, const row_cut *cut, int n, int64_t p0, int64_t k, const R *packed,
                         R *sums, fetch *ahead) {
  const int width = panel_width(n);
  for (int64_t panel = 0; panel < cut->panels; panel++) {
    const int columns = cut_height(cut, panel);
    const int64_t column = cut_row(cut, panel);
    R *c = sums + (column - cut->start) * width;
    tile t = {.k = k, .b = packed, .b_step = width, .width = LANES, .add = p0 > 0, .c = c, .c_row = width};
    t.a = (const R *)p->b + column * p->b_column + p0;
    t.a_step = p->b_column;
    t.initial = p0 == 0 && p->initial ? c : NULL;
    t.initial_row = width;
    t.ahead = fetch_next(ahead, k, t.a);
    tile_run(columns, width / LANES, false, &t);
  }
}

/// Rows m0..<m1, columns n0..<n1, with a buffer for a panel of A and one for the turned result.
static void product_turned(const il_product *p, int64_t m0, int64_t m1, int64_t n0, int64_t n1, R *packed, R *sums) {
  const int64_t columns = n1 - n0, panels = (columns + PANEL_ROWS - 1) / PANEL_ROWS;
  const row_cut cut = {n0, panels, columns / panels, columns % panels};
  const int64_t wide = (m1 - m0 + PANEL_COLUMNS - 1) / PANEL_COLUMNS, deep = (p->k + IL_CHUNK - 1) / IL_CHUNK;
  fetch ahead = fetch_begin(p, panels * wide * deep);
  for (int64_t p0 = 0; p0 < p->k; p0 += IL_CHUNK) {
    const int64_t k = p->k - p0 < IL_CHUNK ? p->k - p0 : IL_CHUNK;
    for (int64_t i = m0; i < m1; i += PANEL_COLUMNS) {
      const int n = panel_columns(m1 - i);
      R *c = sums + (i - m0) * columns;
      if (p0 == 0 && p->initial) spread_initial((const R *)p->initial + n0, columns, panel_width(n), c);
      pack(k, n, (const R *)p->a + i * p->a_row + p0, 1, p->a_row, packed, panel_width(n));
      turned_tiles(p, &cut, n, p0, k, packed, c, &ahead);
    }
  }
  for (int64_t i = m0; i < m1; i += PANEL_COLUMNS) {
    const int n = panel_columns(m1 - i);
    pack_turned(columns, n, sums + (i - m0) * columns, panel_width(n), (R *)p->c + i * p->c_row + n0, p->c_row);
  }
}
