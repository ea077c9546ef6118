// Fills with what each service of the host gives, for comparison with the host's own numbers.
#include "initlab_plugin.h"

#include <math.h>
#include <string.h>

// The services in order, one entry each; then what the site says.
static int32_t fill(void *context, const initlab_request *r, char *message, size_t capacity) {
  (void)context, (void)message, (void)capacity;
  const initlab_random *random = r->random;
  void *s = random->stream;
  double *out = r->out;
  for (uint64_t i = 0; i < r->count; i++) out[i] = 0;
  uint64_t bits = random->bits(s);
  out[0] = (double)(bits >> 32);
  out[1] = (double)(bits & 0xFFFFFFFF);
  out[2] = random->uniform(s);
  out[3] = random->normal(s);
  out[4] = random->truncated_normal(s, -1, 2);
  out[5] = random->truncated_normal(s, -1, 2);
  out[6] = (double)random->below(s, 1000);
  random->fill_uniform(s, out + 7, 3, -2, 5);
  random->fill_normal(s, out + 10, 3, 1, 0.5);
  random->use_lane(s, 4);
  out[13] = random->normal(s);
  if (random->orthonormal(s, out + 14, 2, 3) != 0) return 1;
  const initlab_site *site = r->site;
  out[20] = (double)site->axes;
  out[21] = (double)(site->shape[0] * 1000 + site->shape[1]);
  out[22] = (double)(site->fan_in * 1000 + site->fan_out);
  out[23] = (double)(site->layer_index * 1000 + site->layer_count);
  out[24] = strcmp(site->layer, "h1") == 0 && strcmp(site->parameter, "weight") == 0;
  out[25] = strcmp(site->role, "weight") == 0 && strcmp(site->activation, "leaky_relu") == 0;
  out[26] = site->activation_parameter;
  out[27] = site->activation_gain;
  out[28] = site->is_output;
  out[29] = r->arguments[0] * 1000 + r->arguments[1];
  // What cannot be is answered, not trapped.
  if (random->below(s, 0) != 0 || !isnan(random->truncated_normal(s, 2, 1))) return 2;
  if (random->orthonormal(s, out, 4, 3) == 0) return 3;
  return 0;
}

static int32_t promise(void *context, const initlab_request *r, initlab_promise *promise) {
  (void)context;
  if (r->arguments[0] > 5) return 1;
  promise->mean = r->arguments[0];
  promise->variance = 3;
  promise->lower = -1;
  promise->zeros = 2;
  promise->breaks_symmetry = 0;
  return 0;
}

static const initlab_parameter first = {sizeof first, 0, "first", "the first", 2, 0, 9};
static const initlab_parameter second = {sizeof second, 0, "second", "the second", NAN, -INFINITY, INFINITY};
static const initlab_parameter *const parameters[] = {&first, &second, NULL};
static const initlab_initializer services = {
    .struct_size = sizeof services, .name = "services", .summary = "For the tests.", .formula = "none",
    .source = "tests", .suits = "tests", .aliases = "one_alias another_alias", .parameters = parameters,
    .fill = fill, .promise = promise};

// An initializer as an older header would have described it: without a promise.
static initlab_initializer older = {
    .struct_size = offsetof(initlab_initializer, promise), .is_deterministic = 1, .name = "older",
    .summary = "For the tests.", .formula = "none", .fill = fill, .promise = promise};

static const initlab_initializer *const initializers[] = {&services, &older, NULL};
static const initlab_plugin plugin = {INITLAB_ABI_VERSION, sizeof plugin, "1.0", initializers};

INITLAB_EXPORT const initlab_plugin *initlab_plugin_main(void) { return &plugin; }
