// Norms over groups of a sample's numbers: layer norm, root mean square norm, groups of channels.

INLINE int64_t sample_size(const il_grouping *g) { return g->groups * g->blocks * g->length; }

/// First number of a sample's group.
INLINE int64_t group_start(const il_grouping *g, int64_t row, int64_t group) {
  return row * sample_size(g) + group * g->group_step;
}

/// Sums the terms of all runs of a group that starts at `start`.
INLINE void sum_group(const il_groups *b, line *l, int64_t start, int64_t group, R *first, R *second,
                      term_function f) {
  const il_grouping *g = &b->grouping;
  lanes64 a = zero_lanes(), c = zero_lanes();
  for (int64_t k = 0; k < g->blocks; k++) {
    l->x = (const R *)b->x + start + k * g->block_step;
    if (b->dy) l->dy = (const R *)b->dy + start + k * g->block_step;
    if (g->by_block) l->weight = learnt_one(b->weight, group * g->blocks + k, 1);
    add_run(l, g->length, &a, &c, f);
  }
  *first = fold_lanes(a);
  *second = fold_lanes(c);
}

/// Writes all runs of a group that starts at `start`.
INLINE void write_group(const il_groups *b, line *l, int64_t start, int64_t group, result_function f) {
  const il_grouping *g = &b->grouping;
  for (int64_t k = 0; k < g->blocks; k++) {
    const int64_t place = start + k * g->block_step;
    l->x = (const R *)b->x + place;
    if (b->dy) l->dy = (const R *)b->dy + place;
    if (g->by_block) l->weight = learnt_one(b->weight, group * g->blocks + k, 1);
    if (g->by_block) l->bias = learnt_one(b->bias, group * g->blocks + k, 0);
    write_run(l, g->length, (R *)b->y + place, f);
  }
}

/// A group's line: the learnt numbers that its runs share, or hold one by one.
INLINE line group_line(const il_groups *b, int64_t group) {
  const il_grouping *g = &b->grouping;
  line l = {.weight = splat(1)};
  if (b->weight) l.weights = (const R *)b->weight + group * g->length;
  if (b->bias) l.biases = (const R *)b->bias + group * g->length;
  return l;
}

static void group_norm(const il_groups *b, int64_t r0, int64_t r1) {
  const il_grouping *g = &b->grouping;
  const R count = (R)(g->blocks * g->length);
  const bool by_run = g->by_block || !b->weight;
  for (int64_t i = r0 * g->groups; i < r1 * g->groups; i++) {
    const int64_t group = i % g->groups, start = group_start(g, i / g->groups, group);
    line l = group_line(b, group);
    R total = 0, squares, unused;
    if (g->centered) sum_group(b, &l, start, group, &total, &unused, plain_term);
    const R mean = total / count;
    l.mean = splat(mean);
    sum_group(b, &l, start, group, &squares, &unused, square_term);
    l.scale = inverse_deviation(splat(squares / count), b->epsilon);
    ((R *)b->saved)[2 * i] = mean;
    ((R *)b->saved)[2 * i + 1] = l.scale[0];
    if (by_run) write_group(b, &l, start, group, normal_result);
    else if (b->bias) write_group(b, &l, start, group, each_result);
    else write_group(b, &l, start, group, each_weight_result);
  }
}

static void group_norm_backward(const il_groups *b, int64_t r0, int64_t r1) {
  const il_grouping *g = &b->grouping;
  const R count = (R)(g->blocks * g->length);
  const bool by_run = g->by_block || !b->weight;
  for (int64_t i = r0 * g->groups; i < r1 * g->groups; i++) {
    const int64_t group = i % g->groups, start = group_start(g, i / g->groups, group);
    line l = group_line(b, group);
    l.mean = splat(((const R *)b->saved)[2 * i]);
    l.scale = splat(((const R *)b->saved)[2 * i + 1]);
    R slopes, products;
    if (by_run) sum_group(b, &l, start, group, &slopes, &products, weighted_slope_term);
    else sum_group(b, &l, start, group, &slopes, &products, each_slope_term);
    l.mean_slope = splat(g->centered ? slopes / count : 0);
    l.mean_product = splat(products / count);
    if (by_run) write_group(b, &l, start, group, slope_result);
    else write_group(b, &l, start, group, each_slope_result);
  }
}

