// Convolutions sample by sample: patches as columns, then one product a group, cut for threads in there.
#include "internal.h"

/// Sizes of a convolution's products, and its number type.
typedef struct convolution {
  const il_kernel_table *kernels;
  il_scalar scalar;
  size_t size;
  const il_window *window;
  /// channels of a group on both sides, taps, places
  int64_t inputs, outputs, taps, places;
} convolution;

static convolution convolution_of(il_scalar scalar, const il_window *w) {
  const int64_t inputs = w->channels / w->groups;
  return (convolution){il_kernels(scalar), scalar, il_size(scalar), w, inputs, w->outputs / w->groups,
                       inputs * w->kernel_height * w->kernel_width, w->out_height * w->out_width};
}

static const void *at(const convolution *c, const void *p, int64_t element) {
  return p ? (const char *)p + element * (int64_t)c->size : NULL;
}

static void *place(const convolution *c, void *p, int64_t element) {
  return (char *)p + element * (int64_t)c->size;
}

int64_t il_window_scratch(const il_window *w) {
  return w->channels / w->groups * w->kernel_height * w->kernel_width * w->out_height * w->out_width;
}

/// x [channels, places], or [places, channels] with channels_last = value of each channel, or 0.
static void spread(const convolution *c, int64_t channels, int64_t places, const void *values, void *x) {
  if (!values) {
    c->kernels->fill(channels * places, 0, x);
    return;
  }
  // A product without terms is its initial value.
  if (c->window->channels_last) {
    const il_product rows = {places, channels, 0, NULL, 0, 0, NULL, 0, 0, values, 0, x, channels};
    il_product_run(c->scalar, &rows);
    return;
  }
  for (int64_t i = 0; i < channels; i++) {
    const double value =
        c->scalar == IL_FLOAT64 ? ((const double *)values)[i] : (double)((const float *)values)[i];
    c->kernels->fill(places, value, place(c, x, i * places));
  }
}

/// First number of a group's outputs in a sample.
static int64_t group_start(const convolution *c, int64_t group) {
  return group * c->outputs * (c->window->channels_last ? 1 : c->places);
}

void il_convolve(il_scalar scalar, const il_window *w, int64_t rows, const void *x, const void *weight,
                 const void *bias, void *scratch, void *y) {
  const convolution c = convolution_of(scalar, w);
  for (int64_t i = 0; i < rows; i++) {
    const void *sample = at(&c, x, i * w->channels * w->height * w->width);
    void *result = place(&c, y, i * w->outputs * c.places);
    if (bias) spread(&c, w->outputs, c.places, bias, result);
    for (int64_t g = 0; g < w->groups; g++) {
      c.kernels->gather_patches(w, g * c.inputs, c.inputs, sample, scratch);
      void *out = place(&c, result, group_start(&c, g));
      const void *filters = at(&c, weight, g * c.outputs * c.taps), *initial = bias ? out : NULL;
      const il_product image = {c.outputs, c.places, c.taps, filters, c.taps, 1, scratch, c.places, 1,
                                initial, c.places, out, c.places};
      const il_product sequence = {c.places, c.outputs, c.taps, scratch, 1, c.places, filters, 1, c.taps,
                                   initial, w->outputs, out, w->outputs};
      il_product_run(scalar, w->channels_last ? &sequence : &image);
    }
  }
}

void il_convolve_to_input(il_scalar scalar, const il_window *w, int64_t rows, const void *dy,
                          const void *weight, const void *bias, void *scratch, void *dx) {
  const convolution c = convolution_of(scalar, w);
  const int64_t pixels = w->height * w->width;
  for (int64_t i = 0; i < rows; i++) {
    const void *slopes = at(&c, dy, i * w->outputs * c.places);
    void *result = place(&c, dx, i * w->channels * pixels);
    spread(&c, w->channels, pixels, bias, result);
    for (int64_t g = 0; g < w->groups; g++) {
      const il_product columns = {c.taps, c.places, c.outputs, at(&c, weight, g * c.outputs * c.taps), 1,
                                  c.taps, at(&c, slopes, group_start(&c, g)),
                                  w->channels_last ? 1 : c.places, w->channels_last ? w->outputs : 1,
                                  NULL, 0, scratch, c.places};
      il_product_run(scalar, &columns);
      c.kernels->scatter_patches(w, g * c.inputs, c.inputs, scratch, result);
    }
  }
}

void il_convolve_to_weight(il_scalar scalar, const il_window *w, int64_t rows, const void *x, const void *dy,
                           void *scratch, void *dweight) {
  const convolution c = convolution_of(scalar, w);
  if (rows <= 0) c.kernels->fill(w->outputs * c.taps, 0, dweight);
  for (int64_t i = 0; i < rows; i++) {
    const void *sample = at(&c, x, i * w->channels * w->height * w->width);
    const void *slopes = at(&c, dy, i * w->outputs * c.places);
    for (int64_t g = 0; g < w->groups; g++) {
      c.kernels->gather_patches(w, g * c.inputs, c.inputs, sample, scratch);
      void *out = place(&c, dweight, g * c.outputs * c.taps);
      const il_product product = {c.outputs, c.taps, c.places, at(&c, slopes, group_start(&c, g)),
                                  w->channels_last ? 1 : c.places, w->channels_last ? w->outputs : 1,
                                  scratch, 1, c.places, i > 0 ? out : NULL, c.taps, out, c.taps};
      il_product_run(scalar, &product);
    }
  }
}
