// Convolutions as their definition says, in plain loops: what the fast kernels must equal bit for bit, and
// what computes where these find no memory.

/// One chain of a product, cut into chunks.
typedef struct term_chain {
  R total, sum;
  int64_t count;
} term_chain;

INLINE void add_term(term_chain *c, R a, R b) {
  if (c->count > 0 && c->count % IL_CHUNK == 0) {
    c->total = c->count == IL_CHUNK ? c->sum : c->total + c->sum;
    c->sum = 0;
  }
  c->sum = scalar_fma(a, b, c->sum);
  c->count++;
}

INLINE R chain_end(const term_chain *c) { return c->count <= IL_CHUNK ? c->sum : c->total + c->sum; }

/// Place of a number among those of a sample.
INLINE int64_t number_at(const il_window *w, int64_t channels, int64_t height, int64_t width, int64_t channel,
                         int64_t row, int64_t column) {
  if (w->channels_last) return (row * width + column) * channels + channel;
  return (channel * height + row) * width + column;
}

/// A sample's number, or a zero of the border.
INLINE R number_or_zero(const il_window *w, int64_t channels, int64_t height, int64_t width, int64_t channel,
                        int64_t row, int64_t column, const R *x) {
  if (row < 0 || row >= height || column < 0 || column >= width) return 0;
  return x[number_at(w, channels, height, width, channel, row, column)];
}

/// y of rows first..<end of places of one sample and group.
static void reference_convolve(const il_window *w, int64_t group, int64_t first, int64_t end, const void *x,
                               const void *weight, const void *bias, void *y) {
  const int64_t inputs = w->channels / w->groups, outputs = w->outputs / w->groups;
  for (int64_t o = group * outputs; o < (group + 1) * outputs; o++) {
    for (int64_t place = first * w->out_width; place < end * w->out_width; place++) {
      const int64_t row = place / w->out_width, column = place % w->out_width;
      const R *factor = (const R *)weight + o * inputs * w->kernel_height * w->kernel_width;
      term_chain sum = {0, bias ? ((const R *)bias)[o] : 0, 0};
      for (int64_t c = group * inputs; c < (group + 1) * inputs; c++) {
        for (int64_t i = 0; i < w->kernel_height; i++) {
          for (int64_t j = 0; j < w->kernel_width; j++) {
            const int64_t down = row * w->stride_height + i * w->dilation_height - w->padding_height;
            const int64_t right = column * w->stride_width + j * w->dilation_width - w->padding_width;
            add_term(&sum, *factor++, number_or_zero(w, w->channels, w->height, w->width, c, down, right, x));
          }
        }
      }
      ((R *)y)[number_at(w, w->outputs, w->out_height, w->out_width, o, row, column)] = chain_end(&sum);
    }
  }
}

/// dx of rows first..<end of one sample and group.
static void reference_to_input(const il_window *w, int64_t group, int64_t first, int64_t end, const void *dy,
                               const void *weight, const void *bias, void *dx) {
  const int64_t inputs = w->channels / w->groups, outputs = w->outputs / w->groups;
  const int64_t area = w->kernel_height * w->kernel_width;
  for (int64_t c = 0; c < inputs; c++) {
    for (int64_t place = first * w->width; place < end * w->width; place++) {
      const int64_t row = place / w->width + w->padding_height, column = place % w->width + w->padding_width;
      term_chain sum = {0, bias ? ((const R *)bias)[group * inputs + c] : 0, 0};
      for (int64_t o = group * outputs; o < (group + 1) * outputs; o++) {
        for (int64_t tap = 0; tap < area; tap++) {
          const int64_t down = row - tap / w->kernel_width * w->dilation_height;
          const int64_t right = column - tap % w->kernel_width * w->dilation_width;
          if (down % w->stride_height != 0 || right % w->stride_width != 0) continue;
          add_term(&sum, ((const R *)weight)[(o * inputs + c) * area + tap],
                   number_or_zero(w, w->outputs, w->out_height, w->out_width, o, down / w->stride_height,
                                  right / w->stride_width, dy));
        }
      }
      ((R *)dx)[number_at(w, w->channels, w->height, w->width, group * inputs + c, place / w->width,
                          place % w->width)] = chain_end(&sum);
    }
  }
}

/// dweight of outputs first..<end.
static void reference_to_weight(const il_window *w, int64_t rows, int64_t first, int64_t end, const void *x,
                                const void *dy, void *dweight) {
  const int64_t inputs = w->channels / w->groups, outputs = w->outputs / w->groups;
  const int64_t area = w->kernel_height * w->kernel_width, places = w->out_height * w->out_width;
  for (int64_t o = first; o < end; o++) {
    for (int64_t tap = 0; tap < inputs * area; tap++) {
      const int64_t c = o / outputs * inputs + tap / area;
      term_chain sum = {0};
      for (int64_t term = 0; term < rows * places; term++) {
        const int64_t sample = term / places, row = term % places / w->out_width;
        const int64_t column = term % places % w->out_width;
        const int64_t down = row * w->stride_height + tap % area / w->kernel_width * w->dilation_height;
        const int64_t right = column * w->stride_width + tap % w->kernel_width * w->dilation_width;
        const R *numbers = (const R *)x + sample * w->channels * w->height * w->width;
        const R *slopes = (const R *)dy + sample * w->outputs * places;
        add_term(&sum, slopes[number_at(w, w->outputs, w->out_height, w->out_width, o, row, column)],
                 number_or_zero(w, w->channels, w->height, w->width, c, down - w->padding_height,
                                right - w->padding_width, numbers));
      }
      ((R *)dweight)[o * inputs * area + tap] = chain_end(&sum);
    }
  }
}
