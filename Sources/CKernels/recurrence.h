// The gates of recurrent cells, one time step of some samples at a time, all of a step's arithmetic fused.

/// Loads the first w lanes.
INLINE V get(const R *p, int w) { return w == LANES ? full_load(p) : part_load(p, w); }

/// Stores the first w lanes.
INLINE void put(R *p, int w, V v) {
  if (w == LANES) full_store(p, v);
  else part_store(p, w, v);
}

/// What a cell does with units e..<e + w of sample n.
typedef void (*cell_function)(const il_cell_step *s, int64_t n, int64_t e, int w);

/// Place of unit e of sample n in an array [samples, units].
INLINE R *unit_at(const il_cell_step *s, const void *p, int64_t n, int64_t e) {
  return (R *)p + n * s->units + e;
}

/// Place of the first gate of unit e of sample n; the others follow in steps of `units`.
INLINE R *gate_at(const il_cell_step *s, const void *p, int64_t n, int64_t e) {
  return (R *)p + n * s->gate_count * s->units + e;
}

/// Writes a state to where the next step reads it and, where there is one, to the layer's output.
INLINE void put_state(const il_cell_step *s, int64_t n, int64_t e, int w, V h) {
  put(unit_at(s, s->state, n, e), w, h);
  if (s->out) put((R *)s->out + n * s->out_row + e, w, h);
}

INLINE void tanh_cell(const il_cell_step *s, int64_t n, int64_t e, int w) {
  put_state(s, n, e, w, vector_tanh(get(gate_at(s, s->gates, n, e), w)));
}

INLINE void relu_cell(const il_cell_step *s, int64_t n, int64_t e, int w) {
  put_state(s, n, e, w, positive_part(get(gate_at(s, s->gates, n, e), w)));
}

INLINE void tanh_cell_backward(const il_cell_step *s, int64_t n, int64_t e, int w) {
  V h = get(unit_at(s, s->state, n, e), w), dh = get(unit_at(s, s->dstate, n, e), w);
  put(gate_at(s, s->dgates, n, e), w, dh * (splat(1) - h * h));
}

INLINE void relu_cell_backward(const il_cell_step *s, int64_t n, int64_t e, int w) {
  V h = get(unit_at(s, s->state, n, e), w), dh = get(unit_at(s, s->dstate, n, e), w);
  put(gate_at(s, s->dgates, n, e), w, below_zero(h, splat(0), dh));
}

INLINE void lstm_cell(const il_cell_step *s, int64_t n, int64_t e, int w) {
  const int64_t h = s->units;
  R *gate = gate_at(s, s->gates, n, e);
  V i = vector_sigmoid(get(gate, w)), f = vector_sigmoid(get(gate + h, w));
  V g = vector_tanh(get(gate + 2 * h, w)), o = vector_sigmoid(get(gate + 3 * h, w));
  V c = f * get(unit_at(s, s->cell_before, n, e), w) + i * g;
  V squashed = vector_tanh(c);
  put(gate, w, i);
  put(gate + h, w, f);
  put(gate + 2 * h, w, g);
  put(gate + 3 * h, w, o);
  put(unit_at(s, s->cell_state, n, e), w, c);
  put(unit_at(s, s->extra, n, e), w, squashed);
  put_state(s, n, e, w, o * squashed);
}

/// Slope of a sigmoid by its argument, times dy.
INLINE V through_sigmoid(V dy, V y) { return dy * (splat(1) - y) * y; }

/// Slope of a tanh by its argument, times dy.
INLINE V through_tanh(V dy, V y) { return dy * (splat(1) - y * y); }

