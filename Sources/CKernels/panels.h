// Products whose B is packed once and used many times, as the weights of a recurrence are: the same chains.

#ifdef IL_IS_REFERENCE
static void pack_panels(const il_product *p, void *panels) { (void)p, (void)panels; }

static void panel_product(const il_product *p, int64_t m0, int64_t m1, const void *panels) {
  (void)panels;
  reference_product(p, m0, m1, 0, p->n);
}
#else
/// All of B: chunk by chunk of k, panel by panel; k * (n + LANES - 1) numbers at most.
static void pack_panels(const il_product *p, void *panels) {
  R *d = panels;
  for (int64_t p0 = 0; p0 < p->k; p0 += IL_CHUNK) {
    const int64_t k = p->k - p0 < IL_CHUNK ? p->k - p0 : IL_CHUNK;
    for (int64_t j = 0; j < p->n; j += PANEL_COLUMNS) {
      const int n = panel_columns(p->n - j);
      pack_b(p, j, n, p0, k, d);
      d += k * panel_width(n);
    }
  }
}

/// Rows m0..<m1 of a product whose B lies in panels.
static void panel_product(const il_product *p, int64_t m0, int64_t m1, const void *panels) {
  if (m1 <= m0 || p->n <= 0) return;
  const int64_t heights = (m1 - m0 + PANEL_ROWS - 1) / PANEL_ROWS;
  const row_cut cut = {m0, heights, (m1 - m0) / heights, (m1 - m0) % heights};
  const R *b = panels;
  fetch ahead = {.lines = 0};
  const next_panel none = {NULL, 0};
  for (int64_t p0 = 0; p0 < p->k; p0 += IL_CHUNK) {
    const int64_t k = p->k - p0 < IL_CHUNK ? p->k - p0 : IL_CHUNK;
    for (int64_t j = 0; j < p->n; j += PANEL_COLUMNS) {
      const int n = panel_columns(p->n - j), width = panel_width(n);
      panel_tiles(p, &cut, 0, heights, j, n, p0, k, NULL, (column_panel){b, width, NULL}, &ahead, &none);
      b += k * width;
    }
  }
}
#endif
