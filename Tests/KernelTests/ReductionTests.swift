import CKernels
import Foundation
import Testing

extension Kernels {
  @Suite("Reductions")
  struct Reductions {
    /// The 64 virtual lanes of numerics version 2, written out.
    func lanes<T: KernelScalar>(_ x: [T], _ add: (inout T, T) -> Void) -> T {
      var lanes = [T](repeating: 0, count: 64)
      for (index, value) in x.enumerated() { add(&lanes[index % 64], value) }
      for step in [32, 16, 8, 4, 2, 1] { for i in 0..<step { lanes[i] += lanes[i + step] } }
      return lanes[0]
    }

    func checkSums<T: KernelScalar>(_: T.Type) {
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        using(level) {
          for count in sizes + [1000, 4097] {
            let x: [T] = values(count, seed: UInt64(count))
            #expect(il_sum(T.code, Int64(count), x) == Double(lanes(x) { $0 += $1 }), "sum of \(count)")
            let squares = Double(lanes(x) { $0.addProduct($1, $1) })
            #expect(il_sum_of_squares(T.code, Int64(count), x) == squares, "squares of \(count)")
            #expect(il_norm(T.code, Int64(count), x) == squares.squareRoot())
            #expect(il_dot(T.code, Int64(count), x, x) == squares)
          }
        }
      }
    }

    @Test("sums are the written definition on every instruction set")
    func sums() {
      checkSums(Float.self)
      checkSums(Double.self)
    }

    func checkRows<T: KernelScalar>(_: T.Type) {
      for (rows, columns) in [
        (0, 3), (1, 1), (4, 0), (2, 5), (3, 8), (5, 16), (7, 17), (33, 33), (129, 65), (64, 100),
      ] {
        let x: [T] = values(rows * columns, seed: UInt64(rows * 1000 + columns))
        var expected = [T](repeating: 0, count: columns)
        for j in 0..<columns {
          var chain = [T](repeating: 0, count: 4)
          for i in 0..<rows { chain[i % 4] += x[i * columns + j] }
          expected[j] = (chain[0] + chain[2]) + (chain[1] + chain[3])
        }
        let byRow = (0..<rows).map { i in lanes(Array(x[i * columns..<(i + 1) * columns])) { $0 += $1 } }
        for level in [IL_SCALAR_REFERENCE] + fastLevels {
          var sums = [T](repeating: .nan, count: columns)
          var features = [T](repeating: .nan, count: rows)
          using(level) {
            il_sum_rows(T.code, Int64(rows), Int64(columns), x, &sums)
            il_sum_columns(T.code, Int64(rows), Int64(columns), x, &features)
          }
          #expect(sameBits(sums, expected), "\(rows)x\(columns)")
          #expect(sameBits(features, byRow), "\(rows)x\(columns)")
        }
      }
    }

    @Test("sums over rows use four chains, sums over features 64 lanes")
    func rowsAndColumns() {
      checkRows(Float.self)
      checkRows(Double.self)
    }

    @Test("sums over many rows and softmax keep their bits with threads")
    func threads() {
      defer { il_threads_set(1) }
      let x: [Float] = values(300 * 700, seed: 3)
      func results() -> [Float] {
        var sums = [Float](repeating: 0, count: 700)
        var soft = [Float](repeating: 0, count: x.count)
        il_sum_rows(IL_FLOAT32, 300, 700, x, &sums)
        il_softmax(IL_FLOAT32, 300, 700, x, &soft)
        return sums + soft
      }
      let expected = results()
      for count in [2, 3] {
        il_threads_set(Int32(count))
        #expect(sameBits(results(), expected))
      }
    }

    func softmax<T: KernelScalar>(_ rows: Int, _ columns: Int, _ x: [T]) -> [T] {
      var y = [T](repeating: .nan, count: rows * columns)
      il_softmax(T.code, Int64(rows), Int64(columns), x, &y)
      return y
    }

    @Test("softmax gives the reference's bits and is close to its formula")
    func softmaxValues() {
      for (rows, columns) in [(0, 4), (3, 0), (1, 1), (4, 3), (2, 10), (3, 17), (2, 65), (1, 1000)] {
        let x: [Double] = values(rows * columns, seed: 9, scale: 8)
        let narrow = x.map { Float($0) }
        expectReferenceBits("softmax \(rows)x\(columns)") { softmax(rows, columns, narrow) }
        expectReferenceBits("softmax \(rows)x\(columns)") { softmax(rows, columns, x) }
        let y = softmax(rows, columns, x)
        for i in 0..<rows {
          let row = x[i * columns..<(i + 1) * columns].map { exp($0) }
          let total = row.reduce(0, +)
          for j in 0..<columns { #expect(abs(y[i * columns + j] - row[j] / total) < 1e-15) }
        }
      }
      let overflown = softmax(1, 2, [Float.infinity, 0])
      #expect(overflown[0].isNaN)
      #expect(overflown[1].isNaN)
      #expect(softmax(1, 3, [Float(1000), 1000, -1000]) == [0.5, 0.5, 0])
    }

    @Test("softmax's backward pass agrees with central differences and with the reference")
    func softmaxBackward() {
      let x: [Double] = values(3 * 7, seed: 4, scale: 3)
      let dy: [Double] = values(3 * 7, seed: 5)
      func backward() -> [Double] {
        let y = softmax(3, 7, x)
        var dx = [Double](repeating: .nan, count: 21)
        il_softmax_backward(IL_FLOAT64, 3, 7, y, dy, &dx)
        return dx
      }
      expectReferenceBits("softmax backward") { backward() }
      let dx = backward()
      for e in 0..<21 {
        func total(_ step: Double) -> Double {
          var moved = x
          moved[e] += step
          return zip(softmax(3, 7, moved), dy).map { $0 * $1 }.reduce(0, +)
        }
        #expect(abs((total(1e-6) - total(-1e-6)) / 2e-6 - dx[e]) < 1e-9)
      }
    }
  }
}
