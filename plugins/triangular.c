/* A plugin in C: one file, one exported function. `plugin load plugins/triangular.c` compiles it and puts it
   into the table; `plugin check triangular` holds it to what it promises. By hand:

       cc -O2 -shared -fPIC -I Sources/CInitABI/include plugins/triangular.c -o triangular.so -lm

   and `plugin load triangular.so`. */
#include "initlab_plugin.h"

#include <math.h>

/* The largest weight: a triangular law over -b..b has the variance b^2 / 6. */
static double bound(const initlab_request *request) {
  double fans = (double)(request->site->fan_in + request->site->fan_out);
  return request->arguments[0] * sqrt(12 / fmax(1, fans));
}

/* The sum of two uniform numbers has a triangular law. */
static int32_t fill(void *context, const initlab_request *request, char *message, size_t capacity) {
  (void)context, (void)message, (void)capacity;
  const initlab_random *random = request->random;
  double b = bound(request);
  for (uint64_t i = 0; i < request->count; i++) {
    double first = random->uniform(random->stream);
    request->out[i] = b * (first + random->uniform(random->stream) - 1);
  }
  return 0;
}

static int32_t promise(void *context, const initlab_request *request, initlab_promise *promise) {
  (void)context;
  double b = bound(request);
  promise->mean = 0;
  promise->variance = b * b / 6;
  promise->lower = -b;
  promise->upper = b;
  promise->kurtosis = 2.4;
  return 0;
}

static const initlab_parameter gain = {sizeof gain, 0, "gain", "factor on the bound", 1, 0, INFINITY};
static const initlab_parameter *const parameters[] = {&gain, NULL};

static const initlab_initializer triangular = {
    .struct_size = sizeof triangular,
    .name = "triangular",
    .summary = "Numbers of a triangular law, with Glorot and Bengio's variance.",
    .formula = "w = b (u + v - 1), u, v ~ U(0, 1), b = gain sqrt(12 / (fan_in + fan_out))",
    .source = "an example; the variance is Glorot and Bengio's, 2010, eq. 12",
    .suits = "tanh layers whose weights should have a bound",
    .parameters = parameters,
    .fill = fill,
    .promise = promise,
};

static const initlab_initializer *const initializers[] = {&triangular, NULL};
static const initlab_plugin plugin = {INITLAB_ABI_VERSION, sizeof plugin, "1.0", initializers};

INITLAB_EXPORT const initlab_plugin *initlab_plugin_main(void) { return &plugin; }
