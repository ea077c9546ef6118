// All kernels of one instruction set and one scalar, as a table called IL_TABLE.

#include "vector.h"

#include "functions.h"
#include "reference.h"
#ifndef IL_IS_REFERENCE
#include "packing.h"
#include "tile.h"
#include "product.h"
#endif
#include "reductions.h"
#include "activations.h"
#include "losses.h"
#include "optimizers.h"
#include "arithmetic.h"
#include "summaries.h"
#include "patches.h"
#include "pooling.h"
#include "sums.h"
#include "batch_norm.h"
#include "group_norm.h"
#include "dropout.h"
#include "panels.h"
#include "recurrence.h"
#include "attention.h"
#include "sequence.h"

#ifdef IL_IS_REFERENCE
enum { PANEL_COLUMNS = 1, PANEL_ROWS = 1 };
static bool no_small_product(const il_product *p) { return (void)p, false; }
#define TABLE_PRODUCT reference_product
#define TABLE_SMALL no_small_product
#define TABLE_SUM_ROWS reference_sum_rows
#else
#define TABLE_PRODUCT product
#define TABLE_SMALL small_product
#define TABLE_SUM_ROWS sum_rows
#endif

const il_kernel_table IL_TABLE = {
    .panel_columns = PANEL_COLUMNS,
    .panel_rows = PANEL_ROWS,
    .small_product_limit = IL_SMALL_PRODUCT,
    .product = TABLE_PRODUCT,
    .small_product = TABLE_SMALL,
    .elementary = elementary,
    .activate = activate,
    .activate_backward = activate_backward,
    .softmax = softmax,
    .softmax_backward = softmax_backward,
    .loss = loss,
    .optimize = optimize,
    .summarize_gradient = summarize_gradient,
    .summarize_update = summarize_update,
    .sum_rows = TABLE_SUM_ROWS,
    .sum_columns = sum_columns,
    .sum = sum,
    .dot = dot,
    .fill = fill,
    .scale = scale,
    .clip = clip,
    .axpy = axpy,
    .add = add,
    .subtract = subtract,
    .multiply = multiply,
    .first_non_finite = first_non_finite,
    .gather_patches = gather_patches,
    .scatter_patches = scatter_patches,
    .sum_channels = sum_channels,
    .max_pool = max_pool,
    .max_pool_backward = max_pool_backward,
    .average_pool = average_pool,
    .average_pool_backward = average_pool_backward,
    .batch_norm = batch_norm,
    .batch_norm_backward = batch_norm_backward,
    .scale_channels = scale_channels,
    .scale_channels_to_factor = scale_channels_to_factor,
    .group_norm = group_norm,
    .group_norm_backward = group_norm_backward,
    .group_norm_to_affine = group_norm_to_affine,
    .blend = blend,
    .dropout = dropout,
    .pack_panels = pack_panels,
    .panel_product = panel_product,
    .cell_forward = cell_forward,
    .cell_backward = cell_backward,
    .attention_softmax = attention_softmax,
    .attention_softmax_backward = attention_softmax_backward,
    .sinusoids = sinusoids,
};
