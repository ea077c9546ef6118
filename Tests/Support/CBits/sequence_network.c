// A network over tokens: embedding, positions, norm, attention with a way around it, lstm, mean over time.
#include "network.h"

enum { SAMPLES = 50, BATCH = 20, STEPS = 7, VOCABULARY = 11, WIDTH = 16, UNITS = 20, OUTPUTS = 3 };

/// Rows of all steps of the batch's samples.
enum { ALL_STEPS = -STEPS };

/// Sums of gates in the lstm.
enum { GATES = 4 * UNITS };

/// An operation on the samples of the batch, and one on all their steps.
#define ON(CODE, ...) (il_operation){.code = CODE, .rows = IL_BATCH_ROWS, __VA_ARGS__}
#define ON_STEPS(CODE, ...) (il_operation){.code = CODE, .rows = ALL_STEPS, __VA_ARGS__}

/// Numbers of the parameters in a network.
enum { TABLE, SCALES, SHIFTS, QKV, QKV_BIAS, INPUT, HIDDEN, INPUT_BIAS, HIDDEN_BIAS, WEIGHTS, BIAS };

/// What the network holds beside its parameters.
typedef struct memory {
  void *tokens, *target, *embedded, *positions, *placed, *saved, *normal, *qkv, *probabilities, *attended;
  void *joined, *kept, *workspace, *states, *mean, *out;
  void *dout, *dmean, *dstates, *djoined, *dqkv, *dnormal, *attention_room;
} memory;

static const il_attention attention = {STEPS, 2, WIDTH / 2, true};

static memory memory_of(bits *b) {
  const int64_t steps = BATCH * STEPS, wide = steps * WIDTH, states = steps * UNITS;
  return (memory){.tokens = bits_room(b, steps),
                  .target = bits_room(b, BATCH * OUTPUTS),
                  .embedded = bits_room(b, wide),
                  .positions = bits_room(b, STEPS * WIDTH),
                  .placed = bits_room(b, wide),
                  .saved = bits_room(b, 2 * steps),
                  .normal = bits_room(b, wide),
                  .qkv = bits_room(b, 3 * wide),
                  .probabilities = bits_room(b, BATCH * 2 * STEPS * STEPS),
                  .attended = bits_room(b, wide),
                  .joined = bits_room(b, wide),
                  .kept = bits_room(b, BATCH * il_recurrence_memory(IL_CELL_LSTM, STEPS, WIDTH, UNITS)),
                  .workspace = bits_room(b, il_recurrence_workspace(IL_CELL_LSTM, UNITS)),
                  .states = bits_room(b, states),
                  .mean = bits_room(b, BATCH * UNITS),
                  .out = bits_room(b, BATCH * OUTPUTS),
                  .dout = bits_room(b, BATCH * OUTPUTS),
                  .dmean = bits_room(b, BATCH * UNITS),
                  .dstates = bits_room(b, states),
                  .djoined = bits_room(b, wide),
                  .dqkv = bits_room(b, 3 * wide),
                  .dnormal = bits_room(b, wide),
                  .attention_room = bits_room(b, il_attention_workspace(&attention, BATCH))};
}

static void gather(network *n, const memory *m) {
  network_add(n, IL_SECTION_GATHER, ON(IL_OP_GATHER_ROWS, .columns = STEPS, .result = m->tokens,
                                       .a = bits_tokens(n->b, SAMPLES * STEPS, VOCABULARY)));
  network_add(n, IL_SECTION_GATHER, ON(IL_OP_GATHER_ROWS, .columns = OUTPUTS, .result = m->target,
                                       .a = bits_numbers(n->b, SAMPLES * OUTPUTS, 1)));
}

static void forward(network *n, const memory *m, const parameter *p) {
  const il_section s = IL_SECTION_FORWARD;
  network_add(n, s, ON_STEPS(IL_OP_EMBED, .columns = WIDTH, .a = m->tokens, .b = p[TABLE].value,
                             .sizes = {VOCABULARY}, .result = m->embedded));
  network_add(n, s, (il_operation){.code = IL_OP_SINUSOIDS, .rows = STEPS, .columns = WIDTH,
                                   .result = m->positions});
  network_add(n, s, ON(IL_OP_ADD_ROW, .columns = STEPS * WIDTH, .a = m->embedded, .b = m->positions,
                       .result = m->placed));
  network_add(n, s, ON_STEPS(IL_OP_GROUP_NORM, .a = m->placed, .b = p[SCALES].value, .c = p[SHIFTS].value,
                             .parameter = 1e-5, .operands = {m->saved},
                             .sizes = {1, 1, WIDTH, WIDTH, WIDTH, 0, 1}, .result = m->normal));
  network_dense(n, ALL_STEPS, WIDTH, 3 * WIDTH, m->normal, p[QKV], p[QKV_BIAS], m->qkv);
  network_add(n, s, ON(IL_OP_ATTEND, .a = m->qkv, .first = m->probabilities, .sizes = {STEPS, 2, WIDTH / 2, 1},
                       .result = m->attended));
  network_add(n, s, ON_STEPS(IL_OP_ADD, .columns = WIDTH, .a = m->placed, .b = m->attended,
                             .result = m->joined));
  network_add(n, s, ON(IL_OP_RECUR, .kind = IL_CELL_LSTM, .a = m->joined, .sizes = {STEPS, WIDTH, UNITS, 1},
                       .operands = {p[INPUT].value, p[HIDDEN].value, p[INPUT_BIAS].value, p[HIDDEN_BIAS].value,
                                    m->kept, m->workspace},
                       .result = m->states));
  network_add(n, s, ON(IL_OP_MEAN_STEPS, .columns = UNITS, .a = m->states, .sizes = {STEPS}, .result = m->mean));
  network_dense(n, IL_BATCH_ROWS, UNITS, OUTPUTS, m->mean, p[WEIGHTS], p[BIAS], m->out);
  network_add(n, IL_SECTION_LOSS, ON(IL_OP_LOSS, .kind = IL_HUBER, .parameter = 0.5, .columns = OUTPUTS,
                                     .a = m->out, .b = m->target, .result = m->dout));
}

