// Pooling of samples [height, width, channels]: lanes run along the channels.

/// The channels at a point of a sample.
INLINE const R *point_at(const il_window *w, const R *x, int64_t y, int64_t column) {
  return x + (y * w->width + column) * w->channels;
}

/// The largest numbers under a window in `lanes` channels from `c` on, with where they are first met.
INLINE V largest_point(const il_window *w, const R *x, window_part part, int64_t c, int lanes, VI *place) {
  V best = part_load(point_at(w, x, part.top, part.left) + c, lanes);
  VI found = (VI)(I)(part.top * w->width + part.left);
  for (int64_t y = part.top; y < part.bottom; y++) {
    for (int64_t e = part.left; e < part.right; e++) {
      const V value = part_load(point_at(w, x, y, e) + c, lanes);
      const VI wins = (value > best) | (value != value);
      best = choose(wins, value, best);
      found = ((VI)(I)(y * w->width + e) & wins) | (found & ~wins);
    }
  }
  *place = found;
  return best;
}

static void max_pool_last(const il_window *w, int64_t samples, const void *input, void *output) {
  const R *x = input;
  R *y = output;
  for (int64_t i = 0; i < samples; i++, x += w->height * w->width * w->channels) {
    for (int64_t place = 0; place < w->out_height * w->out_width; place++, y += w->channels) {
      const window_part part = part_at(w, place / w->out_width, place % w->out_width);
      for (int64_t c = 0; c < w->channels; c += LANES) {
        const int lanes = width_left(w->channels - c);
        VI found;
        part_store(y + c, lanes, largest_point(w, x, part, c, lanes, &found));
      }
    }
  }
}

static void max_pool_last_backward(const il_window *w, int64_t samples, const void *input, const void *slopes,
                                   void *result) {
  const R *x = input, *dy = slopes;
  R *dx = result;
  const int64_t size = w->height * w->width * w->channels;
  for (int64_t i = 0; i < samples; i++, x += size, dx += size) {
    for (int64_t e = 0; e < size; e++) dx[e] = 0;
    for (int64_t place = 0; place < w->out_height * w->out_width; place++, dy += w->channels) {
      const window_part part = part_at(w, place / w->out_width, place % w->out_width);
      for (int64_t c = 0; c < w->channels; c += LANES) {
        const int lanes = width_left(w->channels - c);
        VI found;
        largest_point(w, x, part, c, lanes, &found);
        for (int lane = 0; lane < lanes; lane++) {
          R *at = dx + (int64_t)found[lane] * w->channels + c + lane;
          *at = *at + dy[c + lane];
        }
      }
    }
  }
}

static void average_pool_last(const il_window *w, int64_t samples, const void *input, void *output) {
  const R *x = input;
  R *result = output;
  const V area = splat((R)(w->kernel_height * w->kernel_width));
  for (int64_t i = 0; i < samples; i++, x += w->height * w->width * w->channels) {
    for (int64_t place = 0; place < w->out_height * w->out_width; place++, result += w->channels) {
      const window_part part = part_at(w, place / w->out_width, place % w->out_width);
      for (int64_t c = 0; c < w->channels; c += LANES) {
        const int lanes = width_left(w->channels - c);
        V total = splat(0);
        for (int64_t y = part.top; y < part.bottom; y++) {
          for (int64_t e = part.left; e < part.right; e++) total += part_load(point_at(w, x, y, e) + c, lanes);
        }
        part_store(result + c, lanes, total / area);
      }
    }
  }
}

static void average_pool_last_backward(const il_window *w, int64_t samples, const void *slopes, void *result) {
  const R *dy = slopes;
  R *dx = result;
  const V area = splat((R)(w->kernel_height * w->kernel_width));
  const int64_t size = w->height * w->width * w->channels;
  for (int64_t i = 0; i < samples; i++, dx += size) {
    for (int64_t e = 0; e < size; e++) dx[e] = 0;
    for (int64_t place = 0; place < w->out_height * w->out_width; place++, dy += w->channels) {
      const window_part part = part_at(w, place / w->out_width, place % w->out_width);
      for (int64_t c = 0; c < w->channels; c += LANES) {
        const int lanes = width_left(w->channels - c);
        const V share = part_load(dy + c, lanes) / area;
        for (int64_t y = part.top; y < part.bottom; y++) {
          for (int64_t e = part.left; e < part.right; e++) {
            R *at = dx + (y * w->width + e) * w->channels + c;
            part_store(at, lanes, part_load(at, lanes) + share);
          }
        }
      }
    }
  }
}
