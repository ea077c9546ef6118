// The way that a part of a product takes: panels of B packed, or A and the result turned.

/// What a part of a product moves, in multiply-adds of single numbers: A and B, packed as they lie or turned.
static double product_moves(const il_product *p, int64_t rows, int64_t columns) {
  enum { MOVED = 16, TURNED = 32 };
  const int64_t panels = (rows + PANEL_ROWS - 1) / PANEL_ROWS, blocks = (panels + PANEL_BLOCK - 1) / PANEL_BLOCK;
  const double a = packs_a(p, columns) ? TURNED : 0, b = p->b_column == 1 ? MOVED : TURNED;
  return (a * (double)rows + b * (double)(columns * blocks)) * (double)p->k;
}

static void product(const il_product *p, int64_t m0, int64_t m1, int64_t n0, int64_t n1) {
  if (m1 <= m0 || n1 <= n0) return;
  const bool turns = turns_a(p, m1 - m0, n1 - n0), packs = !turns && packs_a(p, n1 - n0);
  R *b = il_thread_buffer(IL_PANEL_B_BUFFER, sizeof(R) * IL_CHUNK * PANEL_COLUMNS);
  R *a = turns || packs ? il_thread_buffer(IL_PANEL_A_BUFFER, sizeof(R) * (PANEL_A_NUMBERS + LANES)) : NULL;
  if (!b || ((turns || packs) && !a)) reference_product(p, m0, m1, n0, n1);
  else if (turns) product_turned(p, m0, m1, n0, n1, b, a);
  else product_packed(p, m0, m1, n0, n1, b, a);
}
