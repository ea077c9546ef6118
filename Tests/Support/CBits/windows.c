// Convolutions in their three directions and pooling, over windows of every kind.
#include "collect.h"

enum { SMALL_WINDOWS = 40, WIDE_WINDOWS = 12 };

/// A window that fits, by random; false where the drawn one does not.
static bool draw_window(bits *b, il_window *w, bool is_wide) {
  const int64_t most = is_wide ? 17 : 8, channels = is_wide ? 13 : 3;
  *w = (il_window){.groups = 1 + bits_below(b, 3), .height = 1 + bits_below(b, most),
                   .width = 1 + bits_below(b, most + 1), .kernel_height = 1 + bits_below(b, 4),
                   .kernel_width = 1 + bits_below(b, 4), .stride_height = 1 + bits_below(b, 3),
                   .stride_width = 1 + bits_below(b, 3), .padding_height = bits_below(b, 3),
                   .padding_width = bits_below(b, 3), .dilation_height = 1 + bits_below(b, 2),
                   .dilation_width = 1 + bits_below(b, 3), .channels_last = bits_below(b, 2) == 0};
  w->channels = w->groups * (1 + bits_below(b, channels));
  w->outputs = w->groups * (1 + bits_below(b, 2 * channels));
  if (bits_below(b, 4) == 0) {
    // Depthwise.
    w->groups = 1 + bits_below(b, is_wide ? 20 : 5);
    w->channels = w->outputs = w->groups;
  }
  if (bits_below(b, 5) == 0) w->kernel_height = w->kernel_width = w->dilation_height = w->dilation_width = 1;
  const int64_t down = w->height + 2 * w->padding_height - w->dilation_height * (w->kernel_height - 1) - 1;
  const int64_t right = w->width + 2 * w->padding_width - w->dilation_width * (w->kernel_width - 1) - 1;
  if (down < 0 || right < 0) return false;
  w->out_height = down / w->stride_height + 1;
  w->out_width = right / w->stride_width + 1;
  return true;
}

/// The common windows by hand: those of LeNet and ResNet, a sequence's, all with enough to share out.
static const il_window common[] = {
    {.channels = 1, .height = 20, .width = 20, .outputs = 6, .groups = 1, .kernel_height = 5, .kernel_width = 5,
     .stride_height = 1, .stride_width = 1, .padding_height = 2, .padding_width = 2, .dilation_height = 1,
     .dilation_width = 1, .out_height = 20, .out_width = 20},
    {.channels = 9, .height = 11, .width = 11, .outputs = 18, .groups = 1, .kernel_height = 3, .kernel_width = 3,
     .stride_height = 1, .stride_width = 1, .padding_height = 1, .padding_width = 1, .dilation_height = 1,
     .dilation_width = 1, .out_height = 11, .out_width = 11},
    {.channels = 17, .height = 9, .width = 9, .outputs = 20, .groups = 1, .kernel_height = 3, .kernel_width = 3,
     .stride_height = 2, .stride_width = 2, .padding_height = 1, .padding_width = 1, .dilation_height = 1,
     .dilation_width = 1, .out_height = 5, .out_width = 5},
    {.channels = 33, .height = 12, .width = 12, .outputs = 33, .groups = 33, .kernel_height = 3,
     .kernel_width = 3, .stride_height = 1, .stride_width = 1, .padding_height = 1, .padding_width = 1,
     .dilation_height = 1, .dilation_width = 1, .out_height = 12, .out_width = 12},
    {.channels = 19, .height = 1, .width = 40, .outputs = 23, .groups = 1, .kernel_height = 1, .kernel_width = 3,
     .stride_height = 1, .stride_width = 1, .padding_height = 0, .padding_width = 1, .dilation_height = 1,
     .dilation_width = 1, .out_height = 1, .out_width = 40, .channels_last = true},
};

enum { COMMON_WINDOWS = sizeof common / sizeof *common };

/// What is done with one window and so many samples.
typedef void (*window_function)(bits *b, const il_window *w, int64_t rows);

static void for_windows(bits *b, window_function function) {
  for (int i = 0; i < SMALL_WINDOWS + WIDE_WINDOWS; i++) {
    il_window w;
    while (!draw_window(b, &w, i >= SMALL_WINDOWS)) {}
    function(b, &w, 1 + i % 5);
    bits_free(b);
  }
  for (int i = 0; i < COMMON_WINDOWS; i++) {
    // Of the first so many samples that its weights are summed by chunks of places.
    function(b, &common[i], i == 0 ? 7 : 3);
    bits_free(b);
  }
}

