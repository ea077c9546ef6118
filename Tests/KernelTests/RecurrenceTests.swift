import CKernels
import Foundation
import Testing

/// A recurrent layer with random numbers, and room for its results.
struct Recurrence<T: KernelScalar> {
  let cell: il_cell
  let (rows, steps, inputs, units): (Int, Int, Int, Int)
  let isSequence: Bool
  var hasBias = true
  var (x, weightIH, weightHH, biasIH, biasHH): ([T], [T], [T], [T], [T])
  /// The slope of what comes out.
  var dy: [T]

  var gates: Int { Int(il_cell_gates(cell)) * units }
  var outputs: Int { rows * (isSequence ? steps : 1) * units }

  init(_ cell: il_cell, rows: Int, steps: Int, inputs: Int, units: Int, isSequence: Bool, seed: UInt64 = 1) {
    (self.cell, self.isSequence) = (cell, isSequence)
    (self.rows, self.steps, self.inputs, self.units) = (rows, steps, inputs, units)
    let gates = Int(il_cell_gates(cell)) * units
    x = values(rows * steps * inputs, seed: seed)
    weightIH = values(gates * inputs, seed: seed + 1)
    weightHH = values(gates * units, seed: seed + 2, scale: 0.7)
    biasIH = values(gates, seed: seed + 3)
    biasHH = values(gates, seed: seed + 4)
    dy = values(rows * (isSequence ? steps : 1) * units, seed: seed + 5)
  }

  /// y, then the gradients by x, both weights and both biases, the way back run twice; or once, over its memory.
  func results(inPlace: Bool = false) -> [[T]] {
    let per = Int(il_recurrence_memory(cell, Int64(steps), Int64(inputs), Int64(units)))
    let slopesPer = Int(il_recurrence_slopes(cell, Int64(steps), Int64(units)))
    let nan = T.nan
    // Slopes behind the memory, where they are not to be in its front.
    var memory = [T](repeating: nan, count: (per + slopesPer) * rows)
    var workspace = [T](repeating: nan, count: Int(il_recurrence_workspace(cell, Int64(units))))
    var y = [T](repeating: nan, count: outputs)
    var gradients = [x, weightIH, weightHH, biasIH, biasHH].map { [T](repeating: nan, count: $0.count) }
    let sources = [x, weightIH, weightHH, biasIH, biasHH, dy]
    pointers(to: sources) { source in
      mutablePointers(to: &gradients) { gradient in
        memory.withUnsafeMutableBytes { memory in
          workspace.withUnsafeMutableBytes { workspace in
            y.withUnsafeMutableBytes { y in
              var record = il_recurrence()
              record.cell = cell
              (record.steps, record.inputs, record.units) = (Int64(steps), Int64(inputs), Int64(units))
              record.sequence = isSequence
              (record.x, record.weight_ih, record.weight_hh) = (source[0], source[1], source[2])
              (record.memory, record.workspace) = (memory.baseAddress, workspace.baseAddress)
              record.slopes = memory.baseAddress.map {
                inPlace ? $0 : $0 + per * rows * MemoryLayout<T>.stride
              }
              (record.y, record.dy) = (y.baseAddress, source[5])
              (record.dx, record.dweight_ih, record.dweight_hh) = (gradient[0], gradient[1], gradient[2])
              if hasBias {
                (record.bias_ih, record.bias_hh) = (source[3], source[4])
                (record.dbias_ih, record.dbias_hh) = (gradient[3], gradient[4])
              }
              il_recur(T.code, &record, Int64(rows))
              for _ in 0..<(inPlace ? 1 : 2) { il_recur_backward(T.code, &record, Int64(rows)) }
            }
          }
        }
      }
    }
    return [y] + (hasBias ? gradients : Array(gradients.prefix(3)))
  }
}

extension Recurrence where T == Double {
  /// What comes out, by plain loops after the cells' formulas.
  func expectedOutputs() -> [Double] {
    var result: [Double] = []
    for n in 0..<rows {
      var h = [Double](repeating: 0, count: units)
      var c = h
      for t in 0..<steps {
        let from = (n * steps + t) * inputs
        let ours = sums(weightIH, Array(x[from..<from + inputs]), hasBias ? biasIH : nil)
        let own = sums(weightHH, h, hasBias ? biasHH : nil)
        for u in 0..<units { (h[u], c[u]) = next(u, ours, own, h[u], c[u]) }
        if isSequence || t == steps - 1 { result += h }
      }
    }
    return result
  }

