// The table of families.
#include "bits.h"

#include <stddef.h>

#include "collect.h"

/// A family and what a person calls it.
typedef struct entry {
  const char *name;
  bits_family run;
} entry;

static const entry families[] = {
    {"products", bits_products},
    {"small_products", bits_small_products},
    {"convolutions", bits_convolutions},
    {"convolutions_to_input", bits_convolutions_to_input},
    {"convolutions_to_weight", bits_convolutions_to_weight},
    {"pooling", bits_pooling},
    {"functions", bits_functions},
    {"activations", bits_activations},
    {"slopes", bits_slopes},
    {"softmax", bits_softmax},
    {"losses", bits_losses},
    {"arithmetic", bits_arithmetic},
    {"gathers", bits_gathers},
    {"sums", bits_sums},
    {"clipping", bits_clipping},
    {"batch_norm", bits_batch_norm},
    {"group_norm", bits_group_norm},
    {"factors", bits_factors},
    {"optimizers", bits_optimizers},
    {"updates_by_rows", bits_updates_by_rows},
    {"lbfgs", bits_lbfgs},
    {"dropout", bits_dropout},
    {"draws", bits_draws},
    {"recurrences", bits_recurrences},
    {"attention", bits_attention},
    {"sequences", bits_sequences},
    {"dense_network", bits_dense_network},
    {"image_network", bits_image_network},
    {"sequence_network", bits_sequence_network},
};

int bits_family_count(void) { return (int)(sizeof families / sizeof *families); }

const char *bits_family_name(int family) {
  return family >= 0 && family < bits_family_count() ? families[family].name : NULL;
}

uint64_t bits_digest(int family, il_scalar scalar) {
  if (!bits_family_name(family)) return 0;
  bits b = {.scalar = scalar, .state = (uint64_t)family};
  families[family].run(&b);
  bits_free(&b);
  return b.digest;
}
