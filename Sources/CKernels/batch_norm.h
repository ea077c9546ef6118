// Batch norm and learnt factors, channel by channel: planes [channels, places], or columns where places is 1.

/// Numbers of a channel as a divisor; 1 for none, so that empty batches divide nothing by 0.
INLINE R channel_count(const il_channels *b) {
  const int64_t count = b->rows * b->places;
  return (R)(count < 1 ? 1 : count);
}

INLINE const R *plane(const il_channels *b, const void *x, int64_t row, int64_t channel) {
  return (const R *)x + (row * b->channels + channel) * b->places;
}

/// Sums terms over all planes of a channel.
INLINE void sum_planes(const il_channels *b, line *l, int64_t channel, R *first, R *second, term_function f) {
  lanes64 a = zero_lanes(), c = zero_lanes();
  for (int64_t r = 0; r < b->rows; r++) {
    l->x = plane(b, b->x, r, channel);
    if (b->dy) l->dy = plane(b, b->dy, r, channel);
    add_run(l, b->places, &a, &c, f);
  }
  *first = fold_lanes(a);
  *second = fold_lanes(c);
}

/// Writes all planes of a channel.
INLINE void write_planes(const il_channels *b, line *l, int64_t channel, result_function f) {
  for (int64_t r = 0; r < b->rows; r++) {
    l->x = plane(b, b->x, r, channel);
    if (b->dy) l->dy = plane(b, b->dy, r, channel);
    write_run(l, b->places, (R *)plane(b, b->y, r, channel), f);
  }
}

/// Mean and variance of channels c to c + w - 1, one a lane; those of the past where given.
INLINE void channel_moments(const il_channels *b, line *l, int64_t c, int w, V *mean, V *variance) {
  const R *past_mean = b->running_mean, *past_variance = b->running_variance;
  V unused;
  if (past_mean) {
    *mean = b->places == 1 ? part_load(past_mean + c, w) : splat(past_mean[c]);
    *variance = b->places == 1 ? part_load(past_variance + c, w) : splat(past_variance[c]);
  } else if (b->places == 1) {
    V total;
    l->x = (const R *)b->x + c;
    add_rows(l, b->rows, b->channels, w, &total, &unused, plain_term);
    l->mean = *mean = total / splat(channel_count(b));
    add_rows(l, b->rows, b->channels, w, &total, &unused, square_term);
    *variance = total / splat(channel_count(b));
  } else {
    R total, none;
    sum_planes(b, l, c, &total, &none, plain_term);
    l->mean = *mean = splat(total / channel_count(b));
    sum_planes(b, l, c, &total, &none, square_term);
    *variance = splat(total / channel_count(b));
  }
}

/// Channels taken at once: a vector of columns, or one plane.
INLINE int channels_at_once(const il_channels *b, int64_t left) { return b->places == 1 ? width_left(left) : 1; }

static void batch_norm(const il_channels *b, int64_t c0, int64_t c1) {
  R *saved = b->saved;
  for (int64_t c = c0; c < c1; c += channels_at_once(b, c1 - c)) {
    const int w = channels_at_once(b, c1 - c);
    line l = {0};
    V mean, variance;
    channel_moments(b, &l, c, w, &mean, &variance);
    part_store(saved + c, w, mean);
    part_store(saved + b->channels + c, w, variance);
    l.mean = mean;
    l.scale = inverse_deviation(variance, b->epsilon);
    if (b->places == 1) {
      l.x = (const R *)b->x + c;
      l.weight = learnt(b->weight, c, w, 1);
      l.bias = learnt(b->bias, c, w, 0);
      write_rows(&l, b->rows, b->channels, w, (R *)b->y + c, normal_result);
    } else {
      l.weight = learnt_one(b->weight, c, 1);
      l.bias = learnt_one(b->bias, c, 0);
      write_planes(b, &l, c, normal_result);
    }
  }
}

/// weight scale ((dy - mean slope) - (x - mean) scale mean product), the scales multiplied beforehand.
INLINE V batch_slope_result(const line *l, int64_t e, int w) {
  V deviation = part_load(l->x + e, w) - l->mean;
  return l->weight * fused(-deviation, l->mean_product, part_load(l->dy + e, w) - l->mean_slope);
}

static void batch_norm_backward(const il_channels *b, int64_t c0, int64_t c1) {
  const R *saved = b->saved;
  const bool columns = b->places == 1;
  for (int64_t c = c0; c < c1; c += channels_at_once(b, c1 - c)) {
    const int w = channels_at_once(b, c1 - c);
    line l = {0};
    l.mean = columns ? part_load(saved + c, w) : splat(saved[c]);
    V variance = columns ? part_load(saved + b->channels + c, w) : splat(saved[b->channels + c]);
    l.scale = inverse_deviation(variance, b->epsilon);
    V slopes, products;
    if (columns) {
      l.x = (const R *)b->x + c;
      l.dy = (const R *)b->dy + c;
      add_rows(&l, b->rows, b->channels, w, &slopes, &products, slope_term);
    } else {
      R first, second;
      sum_planes(b, &l, c, &first, &second, slope_term);
      slopes = splat(first);
      products = splat(second);
    }
    if (b->dbias) part_store((R *)b->dbias + c, w, slopes);
    if (b->dweight) part_store((R *)b->dweight + c, w, products);
    if (!b->y) continue;
    V count = splat(channel_count(b)), none = splat(0);
    l.mean_slope = b->is_fixed ? none : slopes / count;
    l.mean_product = b->is_fixed ? none : products / count * l.scale;
    // A channel's numbers share one weight, which therefore waits until the end.
    l.weight = (columns ? learnt(b->weight, c, w, 1) : learnt_one(b->weight, c, 1)) * l.scale;
    if (columns) write_rows(&l, b->rows, b->channels, w, (R *)b->y + c, batch_slope_result);
    else write_planes(b, &l, c, batch_slope_result);
  }
}

static void scale_channels(const il_channels *b, int64_t c0, int64_t c1) {
  for (int64_t c = c0; c < c1; c += channels_at_once(b, c1 - c)) {
    const int w = channels_at_once(b, c1 - c);
    line l = {0};
    if (b->places == 1) {
      l.x = (const R *)b->x + c;
      l.weight = learnt(b->weight, c, w, 1);
      write_rows(&l, b->rows, b->channels, w, (R *)b->y + c, scaled_result);
    } else {
      l.weight = learnt_one(b->weight, c, 1);
      write_planes(b, &l, c, scaled_result);
    }
  }
}

static void scale_channels_to_factor(const il_channels *b, int64_t c0, int64_t c1) {
  for (int64_t c = c0; c < c1; c += channels_at_once(b, c1 - c)) {
    const int w = channels_at_once(b, c1 - c);
    line l = {0};
    if (b->places == 1) {
      V total, unused;
      l.x = (const R *)b->x + c;
      l.dy = (const R *)b->dy + c;
      add_rows(&l, b->rows, b->channels, w, &total, &unused, product_term);
      part_store((R *)b->dweight + c, w, total);
    } else {
      R total, none;
      sum_planes(b, &l, c, &total, &none, product_term);
      ((R *)b->dweight)[c] = total;
    }
  }
}