INLINE void lstm_cell_backward(const il_cell_step *s, int64_t n, int64_t e, int w) {
  const int64_t h = s->units;
  const R *gate = gate_at(s, s->gates, n, e);
  V i = get(gate, w), f = get(gate + h, w), g = get(gate + 2 * h, w), o = get(gate + 3 * h, w);
  V squashed = get(unit_at(s, s->extra, n, e), w), dh = get(unit_at(s, s->dstate, n, e), w);
  V dc = get(unit_at(s, s->dcell, n, e), w) + through_tanh(dh * o, squashed);
  R *slope = gate_at(s, s->dgates, n, e);
  put(slope, w, through_sigmoid(dc * g, i));
  put(slope + h, w, through_sigmoid(dc * get(unit_at(s, s->cell_before, n, e), w), f));
  put(slope + 2 * h, w, through_tanh(dc * i, g));
  put(slope + 3 * h, w, through_sigmoid(dh * squashed, o));
  put(unit_at(s, s->dcell, n, e), w, dc * f);
}

/// `extra` holds the units' part of the sums, bias_hh included.
INLINE void gru_cell(const il_cell_step *s, int64_t n, int64_t e, int w) {
  const int64_t h = s->units;
  R *gate = gate_at(s, s->gates, n, e);
  const R *own = gate_at(s, s->extra, n, e);
  V r = vector_sigmoid(get(gate, w) + get(own, w)), z = vector_sigmoid(get(gate + h, w) + get(own + h, w));
  V candidate = vector_tanh(get(gate + 2 * h, w) + r * get(own + 2 * h, w));
  put(gate, w, r);
  put(gate + h, w, z);
  put(gate + 2 * h, w, candidate);
  put_state(s, n, e, w, candidate + z * (get(unit_at(s, s->before, n, e), w) - candidate));
}

/// Leaves in `dstate` what of the slope reaches the state before without a weight.
INLINE void gru_cell_backward(const il_cell_step *s, int64_t n, int64_t e, int w) {
  const int64_t h = s->units;
  const R *gate = gate_at(s, s->gates, n, e), *own = gate_at(s, s->extra, n, e);
  V r = get(gate, w), z = get(gate + h, w), candidate = get(gate + 2 * h, w);
  R *dstate = unit_at(s, s->dstate, n, e);
  V dh = get(dstate, w);
  V dn = through_tanh(dh * (splat(1) - z), candidate);
  V dz = through_sigmoid(dh * (get(unit_at(s, s->before, n, e), w) - candidate), z);
  V dr = through_sigmoid(dn * get(own + 2 * h, w), r);
  R *slope = gate_at(s, s->dgates, n, e), *own_slope = gate_at(s, s->dextra, n, e);
  put(slope, w, dr);
  put(slope + h, w, dz);
  put(slope + 2 * h, w, dn);
  put(own_slope, w, dr);
  put(own_slope + h, w, dz);
  put(own_slope + 2 * h, w, dn * r);
  V before = dh * z;
  if (s->dout) before = before + get((const R *)s->dout + n * s->out_row + e, w);
  put(dstate, w, before);
}

INLINE void each_unit(const il_cell_step *s, int64_t first, int64_t end, cell_function f) {
  for (int64_t n = first; n < end; n++) {
    int64_t e = 0;
    for (; e + LANES <= s->units; e += LANES) f(s, n, e, LANES);
    if (e < s->units) f(s, n, e, (int)(s->units - e));
  }
}

/// States from sums, samples first..<end.
static void cell_forward(const il_cell_step *s, int64_t first, int64_t end) {
  switch (s->cell) {
    case IL_CELL_TANH: each_unit(s, first, end, tanh_cell); break;
    case IL_CELL_RELU: each_unit(s, first, end, relu_cell); break;
    case IL_CELL_LSTM: each_unit(s, first, end, lstm_cell); break;
    case IL_CELL_GRU: each_unit(s, first, end, gru_cell); break;
  }
}

/// Slopes of the sums from slopes of the states, samples first..<end.
static void cell_backward(const il_cell_step *s, int64_t first, int64_t end) {
  switch (s->cell) {
    case IL_CELL_TANH: each_unit(s, first, end, tanh_cell_backward); break;
    case IL_CELL_RELU: each_unit(s, first, end, relu_cell_backward); break;
    case IL_CELL_LSTM: each_unit(s, first, end, lstm_cell_backward); break;
    case IL_CELL_GRU: each_unit(s, first, end, gru_cell_backward); break;
  }
}