/// Numbers of a sample, of what comes out, and of all filters.
static int64_t read_of(const il_window *w) { return w->channels * w->height * w->width; }
static int64_t given_of(const il_window *w) { return w->outputs * w->out_height * w->out_width; }
static int64_t weights_of(const il_window *w) {
  return w->outputs * (w->channels / w->groups) * w->kernel_height * w->kernel_width;
}

static void convolve(bits *b, const il_window *w, int64_t rows) {
  const void *x = bits_numbers(b, rows * read_of(w), 1), *weight = bits_numbers(b, weights_of(w), 1);
  const void *bias = rows % 2 ? bits_numbers(b, w->outputs, 1) : NULL;
  void *y = bits_room(b, rows * given_of(w));
  il_convolve(b->scalar, w, rows, x, weight, bias, y);
  bits_take(b, rows * given_of(w), y);
}

static void convolve_to_input(bits *b, const il_window *w, int64_t rows) {
  const void *dy = bits_numbers(b, rows * given_of(w), 1), *weight = bits_numbers(b, weights_of(w), 1);
  const void *bias = rows % 2 ? NULL : bits_numbers(b, w->channels, 1);
  void *dx = bits_room(b, rows * read_of(w));
  il_convolve_to_input(b->scalar, w, rows, dy, weight, bias, dx);
  bits_take(b, rows * read_of(w), dx);
}

static void convolve_to_weight(bits *b, const il_window *w, int64_t rows) {
  const void *x = bits_numbers(b, rows * read_of(w), 1), *dy = bits_numbers(b, rows * given_of(w), 1);
  void *dweight = bits_room(b, weights_of(w));
  il_convolve_to_weight(b->scalar, w, rows, x, dy, dweight);
  bits_take(b, weights_of(w), dweight);
}

void bits_convolutions(bits *b) { for_windows(b, convolve); }

void bits_convolutions_to_input(bits *b) { for_windows(b, convolve_to_input); }

void bits_convolutions_to_weight(bits *b) { for_windows(b, convolve_to_weight); }

/// Both kinds of pooling, both ways; whole numbers, so that several are the largest.
static void pool(bits *b, const il_window *window, int64_t rows) {
  il_window w = *window;
  // A window has to cover a number everywhere.
  if (w.padding_height * 2 > w.kernel_height || w.padding_width * 2 > w.kernel_width || w.dilation_height > 1 ||
      w.dilation_width > 1) {
    return;
  }
  const int64_t read = rows * read_of(&w), given = rows * w.channels * w.out_height * w.out_width;
  const void *x = bits_tokens(b, read, 9), *rough = bits_numbers(b, read, 1), *dy = bits_numbers(b, given, 1);
  void *y = bits_room(b, given), *dx = bits_room(b, read);
  il_max_pool(b->scalar, &w, rows, x, y);
  bits_take(b, given, y);
  il_max_pool_backward(b->scalar, &w, rows, x, dy, dx);
  bits_take(b, read, dx);
  il_average_pool(b->scalar, &w, rows, rough, y);
  bits_take(b, given, y);
  il_average_pool_backward(b->scalar, &w, rows, dy, dx);
  bits_take(b, read, dx);
}

void bits_pooling(bits *b) {
  for_windows(b, pool);
  // Too few of the windows above are fit for pooling, and none has enough to share out.
  il_window w = {.channels = 5, .height = 12, .width = 13, .outputs = 5, .groups = 1, .kernel_height = 2,
                 .kernel_width = 3, .stride_height = 2, .stride_width = 1, .padding_width = 1,
                 .dilation_height = 1, .dilation_width = 1, .out_height = 6, .out_width = 13};
  for (int last = 0; last < 2; last++) {
    w.channels_last = last == 1;
    pool(b, &w, 70);
    const int64_t read = 7 * read_of(&w), given = 7 * given_of(&w);
    // NaN, which always wins.
    const void *x = bits_patterns(b, read);
    void *y = bits_room(b, given);
    il_max_pool(b->scalar, &w, 7, x, y);
    bits_take(b, given, y);
    bits_free(b);
  }  // One window over all of a plane.
  w = (il_window){.channels = 11, .height = 4, .width = 5, .outputs = 11, .groups = 1, .kernel_height = 4,
                  .kernel_width = 5, .stride_height = 4, .stride_width = 5, .dilation_height = 1,
                  .dilation_width = 1, .out_height = 1, .out_width = 1};
  pool(b, &w, 3);
  bits_free(b);
}