static void backward(network *n, const memory *m, const parameter *p) {
  const il_section s = IL_SECTION_BACKWARD;
  network_dense_backward(n, IL_BATCH_ROWS, UNITS, OUTPUTS, m->mean, m->dout, p[WEIGHTS], p[BIAS], m->dmean);
  network_add(n, s, ON(IL_OP_MEAN_STEPS_BACKWARD, .columns = UNITS, .c = m->dmean, .sizes = {STEPS},
                       .result = m->dstates));
  network_add(n, s, ON(IL_OP_RECUR_BACKWARD, .kind = IL_CELL_LSTM, .a = m->joined, .c = m->dstates,
                       .sizes = {STEPS, WIDTH, UNITS, 1},
                       .operands = {p[INPUT].value, p[HIDDEN].value, p[INPUT_BIAS].value, p[HIDDEN_BIAS].value,
                                    m->kept, m->workspace, p[INPUT].gradient, p[HIDDEN].gradient,
                                    p[INPUT_BIAS].gradient, p[HIDDEN_BIAS].gradient, m->djoined, m->kept}));
  network_add(n, s, ON(IL_OP_ATTEND_BACKWARD, .a = m->qkv, .b = m->probabilities, .c = m->djoined,
                       .first = m->attention_room, .sizes = {STEPS, 2, WIDTH / 2, 1}, .result = m->dqkv));
  network_dense_backward(n, ALL_STEPS, WIDTH, 3 * WIDTH, m->normal, m->dqkv, p[QKV], p[QKV_BIAS], m->dnormal);
  network_add(n, s, ON_STEPS(IL_OP_GROUP_NORM_TO_AFFINE, .a = m->placed, .c = m->dnormal,
                             .sizes = {1, 1, WIDTH, WIDTH, WIDTH, 0, 1},
                             .operands = {m->saved, p[SCALES].gradient, p[SHIFTS].gradient}));
  network_add(n, s, ON_STEPS(IL_OP_GROUP_NORM_BACKWARD, .a = m->placed, .b = p[SCALES].value, .c = m->dnormal,
                             .sizes = {1, 1, WIDTH, WIDTH, WIDTH, 0, 1}, .operands = {m->saved},
                             .result = m->dnormal));
  network_add(n, s, ON_STEPS(IL_OP_ADD, .columns = WIDTH, .a = m->djoined, .b = m->dnormal,
                             .result = m->djoined));
  network_add(n, s, ON_STEPS(IL_OP_EMBED_BACKWARD, .columns = WIDTH, .a = m->tokens, .c = m->djoined,
                             .sizes = {VOCABULARY}, .result = p[TABLE].gradient));
}

void bits_sequence_network(bits *b) {
  const il_optimizer adamw = {.kind = IL_ADAMW, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8,
                              .weight_decay = 0.01};
  network n = network_of(b, adamw);
  const memory m = memory_of(b);
  network_parameter(&n, VOCABULARY, WIDTH, 1);
  network_parameter(&n, 1, WIDTH, 1);
  network_parameter(&n, 1, WIDTH, 0.25);
  network_parameter(&n, 3 * WIDTH, WIDTH, 0.5);
  network_parameter(&n, 3 * WIDTH, 1, 0.25);
  network_parameter(&n, GATES, WIDTH, 0.5);
  network_parameter(&n, GATES, UNITS, 0.5);
  network_parameter(&n, GATES, 1, 0.25);
  network_parameter(&n, GATES, 1, 0.25);
  network_parameter(&n, OUTPUTS, UNITS, 0.5);
  network_parameter(&n, OUTPUTS, 1, 0.25);
  gather(&n, &m);
  forward(&n, &m, n.parameters);
  backward(&n, &m, n.parameters);
  network_train(&n, SAMPLES, BATCH, 7, false);
}
