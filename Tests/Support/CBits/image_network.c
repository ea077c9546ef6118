// A convolutional network: batch norm, pooling both ways, a depthwise layer, dropout, classes.
#include "network.h"

enum {
  SAMPLES = 60,
  BATCH = 23,
  CHANNELS = 6,
  CLASSES = 5,
  PIXELS = 2 * 8 * 9,
  /// Numbers of a sample on the way: after the first layer, the pool, the second pool.
  WIDE = CHANNELS * 8 * 9,
  POOLED = CHANNELS * 4 * 4,
  SMALL = CHANNELS * 2 * 2,
};

static const il_window first = {
    .channels = 2, .height = 8, .width = 9, .outputs = CHANNELS, .groups = 1, .kernel_height = 3,
    .kernel_width = 3, .stride_height = 1, .stride_width = 1, .padding_height = 1, .padding_width = 1,
    .dilation_height = 1, .dilation_width = 1, .out_height = 8, .out_width = 9};
static const il_window largest = {
    .channels = CHANNELS, .height = 8, .width = 9, .outputs = CHANNELS, .groups = 1, .kernel_height = 2,
    .kernel_width = 2, .stride_height = 2, .stride_width = 2, .dilation_height = 1, .dilation_width = 1,
    .out_height = 4, .out_width = 4};
static const il_window depthwise = {
    .channels = CHANNELS, .height = 4, .width = 4, .outputs = CHANNELS, .groups = CHANNELS, .kernel_height = 3,
    .kernel_width = 3, .stride_height = 1, .stride_width = 1, .padding_height = 1, .padding_width = 1,
    .dilation_height = 1, .dilation_width = 1, .out_height = 4, .out_width = 4};
static const il_window mean = {
    .channels = CHANNELS, .height = 4, .width = 4, .outputs = CHANNELS, .groups = 1, .kernel_height = 2,
    .kernel_width = 2, .stride_height = 2, .stride_width = 2, .dilation_height = 1, .dilation_width = 1,
    .out_height = 2, .out_width = 2};

/// An operation on the samples of the batch.
#define ON(CODE, ...) (il_operation){.code = CODE, .rows = IL_BATCH_ROWS, __VA_ARGS__}

/// What the network holds beside its parameters.
typedef struct memory {
  void *bytes, *x, *classes, *saved, *running_mean, *running_variance;
  void *sums, *normal, *active, *pooled, *filtered, *dropped, *small, *logits;
  void *dwide, *dpooled, *dfiltered, *dsmall, *dlogits;
} memory;

static memory memory_of(bits *b) {
  return (memory){bits_room(b, BATCH * PIXELS),  bits_room(b, BATCH * PIXELS), bits_indices(b, BATCH, 1),
                  bits_room(b, 2 * CHANNELS),    bits_zeros(b, CHANNELS),      bits_zeros(b, CHANNELS),
                  bits_room(b, BATCH * WIDE),    bits_room(b, BATCH * WIDE),   bits_room(b, BATCH * WIDE),
                  bits_room(b, BATCH * POOLED),  bits_room(b, BATCH * POOLED), bits_room(b, BATCH * POOLED),
                  bits_room(b, BATCH * SMALL),   bits_room(b, BATCH * CLASSES), bits_room(b, BATCH * WIDE),
                  bits_room(b, BATCH * POOLED),  bits_room(b, BATCH * POOLED), bits_room(b, BATCH * SMALL),
                  bits_room(b, BATCH * CLASSES)};
}

/// Numbers of the parameters in a network.
enum { FILTERS, FILTER_BIAS, SCALES, SHIFTS, DEPTHS, DEPTH_BIAS, WEIGHTS, BIAS };

static void gather(network *n, const memory *m) {
  // Four bytes of a random word are four pixels.
  const void *images = bits_indices(n->b, SAMPLES * PIXELS / 4, INT32_MAX);
  network_add(n, IL_SECTION_GATHER, ON(IL_OP_GATHER_CONVERTED, .columns = PIXELS, .kind = IL_STORED_UINT8,
                                       .a = images, .result = m->bytes));
  network_add(n, IL_SECTION_GATHER, ON(IL_OP_GATHER_CLASSES, .columns = 1, .result = m->classes,
                                       .a = bits_indices(n->b, SAMPLES, CLASSES)));
}