  /// Rows of a weight times x, plus a bias.
  private func sums(_ weight: [Double], _ x: [Double], _ bias: [Double]?) -> [Double] {
    (0..<gates).map { gate in
      var sum = bias?[gate] ?? 0
      for (i, value) in x.enumerated() { sum += weight[gate * x.count + i] * value }
      return sum
    }
  }

  /// h and c of a unit after a step.
  private func next(
    _ u: Int, _ ours: [Double], _ own: [Double], _ h: Double, _ c: Double
  ) -> (Double, Double) {
    func sum(_ gate: Int) -> Double { ours[gate * units + u] + own[gate * units + u] }
    switch cell {
    case IL_CELL_TANH: return (tanh(sum(0)), 0)
    case IL_CELL_RELU: return (max(sum(0), 0), 0)
    case IL_CELL_LSTM:
      let cell = sigmoid(sum(1)) * c + sigmoid(sum(0)) * tanh(sum(2))
      return (sigmoid(sum(3)) * tanh(cell), cell)
    default:
      let (r, z) = (sigmoid(sum(0)), sigmoid(sum(1)))
      let candidate = tanh(ours[2 * units + u] + r * own[2 * units + u])
      return ((1 - z) * candidate + z * h, 0)
    }
  }

  /// Sum of the output times its slope.
  func objective() -> Double { zip(expectedOutputs(), dy).reduce(0) { $0 + $1.0 * $1.1 } }
}

/// The first element of each array.
private func pointers<T>(to arrays: [[T]], _ body: ([UnsafeRawPointer?]) -> Void) {
  func collect(_ index: Int, _ found: [UnsafeRawPointer?]) {
    guard index < arrays.count else { return body(found) }
    arrays[index].withUnsafeBytes { collect(index + 1, found + [$0.baseAddress]) }
  }
  collect(0, [])
}

/// The first element of each array, to be written.
private func mutablePointers<T>(to arrays: inout [[T]], _ body: ([UnsafeMutableRawPointer?]) -> Void) {
  let copies = arrays.map { array in
    let copy = UnsafeMutablePointer<T>.allocate(capacity: max(array.count, 1))
    copy.initialize(from: array, count: array.count)
    return copy
  }
  body(copies.map { UnsafeMutableRawPointer($0) })
  for (index, copy) in copies.enumerated() {
    arrays[index] = Array(UnsafeBufferPointer(start: copy, count: arrays[index].count))
    copy.deallocate()
  }
}

extension Kernels {
  @Suite("Recurrences")
  struct Recurrences {
    static let cells = [IL_CELL_TANH, IL_CELL_RELU, IL_CELL_LSTM, IL_CELL_GRU]

    @Test("states are the loops of the cells' formulas", arguments: cells)
    func states(cell: il_cell) {
      for (rows, steps, inputs, units) in [(1, 1, 1, 1), (3, 5, 2, 4), (5, 4, 3, 17), (2, 3, 400, 21)] {
        for isSequence in [false, true] {
          for hasBias in [false, true] {
            var layer = Recurrence<Double>(
              cell, rows: rows, steps: steps, inputs: inputs, units: units, isSequence: isSequence)
            layer.hasBias = hasBias
            let expected = layer.expectedOutputs()
            for (found, expected) in zip(layer.results()[0], expected) {
              #expect(abs(found - expected) < 1e-11)
            }
          }
        }
      }
    }

    @Test("gradients agree with central differences of the loops", arguments: cells)
    func gradients(cell: il_cell) {
      let step = 1e-6
      for isSequence in [false, true] {
        let layer = Recurrence<Double>(
          cell, rows: 3, steps: 4, inputs: 2, units: 5, isSequence: isSequence, seed: 7)
        let found = layer.results()
        let places: [WritableKeyPath<Recurrence<Double>, [Double]>] = [
          \.x, \.weightIH, \.weightHH, \.biasIH, \.biasHH,
        ]
        for (place, gradient) in zip(places, found.dropFirst()) {
          for entry in gradient.indices {
            var (above, below) = (layer, layer)
            above[keyPath: place][entry] += step
            below[keyPath: place][entry] -= step
            let slope = (above.objective() - below.objective()) / (2 * step)
            #expect(abs(slope - gradient[entry]) < 1e-7)
          }
        }
      }
    }

