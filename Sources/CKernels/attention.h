// Softmax of scaled scores, a block of queries at a time.

/// Positions that query `position` sees, of `steps`.
INLINE int64_t seen_by(int64_t position, int64_t steps, bool causal) { return causal ? position + 1 : steps; }

/// x[rows, steps] = softmax(factor x) over what each query, from `first` on, sees; zeros beyond.
static void attention_softmax(int64_t rows, int64_t first, int64_t steps, bool causal, double factor, void *x) {
  for (int64_t i = 0; i < rows; i++) {
    R *row = (R *)x + i * steps;
    const int64_t count = seen_by(first + i, steps, causal);
    scale(count, factor, row, row);
    softmax(1, count, row, row);
    for (int64_t e = count; e < steps; e++) row[e] = 0;
  }
}

/// dx[rows, steps] = slopes of the scores from those of the probabilities y, in place.
static void attention_softmax_backward(int64_t rows, int64_t first, int64_t steps, bool causal, double factor,
                                       const void *y, void *dx) {
  for (int64_t i = 0; i < rows; i++) {
    R *row = (R *)dx + i * steps;
    const int64_t count = seen_by(first + i, steps, causal);
    softmax_backward(1, count, (const R *)y + i * steps, row, row);
    scale(count, factor, row, row);
    for (int64_t e = count; e < steps; e++) row[e] = 0;
  }
}
