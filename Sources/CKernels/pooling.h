// Pooling of planes [height, width], one after the other: channels of samples. Lanes run along the places of a
// row whose windows lie inside it; at the borders one place is taken after the other.

/// The part of a plane under the window at one place.
typedef struct window_part {
  int64_t top, bottom, left, right;
} window_part;

INLINE int64_t cut(int64_t value, int64_t limit) { return value < 0 ? 0 : value > limit ? limit : value; }

INLINE window_part part_at(const il_window *w, int64_t row, int64_t column) {
  const int64_t y = row * w->stride_height - w->padding_height;
  const int64_t x = column * w->stride_width - w->padding_width;
  return (window_part){cut(y, w->height), cut(y + w->kernel_height, w->height), cut(x, w->width),
                       cut(x + w->kernel_width, w->width)};
}

/// Place of the first of the largest numbers; a NaN beats all before it.
INLINE int64_t first_largest(const il_window *w, const R *plane, window_part part) {
  int64_t best = part.top * w->width + part.left;
  for (int64_t y = part.top; y < part.bottom; y++) {
    for (int64_t x = part.left; x < part.right; x++) {
      const R value = plane[y * w->width + x];
      if (value > plane[best] || value != value) best = y * w->width + x;
    }
  }
  return best;
}

/// Columns first..<end of places whose window lies inside the rows.
typedef struct inner_columns {
  int64_t first, end;
} inner_columns;

INLINE inner_columns inner_of(const il_window *w) {
  const int64_t room = w->width - w->kernel_width + w->padding_width;
  int64_t first = (w->padding_width + w->stride_width - 1) / w->stride_width;
  int64_t end = room < 0 ? 0 : room / w->stride_width + 1;
  if (end > w->out_width) end = w->out_width;
  if (first > end) first = end;
  return (inner_columns){first, end};
}

/// The largest numbers of `lanes` windows whose first is at x, with the taps where they are first met.
INLINE V largest(const il_window *w, const R *x, int64_t rows, int lanes, VI *place) {
  V best = spread_load(x, w->stride_width, lanes);
  VI found = {0};
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < w->kernel_width; j++) {
      const V value = spread_load(x + i * w->width + j, w->stride_width, lanes);
      const VI wins = (value > best) | (value != value);
      best = choose(wins, value, best);
      if (place) found = ((VI)(I)(i * w->kernel_width + j) & wins) | (found & ~wins);
    }
  }
  if (place) *place = found;
  return best;
}

static void max_pool(const il_window *w, int64_t planes, const void *input, void *output) {
  const R *x = input;
  R *y = output;
  const inner_columns inner = inner_of(w);
  for (int64_t i = 0; i < planes; i++, x += w->height * w->width) {
    for (int64_t row = 0; row < w->out_height; row++, y += w->out_width) {
      for (int64_t column = 0; column < w->out_width; column++) {
        if (column == inner.first && inner.first < inner.end) column = inner.end;
        if (column < w->out_width) y[column] = x[first_largest(w, x, part_at(w, row, column))];
      }
      const window_part part = part_at(w, row, inner.first);
      for (int64_t column = inner.first; column < inner.end; column += LANES) {
        const int lanes = width_left(inner.end - column);
        const R *at = x + part.top * w->width + column * w->stride_width - w->padding_width;
        part_store(y + column, lanes, largest(w, at, part.bottom - part.top, lanes, NULL));
      }
    }
  }
}

/// Whether windows neither overlap nor reach over the border, so that each number belongs to one at most.
INLINE bool windows_are_apart(const il_window *w) {
  return w->padding_height == 0 && w->padding_width == 0 && w->stride_height >= w->kernel_height &&
         w->stride_width >= w->kernel_width;
}

/// Gives each number of `lanes` windows apart its share: that of the tap at `place`, or of all without one.
INLINE void put_shares(const il_window *w, R *dx, int lanes, V share, const VI *place) {
  const V zero = splat(0);
  for (int64_t i = 0; i < w->kernel_height; i++, dx += w->width) {
    const I tap = (I)(i * w->kernel_width);
    if (w->kernel_width == 2 && w->stride_width == 2) {
      const V first = place ? choose(*place == (VI)tap, share, zero) : share;
      const V second = place ? choose(*place == (VI)(I)(tap + 1), share, zero) : share;
      const int left = lanes * 2;
      part_store(dx, left < LANES ? left : LANES, join_low(first, second));
      if (left > LANES) part_store(dx + LANES, left - LANES, join_high(first, second));
      continue;
    }
    for (int64_t j = 0; j < w->kernel_width; j++) {
      const V value = place ? choose(*place == (VI)(I)(tap + j), share, zero) : share;
      for (int lane = 0; lane < lanes; lane++) dx[lane * w->stride_width + j] = value[lane];
    }
  }
}

