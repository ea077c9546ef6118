// Copies of what a window slides over, with zeros around it, so that no tap needs a question.

/// Fills whole vectors with zeros: up to one less beyond the end, where the next row comes or nothing does.
INLINE void fill_zeros(R *x, int64_t count) {
  for (int64_t e = 0; e < count; e += LANES) full_store(x + e, splat(0));
}

INLINE void copy_numbers(R *to, const R *from, int64_t count) {
  int64_t e = 0;
  for (; e + LANES <= count; e += LANES) full_store(to + e, full_load(from + e));
  if (e < count) part_store(to + e, (int)(count - e), part_load(from + e, (int)(count - e)));
}

/// One row of the copy: what the source has of it, zeros around. `row` is the source's.
INLINE void bordered_row(const il_source *s, const R *row, R *copy) {
  const int64_t first = s->left < 0 ? -s->left : 0;
  const int64_t end = s->width - s->left < s->columns ? s->width - s->left : s->columns;
  if (first > 0 || end < s->columns) fill_zeros(copy, s->copy_row);
  row += s->left * s->column_step;
  if (s->phase_step == 0) {
    if (s->column_step == s->column_numbers) {
      if (first < end) {
        copy_numbers(copy + first * s->column_numbers, row + first * s->column_step,
                     (end - first) * s->column_numbers);
      }
      return;
    }
    for (int64_t x = first; x < end; x++) {
      copy_numbers(copy + x * s->column_numbers, row + x * s->column_step, s->column_numbers);
    }
    return;
  }
  for (int64_t phase = 0; phase < s->column_stride; phase++) {
    R *to = copy + phase * s->phase_step;
    int64_t q = first > phase ? (first - phase + s->column_stride - 1) / s->column_stride : 0;
    for (int64_t x = phase + q * s->column_stride; x < end; x += s->column_stride) to[q++] = row[x];
  }
}

/// Rows first..<first + rows of the copy of channels first_channel..<end_channel, of all if they come last; x
/// is the group's first number.
static void bordered_copy(const il_source *s, const R *x, int64_t first_channel, int64_t end_channel,
                          int64_t first, int64_t rows, R *copy) {
  if (s->channels_last) first_channel = 0, end_channel = 1;
  for (int64_t c = first_channel; c < end_channel; c++) {
    const R *plane = x + c * s->channel_step;
    R *to = copy + c * s->copy_channel;
    for (int64_t r = 0; r < rows; r++, to += s->copy_row) {
      const int64_t y = s->top + first + r;
      if (y < 0 || y >= s->height) {
        fill_zeros(to, s->copy_row);
      } else {
        bordered_row(s, plane + y * s->row_step, to);
      }
    }
  }
}

/// Where the copy's row `first` starts: in `room`, or in the source where that will do.
INLINE const R *bordered_start(const il_source *s, const R *x, int64_t first, const R *room) {
  return s->in_place ? x + (s->top + first) * s->row_step + s->left * s->column_step : room;
}

/// The group's copy of the rows named, in `room` or where the source itself will do.
INLINE const R *bordered(const il_source *s, const R *x, int64_t first_channel, int64_t end_channel,
                         int64_t first, int64_t rows, R *room) {
  if (!s->in_place) bordered_copy(s, x, first_channel, end_channel, first, rows, room);
  return bordered_start(s, x, first, room);
}
