import CKernels
import Foundation
import Testing

extension Kernels {
  @Suite("Attention")
  struct Attention {
    /// Heads over random numbers.
    struct Heads<T: KernelScalar> {
      let (rows, steps, heads, size): (Int, Int, Int, Int)
      let isCausal: Bool
      var qkv: [T]
      var dout: [T]

      var width: Int { heads * size }

      init(rows: Int, steps: Int, heads: Int, size: Int, isCausal: Bool, seed: UInt64 = 1) {
        (self.rows, self.steps, self.heads, self.size) = (rows, steps, heads, size)
        self.isCausal = isCausal
        qkv = values(rows * steps * 3 * heads * size, seed: seed, scale: 2)
        dout = values(rows * steps * heads * size, seed: seed + 1)
      }

      /// Probabilities, output, and the gradient by queries, keys and values, the way back run twice.
      func results() -> [[T]] {
        var record = il_attention(
          steps: Int64(steps), heads: Int64(heads), head_size: Int64(size), causal: isCausal)
        var probabilities = [T](repeating: .nan, count: rows * heads * steps * steps)
        var out = [T](repeating: .nan, count: dout.count)
        var dqkv = [T](repeating: .nan, count: qkv.count)
        var workspace = [T](repeating: .nan, count: Int(il_attention_workspace(&record, Int64(rows))))
        il_attend(T.code, &record, Int64(rows), qkv, &probabilities, &out)
        for _ in 0..<2 {
          il_attend_backward(T.code, &record, Int64(rows), qkv, probabilities, dout, &workspace, &dqkv)
        }
        return [probabilities, out, dqkv]
      }
    }

    /// Probabilities and output by plain loops.
    static func loops(_ h: Heads<Double>) -> (probabilities: [Double], out: [Double]) {
      var (probabilities, out) = ([Double](), [Double](repeating: 0, count: h.dout.count))
      func entry(_ n: Int, _ t: Int, _ part: Int, _ column: Int) -> Double {
        h.qkv[((n * h.steps + t) * 3 + part) * h.width + column]
      }
      for n in 0..<h.rows {
        for head in 0..<h.heads {
          let columns = head * h.size..<(head + 1) * h.size
          for i in 0..<h.steps {
            let weights = (0..<h.steps).map { j -> Double in
              if h.isCausal && j > i { return 0 }
              return exp(
                columns.reduce(0) { $0 + entry(n, i, 0, $1) * entry(n, j, 1, $1) }
                  / Double(h.size).squareRoot())
            }
            let total = weights.reduce(0, +)
            probabilities += weights.map { $0 / total }
            for column in columns {
              out[(n * h.steps + i) * h.width + column] =
                (0..<h.steps).reduce(0) { $0 + weights[$1] / total * entry(n, $1, 2, column) }
            }
          }
        }
      }
      return (probabilities, out)
    }

    static let shapes = [(1, 1, 1, 1), (2, 3, 2, 4), (3, 5, 3, 5), (1, 70, 2, 3)]

    @Test("probabilities and output are the loops of their definition", arguments: [false, true])
    func forward(isCausal: Bool) {
      for (rows, steps, heads, size) in Self.shapes {
        let layer = Heads<Double>(rows: rows, steps: steps, heads: heads, size: size, isCausal: isCausal)
        let (expected, found) = (Self.loops(layer), layer.results())
        #expect(Windows.isNear(found[0], expected.probabilities))
        #expect(Windows.isNear(found[1], expected.out))
      }
    }

    @Test("gradients agree with central differences of the loops", arguments: [false, true])
    func backward(isCausal: Bool) {
      let layer = Heads<Double>(rows: 2, steps: 5, heads: 2, size: 3, isCausal: isCausal, seed: 4)
      let gradient = layer.results()[2]
      func objective(_ layer: Heads<Double>) -> Double {
        zip(Self.loops(layer).out, layer.dout).reduce(0) { $0 + $1.0 * $1.1 }
      }
      for entry in layer.qkv.indices {
        var (above, below) = (layer, layer)
        above.qkv[entry] += 1e-6
        below.qkv[entry] -= 1e-6
        #expect(abs((objective(above) - objective(below)) / 2e-6 - gradient[entry]) < 1e-7)
      }
    }

    static func bits<T: KernelScalar>(
      _ shape: (Int, Int, Int, Int), isCausal: Bool, _: T.Type
    ) -> [T] {
      Heads<T>(rows: shape.0, steps: shape.1, heads: shape.2, size: shape.3, isCausal: isCausal)
        .results().flatMap { $0 }
    }

    @Test("every instruction set gives the same bits", arguments: [false, true])
    func instructionSets(isCausal: Bool) {
      for shape in Self.shapes + [(0, 3, 2, 2), (5, 16, 4, 16), (2, 130, 1, 17), (1, 33, 3, 20)] {
        expectReferenceBits("\(shape), float32") { Self.bits(shape, isCausal: isCausal, Float.self) }
        expectReferenceBits("\(shape), float64") { Self.bits(shape, isCausal: isCausal, Double.self) }
      }
    }

    @Test("one, two and three threads give the same bits", arguments: [false, true])
    func threads(isCausal: Bool) {
      defer { il_threads_set(1) }
      let expected = Self.bits((7, 66, 3, 9), isCausal: isCausal, Float.self)
      for count: Int32 in [2, 3] {
        il_threads_set(count)
        #expect(sameBits(Self.bits((7, 66, 3, 9), isCausal: isCausal, Float.self), expected))
      }
    }

    @Test("equal heads stay equal to the last bit, whatever their number", arguments: [2, 3, 5, 8])
    func equalHeads(heads: Int) {
      for size in [1, 4, 7, 16] {
        var layer = Heads<Float>(rows: 3, steps: 9, heads: heads, size: size, isCausal: true)
        for entry in layer.qkv.indices {
          let part = entry / layer.width * layer.width
          layer.qkv[entry] = layer.qkv[part + (entry - part) % size]
        }
        for entry in layer.dout.indices {
          let row = entry / layer.width * layer.width
          layer.dout[entry] = layer.dout[row + (entry - row) % size]
        }
        let found = layer.results()
        for result in found.dropFirst() {
          for entry in result.indices {
            let part = entry / layer.width * layer.width
            #expect(result[entry] == result[part + (entry - part) % size])
          }
        }
      }
    }

    @Test("what comes later changes no bit of what was before")
    func causality() {
      let layer = Heads<Float>(rows: 2, steps: 90, heads: 2, size: 6, isCausal: true)
      let expected = layer.results()[1]
      for changed in [1, 40, 64, 89] {
        var other = layer
        for n in 0..<2 {
          for column in 0..<36 { other.qkv[(n * 90 + changed) * 36 + column] += 1 }
        }
        let found = other.results()[1]
        for n in 0..<2 {
          let seen = n * 90 * 12..<(n * 90 + changed) * 12
          #expect(sameBits(Array(found[seen]), Array(expected[seen])))
          #expect(found[(n * 90 + changed) * 12] != expected[(n * 90 + changed) * 12])
        }
      }
    }
  }
}
