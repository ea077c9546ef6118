// Products under a window, whole units of a sample, a group and a band of rows. Where lanes run and what is
// worked on together are free choices: every result is one chain over its taps.

/// Places that are worked on together where lanes run along the outputs.
enum { PLACE_BLOCK = 4 * POINT_ROWS };

/// Whether lanes run along the places: where fewer of them would stay empty, and mind that the other way turns
/// what it has computed.
static bool slide_prefers_places(const il_slide *s) {
  if (s->source.channels_last) return false;
  double used = 0, all = 0;
  for (int64_t i = 0; i < s->lattices; i++) {
    const il_lattice *l = &s->lattice[i];
    used += (double)(l->rows * l->columns);
    all += (double)(l->rows * ((l->columns + LANES - 1) / LANES * LANES));
  }
  const double filled = (double)s->outputs / (double)((s->outputs + LANES - 1) / LANES * LANES);
  const double bonus = s->source.column_stride > 1 ? 0.7 : 1.05;
  return used * bonus >= filled * all;
}

/// Outputs in panel `panel` of those that the lines' tile takes: as even as possible.
INLINE int64_t panel_start(int64_t outputs, int64_t panels, int64_t panel) {
  const int64_t rows = outputs / panels, large = outputs % panels;
  return panel * rows + (panel < large ? panel : large);
}

static int64_t slide_packed_numbers(const il_slide *s, int64_t taps) {
  return taps * (s->lanes_are_places ? s->outputs : (s->outputs + LANES - 1) / LANES * LANES);
}

/// Packs a panel of weights, [tap, output]; entries that follow one another are taken together.
static void slide_pack_panel(const il_slide *s, const il_lattice *l, const R *weight, int n, int width,
                             R *to) {
  for (int64_t k = 0; k < l->taps;) {
    int64_t run = 1;
    while (k + run < l->taps && l->entries[k + run] == l->entries[k] + run) run++;
    pack(run, n, weight + l->entries[k], 1, s->weight_output, to + k * width, width);
    k += run;
  }
}

static void slide_pack(const il_slide *s, int64_t group) {
  const R *weight = (const R *)s->weight + group * s->weight_group;
  const int64_t panels = (s->outputs + WIDE_ROWS - 1) / WIDE_ROWS;
  for (int64_t i = 0; i < s->lattices; i++) {
    const il_lattice *l = &s->lattice[i];
    R *to = (R *)s->packed + group * s->packed_group + l->packed;
    if (s->lanes_are_places) {
      for (int64_t panel = 0; panel < panels; panel++) {
        const int64_t first = panel_start(s->outputs, panels, panel);
        const int n = (int)(panel_start(s->outputs, panels, panel + 1) - first);
        slide_pack_panel(s, l, weight + first * s->weight_output, n, n, to);
        to += l->taps * n;
      }
      continue;
    }
    for (int64_t o = 0; o < s->outputs; o += PANEL_COLUMNS) {
      const int n = s->outputs - o < PANEL_COLUMNS ? (int)(s->outputs - o) : PANEL_COLUMNS;
      const int width = (n + LANES - 1) / LANES * LANES;
      slide_pack_panel(s, l, weight + o * s->weight_output, n, width, to);
      to += l->taps * width;
    }
  }
  if (!s->initial) return;
  R *to = (R *)s->packed_initial + group * s->initial_group;
  for (int64_t o = 0; o < s->initial_group; o++) {
    to[o] = o < s->outputs ? ((const R *)s->initial)[group * s->outputs + o] : 0;
  }
}

/// A band of one lattice of one group: where it is read, and where it goes.
typedef struct slide_band {
  const il_slide *slide;
  const il_lattice *lattice;
  /// of the band's first place
  const R *copy;
  R *result;
  int64_t rows;
  const R *packed, *initial;
  /// room for a block's results
  R *room;
} slide_band;

