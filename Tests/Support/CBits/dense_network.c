// Dense layers, whose work a plan shares out among threads.
#include "network.h"

enum { SAMPLES = 130, BATCH = 48, LAYERS = 3 };
static const int64_t widths[LAYERS + 1] = {24, 64, 48, 10};

/// A layer's parameters, what it gives, and the slopes of that.
typedef struct layer {
  parameter weight, bias;
  void *sum, *out, *slope;
} layer;

static void activate(network *n, int64_t width, il_activation kind, const layer *l) {
  network_add(n, IL_SECTION_FORWARD,
              (il_operation){.code = IL_OP_ACTIVATE, .kind = kind, .rows = IL_BATCH_ROWS, .columns = width,
                             .a = l->sum, .result = l->out});
}

static void train(bits *b, il_activation kind, il_optimizer optimizer, bool shuffles) {
  network n = network_of(b, optimizer);
  void *x = bits_room(b, BATCH * widths[0]), *target = bits_room(b, BATCH * widths[LAYERS]);
  void *batches[] = {x, target};
  for (int i = 0; i < 2; i++) {
    const int64_t width = widths[i * LAYERS];
    network_add(&n, IL_SECTION_GATHER,
                (il_operation){.code = IL_OP_GATHER_ROWS, .rows = IL_BATCH_ROWS, .columns = width,
                               .a = bits_numbers(b, SAMPLES * width, 1), .result = batches[i]});
  }
  layer layers[LAYERS];
  for (int i = 0; i < LAYERS; i++) {
    const int64_t fan = widths[i], width = widths[i + 1];
    layers[i] = (layer){network_parameter(&n, width, fan, 0.125), network_parameter(&n, width, 1, 0.125),
                        bits_room(b, BATCH * width), bits_room(b, BATCH * width), bits_room(b, BATCH * width)};
    network_dense(&n, IL_BATCH_ROWS, fan, width, i ? layers[i - 1].out : x, layers[i].weight, layers[i].bias,
                  layers[i].sum);
    activate(&n, width, i + 1 < LAYERS ? kind : IL_IDENTITY, &layers[i]);
  }
  network_add(&n, IL_SECTION_LOSS,
              (il_operation){.code = IL_OP_LOSS, .kind = IL_MSE, .rows = IL_BATCH_ROWS,
                             .columns = widths[LAYERS], .a = layers[LAYERS - 1].out, .b = target,
                             .result = layers[LAYERS - 1].slope});
  for (int i = LAYERS - 1; i >= 0; i--) {
    const layer *below = i ? &layers[i - 1] : NULL;
    network_dense_backward(&n, IL_BATCH_ROWS, widths[i], widths[i + 1], below ? below->out : x, layers[i].slope,
                           layers[i].weight, layers[i].bias, below ? below->slope : NULL);
    if (!below) break;
    network_add(&n, IL_SECTION_BACKWARD,
                (il_operation){.code = IL_OP_ACTIVATE_BACKWARD, .kind = kind, .rows = IL_BATCH_ROWS,
                               .columns = widths[i], .a = below->sum, .b = below->out, .c = below->slope,
                               .result = below->slope});
  }
  network_train(&n, SAMPLES, BATCH, shuffles ? 1 : 4, shuffles);
  bits_free(b);
}

void bits_dense_network(bits *b) {
  const il_optimizer adam = {.kind = IL_ADAM, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8};
  const il_optimizer momentum = {.kind = IL_SGD, .momentum = 0.9};
  train(b, IL_TANH, adam, false);
  train(b, IL_RELU, momentum, false);
  train(b, IL_GELU, adam, true);
}
