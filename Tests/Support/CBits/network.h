#pragma once
#include "collect.h"

enum { MOST_OPERATIONS = 24, MOST_PARAMETERS = 12 };

/// A parameter, its gradient, and how many numbers both have.
typedef struct parameter {
  void *value, *gradient;
  int64_t count;
} parameter;

/// How parameters are updated: with summaries of rows, alone (which may follow the gradient at once), by others.
typedef enum network_updates { UPDATES_BY_ROWS, UPDATES_ALONE, UPDATES_ELSEWHERE } network_updates;

/// A network as a plan in the making.
typedef struct network {
  bits *b;
  il_optimizer optimizer;
  network_updates updates;
  /// of each parameter; updates by rows share the first
  double powers[MOST_PARAMETERS][3];
  int parameter_count;
  parameter parameters[MOST_PARAMETERS];
  int64_t counts[IL_SECTION_COUNT];
  il_operation operations[IL_SECTION_COUNT][MOST_OPERATIONS];
} network;

/// An empty network.
network network_of(bits *b, il_optimizer optimizer);

/// A new parameter, with room for its gradient and an update.
parameter network_parameter(network *n, int64_t rows, int64_t columns, double scale);

/// Adds an operation behind those of its section.
void network_add(network *n, il_section section, il_operation operation);

/// `rows` of the batch times a weight [width, fan], plus a bias.
void network_dense(network *n, int64_t rows, int64_t fan, int64_t width, const void *x, parameter weight,
                   parameter bias, void *y);

/// The way back of network_dense; dx may be NULL.
void network_dense_backward(network *n, int64_t rows, int64_t fan, int64_t width, const void *x,
                            const void *dy, parameter weight, parameter bias, void *dx);

/// Trains on batches of `samples` in an order by random, and takes losses, gradients and parameters.
void network_train(network *n, int64_t samples, int64_t batch, int64_t steps, bool shuffles);