static void max_pool_backward(const il_window *w, int64_t planes, const void *input, const void *slopes,
                              void *result) {
  const R *x = input, *dy = slopes;
  R *dx = result;
  const int64_t size = w->height * w->width;
  const bool apart = windows_are_apart(w);
  for (int64_t i = 0; i < planes; i++, x += size, dx += size) {
    for (int64_t e = 0; e < size; e++) dx[e] = 0;
    for (int64_t row = 0; row < w->out_height; row++, dy += w->out_width) {
      for (int64_t column = 0; apart && column < w->out_width; column += LANES) {
        const int lanes = width_left(w->out_width - column);
        const int64_t at = row * w->stride_height * w->width + column * w->stride_width;
        VI place;
        largest(w, x + at, w->kernel_height, lanes, &place);
        put_shares(w, dx + at, lanes, splat(0) + part_load(dy + column, lanes), &place);
      }
      for (int64_t column = 0; !apart && column < w->out_width; column++) {
        const int64_t place = first_largest(w, x, part_at(w, row, column));
        dx[place] = dx[place] + dy[column];
      }
    }
  }
}

/// Sum of the part of a plane under the window, one chain.
INLINE R part_sum(const il_window *w, const R *x, window_part part) {
  R total = 0;
  for (int64_t y = part.top; y < part.bottom; y++) {
    for (int64_t e = part.left; e < part.right; e++) total = total + x[y * w->width + e];
  }
  return total;
}

/// Sums of whole planes: chains of several planes side by side, because one waits for itself.
INLINE void whole_means(const il_window *w, int64_t planes, const R *x, R *y) {
  enum { SIDE = 8 };
  const int64_t size = w->height * w->width;
  const R area = (R)size;
  int64_t i = 0;
  for (; i + SIDE <= planes; i += SIDE, x += SIDE * size) {
    R total[SIDE] = {0};
    for (int64_t e = 0; e < size; e++) {
      UNROLL for (int q = 0; q < SIDE; q++) total[q] = total[q] + x[q * size + e];
    }
    for (int q = 0; q < SIDE; q++) y[i + q] = total[q] / area;
  }
  for (; i < planes; i++, x += size) y[i] = part_sum(w, x, part_at(w, 0, 0)) / area;
}

INLINE bool is_whole(const il_window *w) {
  return w->padding_height == 0 && w->padding_width == 0 && w->kernel_height == w->height &&
         w->kernel_width == w->width;
}

static void average_pool(const il_window *w, int64_t planes, const void *input, void *output) {
  const R *x = input;
  R *result = output;
  if (is_whole(w)) {
    whole_means(w, planes, x, result);
    return;
  }
  const R area = (R)(w->kernel_height * w->kernel_width);
  const inner_columns inner = inner_of(w);
  for (int64_t i = 0; i < planes; i++, x += w->height * w->width) {
    for (int64_t row = 0; row < w->out_height; row++, result += w->out_width) {
      for (int64_t column = 0; column < w->out_width; column++) {
        if (column == inner.first && inner.first < inner.end) column = inner.end;
        if (column < w->out_width) result[column] = part_sum(w, x, part_at(w, row, column)) / area;
      }
      const window_part part = part_at(w, row, inner.first);
      for (int64_t column = inner.first; column < inner.end; column += LANES) {
        const int lanes = width_left(inner.end - column);
        const R *at = x + part.top * w->width + column * w->stride_width - w->padding_width;
        V total = splat(0);
        for (int64_t y = part.top; y < part.bottom; y++, at += w->width) {
          for (int64_t j = 0; j < w->kernel_width; j++) total += spread_load(at + j, w->stride_width, lanes);
        }
        part_store(result + column, lanes, total / splat(area));
      }
    }
  }
}

/// Adds a place's share to every number under its window.
INLINE void add_share(const il_window *w, R *dx, window_part part, R share) {
  for (int64_t y = part.top; y < part.bottom; y++) {
    for (int64_t e = part.left; e < part.right; e++) dx[y * w->width + e] = dx[y * w->width + e] + share;
  }
}

static void average_pool_backward(const il_window *w, int64_t planes, const void *slopes, void *result) {
  const R *dy = slopes;
  R *dx = result;
  const R area = (R)(w->kernel_height * w->kernel_width);
  const int64_t size = w->height * w->width;
  const bool apart = windows_are_apart(w) && w->out_width > 1;
  for (int64_t i = 0; i < planes; i++, dx += size) {
    for (int64_t e = 0; e < size; e++) dx[e] = 0;
    for (int64_t row = 0; row < w->out_height; row++, dy += w->out_width) {
      for (int64_t column = 0; apart && column < w->out_width; column += LANES) {
        const int lanes = width_left(w->out_width - column);
        const V share = splat(0) + part_load(dy + column, lanes) / splat(area);
        put_shares(w, dx + row * w->stride_height * w->width + column * w->stride_width, lanes, share, NULL);
      }
      for (int64_t column = 0; !apart && column < w->out_width; column++) {
        add_share(w, dx, part_at(w, row, column), dy[column] / area);
      }
    }
  }
}