static void forward(network *n, const memory *m, const parameter *p) {
  const il_section s = IL_SECTION_FORWARD;
  network_add(n, s, ON(IL_OP_SCALE, .columns = PIXELS, .a = m->bytes, .parameter = 1.0 / 255, .result = m->x));
  network_add(n, s, ON(IL_OP_CONVOLVE, .window = first, .a = m->x, .b = p[FILTERS].value,
                       .c = p[FILTER_BIAS].value, .result = m->sums));
  network_add(n, s, ON(IL_OP_BATCH_NORM, .columns = CHANNELS, .inner = 72, .a = m->sums, .b = p[SCALES].value,
                       .c = p[SHIFTS].value, .parameter = 1e-5, .result = m->normal,
                       .operands = {m->saved, m->running_mean, m->running_variance}));
  network_add(n, s, ON(IL_OP_ACTIVATE, .kind = IL_RELU, .columns = WIDE, .a = m->normal, .result = m->active));
  network_add(n, s, ON(IL_OP_MAX_POOL, .window = largest, .a = m->active, .result = m->pooled));
  network_add(n, s, ON(IL_OP_CONVOLVE, .window = depthwise, .a = m->pooled, .b = p[DEPTHS].value,
                       .c = p[DEPTH_BIAS].value, .result = m->filtered));
  network_add(n, s, ON(IL_OP_DROPOUT, .columns = POOLED, .a = m->filtered, .parameter = 0.25, .key = 99,
                       .result = m->dropped));
  network_add(n, s, ON(IL_OP_AVERAGE_POOL, .window = mean, .a = m->dropped, .result = m->small));
  network_dense(n, IL_BATCH_ROWS, SMALL, CLASSES, m->small, p[WEIGHTS], p[BIAS], m->logits);
  network_add(n, IL_SECTION_LOSS, ON(IL_OP_LOSS, .kind = IL_CROSS_ENTROPY, .columns = CLASSES, .a = m->logits,
                                     .b = m->classes, .result = m->dlogits));
}

static void backward(network *n, const memory *m, const parameter *p) {
  const il_section s = IL_SECTION_BACKWARD;
  network_dense_backward(n, IL_BATCH_ROWS, SMALL, CLASSES, m->small, m->dlogits, p[WEIGHTS], p[BIAS],
                         m->dsmall);
  network_add(n, s, ON(IL_OP_AVERAGE_POOL_BACKWARD, .window = mean, .a = m->dsmall, .result = m->dfiltered));
  network_add(n, s, ON(IL_OP_DROPOUT, .columns = POOLED, .a = m->dfiltered, .parameter = 0.25, .key = 99,
                       .result = m->dfiltered));
  network_add(n, s, ON(IL_OP_CONVOLVE_TO_WEIGHT, .window = depthwise, .a = m->pooled, .b = m->dfiltered,
                       .result = p[DEPTHS].gradient));
  network_add(n, s, ON(IL_OP_SUM_CHANNELS, .columns = CHANNELS, .inner = 16, .a = m->dfiltered,
                       .result = p[DEPTH_BIAS].gradient));
  network_add(n, s, ON(IL_OP_CONVOLVE_TO_INPUT, .window = depthwise, .a = m->dfiltered, .b = p[DEPTHS].value,
                       .result = m->dpooled));
  network_add(n, s, ON(IL_OP_MAX_POOL_BACKWARD, .window = largest, .a = m->active, .b = m->dpooled,
                       .result = m->dwide));
  network_add(n, s, ON(IL_OP_ACTIVATE_BACKWARD, .kind = IL_RELU, .columns = WIDE, .a = m->normal,
                       .b = m->active, .c = m->dwide, .result = m->dwide));
  network_add(n, s, ON(IL_OP_BATCH_NORM_BACKWARD, .columns = CHANNELS, .inner = 72, .a = m->sums,
                       .b = p[SCALES].value, .c = m->dwide, .parameter = 1e-5,
                       .operands = {m->saved, m->running_mean, m->dwide, p[SCALES].gradient,
                                    p[SHIFTS].gradient}));
  network_add(n, s, ON(IL_OP_CONVOLVE_TO_WEIGHT, .window = first, .a = m->x, .b = m->dwide,
                       .result = p[FILTERS].gradient));
  network_add(n, s, ON(IL_OP_SUM_CHANNELS, .columns = CHANNELS, .inner = 72, .a = m->dwide,
                       .result = p[FILTER_BIAS].gradient));
  network_add(n, s, (il_operation){.code = IL_OP_CLIP_NORM, .rows = 1, .columns = p[FILTERS].count,
                                   .result = p[FILTERS].gradient, .parameter = 0.05});
}

void bits_image_network(bits *b) {
  const il_optimizer nesterov = {.kind = IL_SGD_NESTEROV, .momentum = 0.9, .weight_decay = 0.001};
  network n = network_of(b, nesterov);
  const memory m = memory_of(b);
  network_parameter(&n, CHANNELS, 2 * 9, 0.25);
  network_parameter(&n, CHANNELS, 1, 0.25);
  network_parameter(&n, CHANNELS, 1, 1);
  network_parameter(&n, CHANNELS, 1, 0.25);
  network_parameter(&n, CHANNELS, 9, 0.5);
  network_parameter(&n, CHANNELS, 1, 0.25);
  network_parameter(&n, CLASSES, SMALL, 0.25);
  network_parameter(&n, CLASSES, 1, 0.25);
  gather(&n, &m);
  forward(&n, &m, n.parameters);
  backward(&n, &m, n.parameters);
  network_add(&n, IL_SECTION_UPDATE,
              ON(IL_OP_BATCH_NORM_UPDATE, .columns = CHANNELS, .inner = 72, .parameter = 0.1,
                 .operands = {m.saved, m.running_mean, m.running_variance}));
  network_train(&n, SAMPLES, BATCH, 7, false);
  bits_take(b, CHANNELS, m.running_mean);
  bits_take(b, CHANNELS, m.running_variance);
}
