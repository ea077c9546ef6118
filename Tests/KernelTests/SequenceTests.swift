import CKernels
import Foundation
import Testing

extension Kernels {
  @Suite("Sequences")
  struct Sequences {
    @Test("an embedding picks rows, and tokens that are none give NaN")
    func embedding() {
      let table: [Double] = [1, 2, 3, 4, 5, 6]
      var found = [Double](repeating: 0, count: 14)
      il_embed(IL_FLOAT64, 7, 2, 3, [2.0, 0, 1, 3, -1, 0.5, .nan], table, &found)
      #expect(Array(found.prefix(6)) == [5, 6, 1, 2, 3, 4])
      #expect(sameBits(Array(found.suffix(8)), [Double](repeating: .nan, count: 8)))
    }

    @Test("its gradient adds the rows of each token in order and skips what is no token")
    func scatter() {
      // In any other order the large ones would not cancel.
      let dy: [Float] = [1e8, 1, 3, 7, -1e8, 1, 1, 5, 9, 9]
      var found = [Float](repeating: .nan, count: 6)
      il_embed_backward(IL_FLOAT32, 5, 2, 3, [1, 0, 1, 1, 8] as [Float], dy, &found)
      #expect(found == [3, 7, 1, 7, 0, 0])
    }

    @Test("a row is added to every row")
    func addRow() {
      var found = [Double](repeating: .nan, count: 6)
      il_add_row(IL_FLOAT64, 3, 2, [1.0, 2, 3, 4, 5, 6], [10.0, 20], &found)
      #expect(found == [11, 22, 13, 24, 15, 26])
    }

    @Test("a mean over steps and its gradient")
    func mean() {
      var found = [Double](repeating: .nan, count: 4)
      il_mean_steps(IL_FLOAT64, 2, 2, 2, [1.0, 2, 3, 4, 5, 6, 7, 9], &found)
      #expect(found == [2, 3, 6, 7.5])
      var dx = [Double](repeating: .nan, count: 8)
      il_mean_steps_backward(IL_FLOAT64, 2, 2, 2, [2.0, 4, 6, 8], &dx)
      #expect(dx == [1, 2, 1, 2, 3, 4, 3, 4])
    }

    @Test("sines and cosines of positions are those of the formula", arguments: [1, 2, 7, 16, 33])
    func sinusoids(columns: Int) {
      var found = [Double](repeating: .nan, count: 20 * columns)
      il_sinusoids(IL_FLOAT64, 20, Int64(columns), &found)
      for t in 0..<20 {
        for e in 0..<columns {
          let angle = Double(t) * pow(10_000, -Double(e / 2 * 2) / Double(columns))
          #expect(abs(found[t * columns + e] - (e % 2 == 0 ? sin(angle) : cos(angle))) < 1e-14)
        }
      }
    }

    static func results<T: KernelScalar>(_ columns: Int, _: T.Type) -> [T] {
      let rows = 12
      let (x, table): ([T], [T]) = (values(rows * columns, seed: 1), values(5 * columns, seed: 2))
      let tokens = (0..<rows).map { T($0 * 7 % 6) }
      var (picked, added, gradient, angles) = (x, x, table, x)
      var mean = [T](repeating: 0, count: rows / 4 * columns)
      il_embed(T.code, Int64(rows), Int64(columns), 5, tokens, table, &picked)
      il_embed_backward(T.code, Int64(rows), Int64(columns), 5, tokens, x, &gradient)
      il_add_row(T.code, Int64(rows), Int64(columns), x, table, &added)
      il_mean_steps(T.code, Int64(rows / 4), 4, Int64(columns), x, &mean)
      il_sinusoids(T.code, Int64(rows), Int64(columns), &angles)
      return picked + added + gradient + mean + angles
    }

    @Test("every instruction set gives the same bits", arguments: [0, 1, 3, 8, 17, 64])
    func bits(columns: Int) {
      expectReferenceBits("\(columns) columns, float32") { Self.results(columns, Float.self) }
      expectReferenceBits("\(columns) columns, float64") { Self.results(columns, Double.self) }
    }
  }
}