    @Test("slopes written over the gates are the same bits", arguments: cells, [false, true])
    func inPlace(cell: il_cell, isSequence: Bool) {
      for (rows, steps, inputs, units) in [(1, 1, 1, 1), (3, 5, 2, 4), (5, 4, 40, 17), (37, 3, 7, 33)] {
        let layer = Recurrence<Float>(
          cell, rows: rows, steps: steps, inputs: inputs, units: units, isSequence: isSequence)
        for (found, expected) in zip(layer.results(inPlace: true), layer.results()) {
          #expect(sameBits(found, expected))
          #expect(found.allSatisfy { $0.isFinite })
        }
        #expect(
          il_recurrence_slopes(cell, Int64(steps), Int64(units))
            <= il_recurrence_memory(cell, Int64(steps), Int64(inputs), Int64(units)))
      }
    }

    static func bits<T: KernelScalar>(_ cell: il_cell, _ rows: Int, _ units: Int, _: T.Type) -> [T] {
      let last = Recurrence<T>(cell, rows: rows, steps: 5, inputs: 3, units: units, isSequence: false)
      let all = Recurrence<T>(cell, rows: rows, steps: 3, inputs: 7, units: units, isSequence: true, seed: 9)
      return (last.results() + all.results()).flatMap { $0 }
    }

    @Test("every instruction set gives the same bits", arguments: cells)
    func instructionSets(cell: il_cell) {
      for (rows, units) in [(0, 3), (1, 1), (2, 8), (5, 15), (13, 16), (4, 33), (33, 5), (2, 130), (1, 390)] {
        expectReferenceBits("cell \(cell.rawValue), \(rows) x \(units), float32") {
          Self.bits(cell, rows, units, Float.self)
        }
        expectReferenceBits("cell \(cell.rawValue), \(rows) x \(units), float64") {
          Self.bits(cell, rows, units, Double.self)
        }
      }
    }

    @Test("one, two and three threads give the same bits", arguments: cells)
    func threads(cell: il_cell) {
      defer { il_threads_set(1) }
      let expected = Self.bits(cell, 37, 33, Float.self)
      for count: Int32 in [2, 3] {
        il_threads_set(count)
        #expect(sameBits(Self.bits(cell, 37, 33, Float.self), expected))
      }
    }

    @Test("a sample's states do not depend on the others", arguments: cells)
    func subBatch(cell: il_cell) {
      let all = Recurrence<Float>(cell, rows: 9, steps: 4, inputs: 3, units: 18, isSequence: true)
      let expected = all.results()[0]
      for sample in 0..<9 {
        var alone = Recurrence<Float>(cell, rows: 1, steps: 4, inputs: 3, units: 18, isSequence: true)
        (alone.weightIH, alone.weightHH) = (all.weightIH, all.weightHH)
        (alone.biasIH, alone.biasHH) = (all.biasIH, all.biasHH)
        alone.x = Array(all.x[sample * 12..<(sample + 1) * 12])
        #expect(sameBits(alone.results()[0], Array(expected[sample * 72..<(sample + 1) * 72])))
      }
    }

    @Test("equal units have equal states and equal gradients", arguments: cells)
    func equalUnits(cell: il_cell) {
      for units in [2, 7, 16, 33] {
        var layer = Recurrence<Float>(cell, rows: 5, steps: 6, inputs: 3, units: units, isSequence: false)
        for gate in 0..<layer.gates {
          let first = gate / units * units
          for i in 0..<3 { layer.weightIH[gate * 3 + i] = layer.weightIH[first * 3 + i] }
          for i in 0..<units { layer.weightHH[gate * units + i] = layer.weightHH[first * units] }
          (layer.biasIH[gate], layer.biasHH[gate]) = (layer.biasIH[first], layer.biasHH[first])
        }
        for entry in layer.dy.indices { layer.dy[entry] = layer.dy[entry / units * units] }
        let found = layer.results()
        for entry in found[0].indices { #expect(found[0][entry] == found[0][entry / units * units]) }
        for gate in 0..<layer.gates {
          let first = gate / units * units
          for i in 0..<3 { #expect(found[2][gate * 3 + i] == found[2][first * 3 + i]) }
          for i in 0..<units { #expect(found[3][gate * units + i] == found[3][first * units]) }
          #expect(found[4][gate] == found[4][first] && found[5][gate] == found[5][first])
        }
      }
    }
  }
}

/// 1 / (1 + exp(-x)).
private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
