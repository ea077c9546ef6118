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

/// A network's activation and way of training.
typedef struct recipe {
  il_activation kind;
  network_updates updates;
  il_optimizer optimizer;
  int64_t steps;
  bool shuffles;
} recipe;

/// A quasi-Newton step for one parameter.
static void add_lbfgs(network *n, parameter p) {
  enum { HISTORY = 3 };
  double *scalars = bits_zeros(n->b, 2 * il_lbfgs_scalars(HISTORY));
  network_add(n, IL_SECTION_UPDATE,
              (il_operation){.code = IL_OP_LBFGS, .rows = 1, .columns = p.count, .result = p.value,
                             .a = p.gradient, .powers = scalars, .sizes = {HISTORY, 1},
                             .first = bits_zeros(n->b, il_lbfgs_numbers(p.count, HISTORY))});
}

static void train(bits *b, recipe r) {
  network n = network_of(b, r.optimizer);
  n.updates = r.updates;
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
    activate(&n, width, i + 1 < LAYERS ? r.kind : IL_IDENTITY, &layers[i]);
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
                (il_operation){.code = IL_OP_ACTIVATE_BACKWARD, .kind = r.kind, .rows = IL_BATCH_ROWS,
                               .columns = widths[i], .a = below->sum, .b = below->out, .c = below->slope,
                               .result = below->slope});
  }
  if (r.updates == UPDATES_ELSEWHERE) add_lbfgs(&n, n.parameters[0]);
  network_train(&n, SAMPLES, BATCH, r.steps, r.shuffles);
  bits_free(b);
}

void bits_dense_network(bits *b) {
  const il_optimizer adam = {.kind = IL_ADAM, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8};
  const il_optimizer momentum = {.kind = IL_SGD, .momentum = 0.9};
  train(b, (recipe){IL_TANH, UPDATES_BY_ROWS, adam, 4, false});
  train(b, (recipe){IL_SILU, UPDATES_ALONE, adam, 2, false});
  train(b, (recipe){IL_RELU, UPDATES_ALONE, momentum, 2, false});
  train(b, (recipe){IL_TANH, UPDATES_ELSEWHERE, momentum, 2, false});
  train(b, (recipe){IL_GELU, UPDATES_BY_ROWS, adam, 1, true});
}
