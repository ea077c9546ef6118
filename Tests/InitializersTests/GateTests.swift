import InitKit
import Testing

@Suite("initializers of gated layers")
struct GateTests {
  private let bias = place([12], role: .bias, fans: Fans(input: 5, output: 12))

  @Test("forget_gate opens the second of four gates, in the order of PyTorch and Keras")
  func forget() throws {
    #expect(try initializer("forget_gate").values(at: bias) == [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    let other = try initializer(
      "forget_gate", ["value": .number(5), "others": .number(-1), "gates": .number(3), "forget": .number(1)])
    #expect(try other.values(at: place([3])) == [5, -1, -1])
    #expect(try other.values(at: place([0])) == [])
  }

  @Test("gates that do not share out the rows, or do not exist, are refused")
  func misuse() throws {
    #expect(throws: InitializerError.refused(reason: "10 rows do not share out among 4 gates")) {
      try initializer("forget_gate").values(at: place([10]))
    }
    #expect(throws: InitializerError.conflict(parameter: "forget", with: "gates")) {
      try initializer("forget_gate", ["forget": .number(5)])
    }
    #expect(throws: InitializerError.conflict(parameter: "input", with: "gates")) {
      try initializer("chrono", ["input": .number(5)])
    }
    #expect(throws: InitializerError.conflict(parameter: "forget", with: "input")) {
      try initializer("chrono", ["input": .number(2)])
    }
    #expect(
      throws: InitializerError.outOfRange(
        parameter: "t_max", value: 1, range: NumberRange(2, 1e9))
    ) { try initializer("chrono", ["t_max": .number(1)]) }
  }

  @Test("chrono's input gates close as far as its forget gates open")
  func chrono() throws {
    let values = try initializer("chrono").values(at: place([4000], role: .bias))
    let (input, forget) = (values[0..<1000], values[1000..<2000])
    #expect(zip(input, forget).allSatisfy { $0 == -$1 })
    #expect(values[2000...].allSatisfy { $0 == 0 })
    #expect(forget.allSatisfy { $0 >= 0 && $0 <= PortableMath.log(783) })
    // For T = 784 the mean forget gate is 0.9924 and the median time 1 + 392.
    let gates = forget.map { 1 / (1 + PortableMath.exp(-$0)) }
    #expect(abs(gates.reduce(0, +) / 1000 - 0.9924) <= 0.003)
    let times = gates.map { 1 / (1 - $0) }.sorted()
    #expect(abs(times[500] - 393) <= 40)
    let short = try initializer("chrono", ["t_max": .number(2)])
    #expect(try short.values(at: bias).allSatisfy { $0 == 0 })
  }

  @Test("chrono for a GRU has one gate that keeps")
  func gru() throws {
    let chosen = try initializer("chrono", ["gates": .number(3), "input": .number(0)])
    let values = try chosen.values(at: bias)
    #expect(values[0..<4].allSatisfy { $0 == 0 } && values[8...].allSatisfy { $0 == 0 })
    #expect(values[4..<8].allSatisfy { $0 > 0 })
  }

  @Test("orthogonal_gates rotates each gate; orthogonal rotates the stack and no gate")
  func orthogonal() throws {
    func worst(_ rows: [[Double]], _ gate: Int) -> Double {
      let block = rows[gate * 6..<(gate + 1) * 6]
      return block.enumerated().flatMap { first in
        block.enumerated().map { second in
          abs(dot(first.element, second.element) - (first.offset == second.offset ? 1 : 0))
        }
      }.max() ?? 0
    }
    let recurrent = place([24, 6], role: .recurrent)
    let gates = try initializer("orthogonal_gates").rows(at: recurrent)
    let stack = try initializer("like_keras").rows(at: recurrent)
    for gate in 0..<4 {
      #expect(worst(gates, gate) <= 1e-14)
      #expect(worst(stack, gate) > 0.1)
    }
    let columns = transposed(stack)
    for (index, column) in columns.enumerated() {
      for other in 0...index { #expect(abs(dot(column, columns[other]) - (index == other ? 1 : 0)) <= 1e-14) }
    }
  }
}
