import CKernels
import Testing

extension Kernels {
  @Suite("Updates row by row")
  struct RowUpdates {
    private let kinds = [
      optimizer(IL_SGD), optimizer(IL_SGD, momentum: 0.9), optimizer(IL_ADAM),
      optimizer(IL_NADAM, momentum: 0.99),
      optimizer(IL_LION, beta2: 0.99),
    ]

    /// Parameters, what was before, summaries and powers after a step in two calls that share the powers.
    private func updated<T: KernelScalar>(
      _ settings: il_optimizer, rows: Int, columns: Int, byRows: Bool
    ) -> (w: [T], previous: [T], summaries: [T], powers: [Double]) {
      var settings = settings
      let count = rows * columns
      var w: [T] = values(count, seed: 1)
      var previous: [T] = values(count, seed: 2)
      var first: [T] = values(count, seed: 3)
      var second: [T] = values(count, seed: 4).map { abs($0) }
      var summaries = [T](repeating: 0, count: rows * Int(IL_ROW_SUMMARY))
      var powers = [0.5, 0.25, 0.125]
      previous.withUnsafeMutableBufferPointer { place in
        // The old parameters take the gradient's own place.
        let p = place.baseAddress
        if byRows {
          il_optimize_rows(
            T.code, &settings, 0.05, Int64(rows), Int64(columns), &w, p, &first, &second, &powers, true, p,
            &summaries)
        } else {
          il_optimize(T.code, &settings, 0.05, Int64(count), &w, p, &first, &second, &powers, p)
        }
      }
      return (w, previous, summaries, powers)
    }

    private func check<T: KernelScalar>(_ type: T.Type) {
      for settings in kinds {
        for (rows, columns) in [(1, 1), (3, 7), (5, 64), (2, 129), (40, 1500), (0, 4)] {
          expectReferenceBits("\(settings.kind) \(rows)x\(columns)") {
            let found: (w: [T], previous: [T], summaries: [T], powers: [Double]) = updated(
              settings, rows: rows, columns: columns, byRows: true)
            return found.w + found.previous + found.summaries
          }
          let whole: (w: [T], previous: [T], summaries: [T], powers: [Double]) = updated(
            settings, rows: rows, columns: columns, byRows: false)
          let byRows: (w: [T], previous: [T], summaries: [T], powers: [Double]) = updated(
            settings, rows: rows, columns: columns, byRows: true)
          #expect(sameBits(whole.w, byRows.w) && sameBits(whole.previous, byRows.previous))
          #expect(whole.powers == byRows.powers)
          let gradient: [T] = values(rows * columns, seed: 2)
          for row in 0..<rows {
            let entries = row * columns..<(row + 1) * columns
            let found = byRows.summaries[row * 5..<row * 5 + 5].map { Double($0) }
            let g = gradient[entries].map { Double($0) }
            let moved = zip(byRows.w[entries], byRows.previous[entries]).map { Double($0 - $1) }
            let expected = [
              g.reduce(0) { $0 + $1 * $1 }, g.reduce(0, +), g.max { abs($0) < abs($1) } ?? 0,
              moved.reduce(0) { $0 + $1 * $1 }, byRows.w[entries].reduce(0) { $0 + Double($1) * Double($1) },
            ]
            for (one, other) in zip(found, expected) {
              // Rounding of sums of so many terms, of which some are themselves rounded.
              #expect(abs(one - other) <= Double(columns + 8) * T.epsilon * max(1, abs(other)))
            }
          }
        }
      }
    }

    @Test("bits are those of the whole update, summaries those of plain sums") func float32() {
      check(Float.self)
    }
    @Test("the same in double precision") func float64() { check(Double.self) }

    @Test("of opposite largest entries the positive one is told, and NaN where a number is not finite")
    func largest() {
      func summary(_ gradient: [Float]) -> Float {
        var settings = optimizer(IL_SGD)
        var w = gradient
        var previous = gradient
        var summaries = [Float](repeating: 0, count: 5)
        il_optimize_rows(
          IL_FLOAT32, &settings, 0, 1, Int64(gradient.count), &w, gradient, nil, nil, nil, true, &previous,
          &summaries)
        return summaries[2]
      }
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        using(level) {
          #expect(summary([1, -2, 2, 0]) == 2 && summary([2, -3]) == -3 && summary([0]) == 0)
          #expect(summary([1, .infinity]).isNaN && summary([.nan, 1]).isNaN)
        }
      }
    }
  }
}