/// A run's learnt numbers: planes of all rows in 64 lanes.
static void group_norm_block_slopes(const il_groups *b, int64_t c, R *slope, R *product) {
  const il_grouping *g = &b->grouping;
  const int64_t group = c / g->blocks, run = c % g->blocks * g->block_step;
  lanes64 slopes = zero_lanes(), products = zero_lanes();
  line l = {0};
  for (int64_t r = 0; r < b->rows; r++) {
    const R *saved = (const R *)b->saved + 2 * (r * g->groups + group);
    l.mean = splat(saved[0]);
    l.scale = splat(saved[1]);
    l.x = (const R *)b->x + group_start(g, r, group) + run;
    l.dy = (const R *)b->dy + group_start(g, r, group) + run;
    add_run(&l, g->length, &slopes, &products, slope_term);
  }
  *slope = fold_lanes(slopes);
  *product = fold_lanes(products);
}

/// Adds the slopes of w places e of a run: number `run` of all rows' runs in a group.
INLINE void add_place_slopes(const il_groups *b, int64_t group, int64_t run, int64_t e, int w, V *slope,
                             V *product) {
  const il_grouping *g = &b->grouping;
  const int64_t row = g->blocks == 1 ? run : run / g->blocks;
  const R *saved = (const R *)b->saved + 2 * (row * g->groups + group);
  const int64_t place = group_start(g, row, group) + (run - row * g->blocks) * g->block_step;
  const line l = {.x = (const R *)b->x + place, .dy = (const R *)b->dy + place, .mean = splat(saved[0]),
                  .scale = splat(saved[1])};
  slope_term(&l, e, w, slope, product);
}

/// Learnt numbers of w places e of a group: the runs of all rows in 4 chains.
static void group_norm_place_slopes(const il_groups *b, int64_t group, int64_t e, int w, V *slope,
                                    V *product) {
  const int64_t runs = b->rows * b->grouping.blocks;
  V s[4] = {splat(0), splat(0), splat(0), splat(0)}, p[4] = {splat(0), splat(0), splat(0), splat(0)};
  int64_t i = 0;
  for (; i + 4 <= runs; i += 4) {
    UNROLL for (int q = 0; q < 4; q++) add_place_slopes(b, group, i + q, e, w, &s[q], &p[q]);
  }
  UNROLL for (int q = 0; q < 3; q++) {
    if (i + q < runs) add_place_slopes(b, group, i + q, e, w, &s[q], &p[q]);
  }
  *slope = (s[0] + s[2]) + (s[1] + s[3]);
  *product = (p[0] + p[2]) + (p[1] + p[3]);
}

static void group_norm_to_affine(const il_groups *b, int64_t c0, int64_t c1) {
  const il_grouping *g = &b->grouping;
  R *dweight = b->dweight, *dbias = b->dbias;
  if (g->by_block) {
    for (int64_t c = c0; c < c1; c++) {
      R slope, product;
      group_norm_block_slopes(b, c, &slope, &product);
      if (dbias) dbias[c] = slope;
      if (dweight) dweight[c] = product;
    }
    return;
  }
  for (int64_t c = c0; c < c1;) {
    const int64_t group = c / g->length, e = c % g->length;
    const int64_t end = (group + 1) * g->length < c1 ? (group + 1) * g->length : c1;
    const int w = width_left(end - c);
    V slope, product;
    group_norm_place_slopes(b, group, e, w, &slope, &product);
    if (dbias) part_store(dbias + c, w, slope);
    if (dweight) part_store(dweight + c, w, product);
    c += w;
  }
}
