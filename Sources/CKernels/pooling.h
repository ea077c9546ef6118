// Pooling of planes [height, width], one after the other: channels of samples.

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

static void max_pool(const il_window *w, int64_t planes, const void *input, void *output) {
  const R *x = input;
  R *y = output;
  for (int64_t i = 0; i < planes; i++, x += w->height * w->width) {
    for (int64_t row = 0; row < w->out_height; row++) {
      for (int64_t column = 0; column < w->out_width; column++) {
        *y++ = x[first_largest(w, x, part_at(w, row, column))];
      }
    }
  }
}

static void max_pool_backward(const il_window *w, int64_t planes, const void *input, const void *slopes,
                              void *result) {
  const R *x = input, *dy = slopes;
  R *dx = result;
  const int64_t size = w->height * w->width;
  for (int64_t i = 0; i < planes; i++, x += size, dx += size) {
    for (int64_t e = 0; e < size; e++) dx[e] = 0;
    for (int64_t row = 0; row < w->out_height; row++) {
      for (int64_t column = 0; column < w->out_width; column++) {
        const int64_t place = first_largest(w, x, part_at(w, row, column));
        dx[place] = dx[place] + *dy++;
      }
    }
  }
}

static void average_pool(const il_window *w, int64_t planes, const void *input, void *output) {
  const R *x = input;
  R *result = output;
  const R area = (R)(w->kernel_height * w->kernel_width);
  for (int64_t i = 0; i < planes; i++, x += w->height * w->width) {
    for (int64_t row = 0; row < w->out_height; row++) {
      for (int64_t column = 0; column < w->out_width; column++) {
        const window_part part = part_at(w, row, column);
        R total = 0;
        for (int64_t y = part.top; y < part.bottom; y++) {
          for (int64_t e = part.left; e < part.right; e++) total = total + x[y * w->width + e];
        }
        *result++ = total / area;
      }
    }
  }
}

static void average_pool_backward(const il_window *w, int64_t planes, const void *slopes, void *result) {
  const R *dy = slopes;
  R *dx = result;
  const R area = (R)(w->kernel_height * w->kernel_width);
  const int64_t size = w->height * w->width;
  for (int64_t i = 0; i < planes; i++, dx += size) {
    for (int64_t e = 0; e < size; e++) dx[e] = 0;
    for (int64_t row = 0; row < w->out_height; row++) {
      for (int64_t column = 0; column < w->out_width; column++) {
        const window_part part = part_at(w, row, column);
        const R share = *dy++ / area;
        for (int64_t y = part.top; y < part.bottom; y++) {
          for (int64_t e = part.left; e < part.right; e++) {
            dx[y * w->width + e] = dx[y * w->width + e] + share;
          }
        }
      }
    }
  }
}