/// Copies results [place, output] of `places` places to where they belong; offsets are those of the places.
static void slide_put(const slide_band *b, int64_t first, int places, const R *from, int n, R *to) {
  const il_slide *s = b->slide;
  const int64_t columns = b->lattice->columns, channel = s->result_channel;
  int64_t row = first / columns, column = first % columns;
  for (int q = 0; q < places;) {
    R *at = to + row * s->result_row + column * s->result_column;
    int run = places - q < columns - column ? places - q : (int)(columns - column);
    if (channel == 1) {
      for (int i = 0; i < run; i++) {
        for (int o = 0; o < n; o += LANES) {
          part_store(at + i * s->result_column + o, width_left(n - o),
                     full_load(from + (q + i) * PANEL_COLUMNS + o));
        }
      }
    } else {
      int i = 0;
      if (s->result_column == 1) {
        // Whole rows of places next to each other are one run.
        if (s->result_row == columns) run = places - q;
        for (; i + 4 <= run; i += 4) {
          int o = 0;
          for (; o + 4 <= n; o += 4) {
            transpose_4x4(from + (q + i) * PANEL_COLUMNS + o, PANEL_COLUMNS, at + o * channel + i, channel);
          }
          for (; o < n; o++) {
            for (int e = i; e < i + 4; e++) at[o * channel + e] = from[(q + e) * PANEL_COLUMNS + o];
          }
        }
      }
      for (int o = 0; o < n; o++) {
        for (int e = i; e < run; e++) {
          at[o * channel + e * s->result_column] = from[(q + e) * PANEL_COLUMNS + o];
        }
      }
    }
    q += run;
    column += run;
    row += column / columns;
    column %= columns;
  }
}

/// One block of places, all outputs, lanes along the outputs.
static void slide_point_block(const slide_band *b, int64_t first, int places) {
  const il_slide *s = b->slide;
  const il_lattice *l = b->lattice;
  const R *place[PLACE_BLOCK];
  for (int q = 0; q < places; q++) {
    const int64_t row = (first + q) / l->columns, column = (first + q) % l->columns;
    place[q] = b->copy + row * s->source.row_stride * s->source.copy_row + column * s->source.copy_place;
  }
  const int tiles = (places + POINT_ROWS - 1) / POINT_ROWS;
  const R *packed = b->packed;
  for (int64_t o = 0; o < s->outputs; o += PANEL_COLUMNS) {
    const int n = s->outputs - o < PANEL_COLUMNS ? (int)(s->outputs - o) : PANEL_COLUMNS;
    const int vectors = (n + LANES - 1) / LANES;
    for (int64_t k = 0; k == 0 || k < l->taps; k += IL_CHUNK) {
      for (int tile = 0; tile < tiles; tile++) {
        const int start = places * tile / tiles, end = places * (tile + 1) / tiles;
        point_tile t = {.k = l->taps - k < IL_CHUNK ? l->taps - k : IL_CHUNK, .offsets = l->offsets + k};
        for (int q = start; q < end; q++) t.row[q - start] = place[q];
        t.b = packed + k * vectors * LANES;
        t.initial = k == 0 && b->initial ? b->initial + o : NULL;
        t.c = b->room + start * PANEL_COLUMNS;
        t.c_row = PANEL_COLUMNS;
        t.add = k > 0;
        point_run(end - start, vectors, &t);
      }
    }
    slide_put(b, first, places, b->room, n, b->result + o * s->result_channel);
    packed += l->taps * vectors * LANES;
  }
}

/// Results of a line tile that do not lie next to each other.
static void slide_put_line(const slide_band *b, const line_tile *t, int vectors, int rows, R *const *to) {
  const il_slide *s = b->slide;
  for (int j = 0; j < vectors; j++) {
    for (int i = 0; i < rows; i++) {
      for (int e = 0; e < t->width[j]; e++) {
        to[j][i * s->result_channel + e * s->result_column] = t->c[j][i * t->c_row + e];
      }
    }
  }
}

/// All outputs of up to four vectors of places; widths of 0 stand for none.
static void slide_lines(const slide_band *b, line_tile *t, int vectors, R *const *result) {
  const il_slide *s = b->slide;
  const il_lattice *l = b->lattice;
  const int64_t panels = (s->outputs + WIDE_ROWS - 1) / WIDE_ROWS;
  const bool direct = s->result_column == 1;
  const R *packed = b->packed;
  for (int64_t panel = 0; panel < panels; panel++) {
    const int64_t o = panel_start(s->outputs, panels, panel);
    const int rows = (int)(panel_start(s->outputs, panels, panel + 1) - o);
    R *to[NARROW_VECTORS];
    for (int j = 0; j < NARROW_VECTORS; j++) {
      to[j] = result[j] + o * s->result_channel;
      t->c[j] = direct ? to[j] : b->room + j * LANES;
    }
    t->c_row = direct ? s->result_channel : NARROW_VECTORS * LANES;
    for (int64_t k = 0; k == 0 || k < l->taps; k += IL_CHUNK) {
      t->k = l->taps - k < IL_CHUNK ? l->taps - k : IL_CHUNK;
      t->offsets = l->offsets + k;
      t->a = packed + k * rows;
      t->initial = k == 0 && b->initial ? b->initial + o : NULL;
      t->add = k > 0;
      line_run(rows, t);
    }
    if (!direct) slide_put_line(b, t, vectors, rows, to);
    packed += l->taps * rows;
  }
}

