// All kernels of one instruction set and one scalar, as a table called IL_TABLE.

#include <string.h>

#include "vector.h"

#include "functions.h"
#include "reference.h"
#ifndef IL_IS_REFERENCE
#include "packing.h"
#include "fetch.h"
#include "tile.h"
#include "product.h"
#include "turned.h"
#include "small_product.h"
#include "product_ways.h"
#endif
#include "reductions.h"
#include "activations.h"
#include "losses.h"
#include "optimizers.h"
#include "arithmetic.h"
#include "window_reference.h"
#ifndef IL_IS_REFERENCE
#include "bordered.h"
#include "window_tile.h"
#include "slide.h"
#include "weight_sum.h"
#include "weight_depthwise.h"
#endif
#include "pooling.h"
#include "pooling_last.h"
#include "sums.h"
#include "summaries.h"
#include "batch_norm.h"
#include "group_norm.h"
#include "dropout.h"
#include "draws.h"
#include "panels.h"
#include "recurrence.h"
#include "attention.h"
#include "sequence.h"

#ifdef IL_IS_REFERENCE
enum { PANEL_COLUMNS = 1, PANEL_ROWS = 1 };
static bool no_small_product(const il_product *p) { return (void)p, false; }
static double moves_nothing(const il_product *p, int64_t rows, int64_t columns) {
  return (void)p, (void)rows, (void)columns, 0;
}
#define TABLE_PRODUCT reference_product
#define TABLE_SMALL no_small_product
#define TABLE_MOVES moves_nothing
#define TABLE_SUM_ROWS reference_sum_rows
#else
#define TABLE_PRODUCT product
#define TABLE_SMALL small_product
#define TABLE_MOVES product_moves
#define TABLE_SUM_ROWS sum_rows
#endif

const il_kernel_table IL_TABLE = {
    .panel_columns = PANEL_COLUMNS,
    .panel_rows = PANEL_ROWS,
    .small_product_limit = IL_SMALL_PRODUCT,
    .product = TABLE_PRODUCT,
    .product_moves = TABLE_MOVES,
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
    .convert = convert,
    .first_non_finite = first_non_finite,
    .plain_convolve = reference_convolve,
    .plain_to_input = reference_to_input,
    .plain_to_weight = reference_to_weight,
#ifndef IL_IS_REFERENCE
    .slide_prefers_places = slide_prefers_places,
    .slide_packed_numbers = slide_packed_numbers,
    .slide_pack = slide_pack,
    .slide_units = slide_units,
    .weight_sums = weight_sums,
    .weight_add_chunks = weight_add_chunks,
    .weight_put = weight_put,
    .weight_depthwise = weight_depthwise,
#endif
    .sum_channels = sum_channels,
    .max_pool = max_pool,
    .max_pool_backward = max_pool_backward,
    .average_pool = average_pool,
    .average_pool_backward = average_pool_backward,
    .max_pool_last = max_pool_last,
    .max_pool_last_backward = max_pool_last_backward,
    .average_pool_last = average_pool_last,
    .average_pool_last_backward = average_pool_last_backward,
    .batch_norm = batch_norm,
    .batch_norm_backward = batch_norm_backward,
    .scale_channels = scale_channels,
    .scale_channels_to_factor = scale_channels_to_factor,
    .group_norm = group_norm,
    .group_norm_backward = group_norm_backward,
    .group_norm_to_affine = group_norm_to_affine,
    .blend = blend,
    .dropout = dropout,
#if IL_BITS == 64
    .draw = draw,
#endif
    .pack_panels = pack_panels,
    .panel_product = panel_product,
    .cell_forward = cell_forward,
    .cell_backward = cell_backward,
    .attention_softmax = attention_softmax,
    .attention_softmax_backward = attention_softmax_backward,
    .sinusoids = sinusoids,
};
