// Patches under a sliding window as the columns of a matrix, and back: the products do the rest.

/// Output places o for which o stride + offset lies in 0..<size, as first..<end.
INLINE void inside(int64_t size, int64_t places, int64_t stride, int64_t offset, int64_t *first,
                   int64_t *end) {
  *first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
  *end = offset >= size ? 0 : (size - 1 - offset) / stride + 1;
  if (*end > places) *end = places;
  if (*first > *end) *first = *end;
}

/// Distances between neighbors in a sample.
typedef struct sample_steps {
  int64_t channel, row, column;
} sample_steps;

INLINE sample_steps steps_of(const il_window *w) {
  if (w->channels_last) return (sample_steps){1, w->width * w->channels, w->channels};
  return (sample_steps){w->height * w->width, w->width, 1};
}

/// columns[k, p] = x under tap k at place p, 0 in the padding, for `channels` channels from `first_channel`.
static void gather_patches(const il_window *w, int64_t first_channel, int64_t channels, const void *sample,
                           void *result) {
  const sample_steps step = steps_of(w);
  const R *x = (const R *)sample + first_channel * step.channel;
  R *columns = result;
  for (int64_t c = 0; c < channels; c++, x += step.channel) {
    for (int64_t tap = 0; tap < w->kernel_height * w->kernel_width; tap++) {
      const int64_t down = tap / w->kernel_width * w->dilation_height - w->padding_height;
      const int64_t right = tap % w->kernel_width * w->dilation_width - w->padding_width;
      int64_t first, end;
      inside(w->width, w->out_width, w->stride_width, right, &first, &end);
      for (int64_t o = 0; o < w->out_height; o++, columns += w->out_width) {
        const int64_t y = o * w->stride_height + down;
        if (y < 0 || y >= w->height) {
          for (int64_t p = 0; p < w->out_width; p++) columns[p] = 0;
          continue;
        }
        const R *row = x + y * step.row + right * step.column;
        const int64_t stride = w->stride_width * step.column;
        for (int64_t p = 0; p < first; p++) columns[p] = 0;
        if (stride == 1) {
          for (int64_t p = first; p < end; p++) columns[p] = row[p];
        } else {
          for (int64_t p = first; p < end; p++) columns[p] = row[p * stride];
        }
        for (int64_t p = end; p < w->out_width; p++) columns[p] = 0;
      }
    }
  }
}

/// Adds columns[k, p] to where tap k at place p read: each number's sum runs over its taps in order.
static void scatter_patches(const il_window *w, int64_t first_channel, int64_t channels, const void *source,
                            void *sample) {
  const sample_steps step = steps_of(w);
  const R *columns = source;
  R *x = (R *)sample + first_channel * step.channel;
  for (int64_t c = 0; c < channels; c++, x += step.channel) {
    for (int64_t tap = 0; tap < w->kernel_height * w->kernel_width; tap++) {
      const int64_t down = tap / w->kernel_width * w->dilation_height - w->padding_height;
      const int64_t right = tap % w->kernel_width * w->dilation_width - w->padding_width;
      int64_t first, end;
      inside(w->width, w->out_width, w->stride_width, right, &first, &end);
      for (int64_t o = 0; o < w->out_height; o++, columns += w->out_width) {
        const int64_t y = o * w->stride_height + down;
        if (y < 0 || y >= w->height) continue;
        R *row = x + y * step.row + right * step.column;
        const int64_t stride = w->stride_width * step.column;
        if (stride == 1) {
          for (int64_t p = first; p < end; p++) row[p] = row[p] + columns[p];
        } else {
          for (int64_t p = first; p < end; p++) row[p * stride] = row[p * stride] + columns[p];
        }
      }
    }
  }
}

/// Channels c0..<c1 of a sum over samples and places: each sample's 64 lanes, then samples in order.
static void sum_channels(int64_t rows, int64_t channels, int64_t places, int64_t c0, int64_t c1,
                         const void *x, void *result) {
  for (int64_t c = c0; c < c1; c++) {
    R total = 0;
    for (int64_t i = 0; i < rows; i++) {
      total = total + (R)sum(places, (const R *)x + (i * channels + c) * places);
    }
    ((R *)result)[c] = total;
  }
}