static void slide_line_band(const slide_band *b) {
  const il_slide *s = b->slide;
  const il_lattice *l = b->lattice;
  const int64_t pieces = (l->columns + LANES - 1) / LANES, all = b->rows * pieces;
  const int64_t panels = (s->outputs + WIDE_ROWS - 1) / WIDE_ROWS;
  const int vectors = (s->outputs + panels - 1) / panels <= NARROW_ROWS ? NARROW_VECTORS : WIDE_VECTORS;
  for (int64_t first = 0; first < all; first += vectors) {
    line_tile t = {0};
    R *result[NARROW_VECTORS];
    for (int j = 0; j < NARROW_VECTORS; j++) {
      const bool used = j < vectors && first + j < all;
      const int64_t row = used ? (first + j) / pieces : 0, column = used ? (first + j) % pieces * LANES : 0;
      t.width[j] = used ? width_left(l->columns - column) : 0;
      t.place[j] = b->copy + row * s->source.row_stride * s->source.copy_row + column;
      result[j] = b->result + row * s->result_row + column * s->result_column;
    }
    slide_lines(b, &t, vectors, result);
  }
}

static void slide_unit(const il_slide *s, int64_t sample, int64_t group, int64_t band, R *copy, R *room) {
  const il_source *source = &s->source;
  const int64_t first = band * s->band_rows;
  int64_t rows = (s->band_rows - 1) * source->row_stride + source->reach;
  if (rows > source->rows - first * source->row_stride) rows = source->rows - first * source->row_stride;
  const R *x = (const R *)s->x + sample * source->sample_step + group * source->group_step;
  slide_band b = {.slide = s, .room = room};
  b.copy = bordered(source, x, 0, source->channels, first * source->row_stride, rows, copy);
  b.initial = s->initial ? (const R *)s->packed_initial + group * s->initial_group : NULL;
  R *result = (R *)s->result + sample * s->result_sample + group * s->result_group;
  for (int64_t i = 0; i < s->lattices; i++) {
    const il_lattice *l = b.lattice = &s->lattice[i];
    b.rows = l->rows - first < s->band_rows ? l->rows - first : s->band_rows;
    if (b.rows <= 0) continue;
    b.packed = (const R *)s->packed + group * s->packed_group + l->packed;
    b.result = result + l->first + first * s->result_row;
    if (s->lanes_are_places) {
      slide_line_band(&b);
      continue;
    }
    const int64_t places = b.rows * l->columns;
    for (int64_t q = 0; q < places; q += PLACE_BLOCK) {
      slide_point_block(&b, q, places - q < PLACE_BLOCK ? (int)(places - q) : PLACE_BLOCK);
    }
  }
}

/// Units first..<end; false without memory, with nothing done.
static bool slide_units(const il_slide *s, int64_t first, int64_t end) {
  const il_source *source = &s->source;
  // A vector at the end of the last row reads beyond it.
  const int64_t copy_numbers = source->channels_last ? 0 : (source->channels - 1) * source->copy_channel;
  const int64_t rows = (s->band_rows - 1) * source->row_stride + source->reach;
  const size_t copy_bytes = sizeof(R) * (size_t)(copy_numbers + rows * source->copy_row + 2 * LANES);
  R *copy = source->in_place ? NULL : il_thread_buffer(IL_COPY_BUFFER, copy_bytes);
  R *room = il_thread_buffer(IL_ROOM_BUFFER, sizeof(R) * PLACE_BLOCK * PANEL_COLUMNS * 4);
  if ((!copy && !source->in_place) || !room) return false;
  for (int64_t unit = first; unit < end; unit++) {
    const int64_t sample = unit / (s->groups * s->bands), rest = unit % (s->groups * s->bands);
    slide_unit(s, sample, rest / s->bands, rest % s->bands, copy, room);
  }
  return true;
}
