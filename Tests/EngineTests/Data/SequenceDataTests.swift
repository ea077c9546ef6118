import Engine
import InitKit
import Tensor
import Testing

@Suite struct SequenceDataTests {
  @Test func `the adding problem marks one number in each half and asks for their sum`() throws {
    for length in [2, 3, 20] {
      let data = try DataTable.dataset("adding", [.number(50), .number(Double(length))], seed: 3)
      #expect(data.inputShape == [length, 2])
      let (inputs, sums) = (data.inputs, try #require(data.targets.values))
      #expect(sums.shape == [50, 1])
      for row in 0..<50 {
        let steps = (0..<length).map { inputs.values[((row * length + $0) * 2)...].prefix(2) }
        let marked = steps.indices.filter { steps[$0].last == 1 }
        #expect(marked.count == 2 && marked[0] < length / 2 && marked[1] >= length / 2)
        #expect(steps.allSatisfy { $0.last == 0 || $0.last == 1 })
        #expect(marked.reduce(0.0) { $0 + (steps[$1].first ?? .nan) } == sums.values[row])
      }
    }
    #expect(throws: EngineError.self) { try DataTable.dataset("adding", [.number(5), .number(1)]) }
  }

  @Test func `the copy problem says its symbols again behind the go`() throws {
    let data = try DataTable.dataset(
      "copy", [.number(30), .number(3), .number(4)], [NamedArgument("symbols", .number(5))], seed: 1)
    #expect(data.inputShape == [10] && data.targets.positions == [10])
    #expect(data.vocabulary == ["0", "1", "2", "3", "4", "_", ">"])
    #expect(data.targets.classNames == ["0", "1", "2", "3", "4", "_"])
    #expect(try data.tokenCount() == 7)
    let (inputs, answers) = (data.inputs.values.map { Int($0) }, try #require(data.targets.classes))
    for row in 0..<30 {
      let (tokens, wanted) = (inputs[row * 10..<row * 10 + 10], answers[row * 10..<row * 10 + 10])
      #expect(tokens.prefix(3).allSatisfy { (0..<5).contains($0) })
      #expect(tokens.dropFirst(3) == [5, 5, 5, 6, 5, 5, 5])
      #expect(Array(wanted) == [5, 5, 5, 5, 5, 5, 5] + tokens.prefix(3))
    }
    #expect(Set(inputs).count == 7)
  }

  @Test func `the parity of a sequence is asked for at its end, or at each step`() throws {
    let last = try DataTable.dataset("parity_sequence", [.number(40), .number(6)], seed: 2)
    let each = try DataTable.dataset(
      "parity_sequence", [.number(40), .number(6)], [NamedArgument("each", .boolean(true))], seed: 2)
    #expect(last.inputs == each.inputs && last.inputShape == [6, 1])
    #expect(last.targets.positions == [] && each.targets.positions == [6])
    let (end, all) = (try #require(last.targets.values), try #require(each.targets.values))
    #expect(all.shape == [40, 6, 1])
    for row in 0..<40 {
      let bits = last.inputs.values[row * 6..<row * 6 + 6]
      var sum = 0.0
      for (step, bit) in bits.enumerated() {
        sum += bit
        #expect(all.values[row * 6 + step] == sum.truncatingRemainder(dividingBy: 2))
      }
      #expect(end.values[row] == all.values[row * 6 + 5])
    }
  }

  @Test func `tokens are names: they are not standardized, and each must be in the vocabulary`() throws {
    let data = try DataTable.dataset("copy")
    #expect(throws: EngineError.data(.tokens)) { try data.standardized() }
    func make(_ token: Double) throws {
      _ = try Dataset(
        name: "test", inputs: Tensor(rows: [[0, 1], [1, token]]),
        targets: .classes([0, 1], names: ["a", "b"]),
        vocabulary: ["x", "y"])
    }
    try make(1)
    for token in [2, -1, 0.5] {
      #expect(throws: EngineError.data(.token(token, row: 1, column: 1, vocabulary: 2))) { try make(token) }
    }
  }

  @Test func `the number of tokens follows from whole numbers`() throws {
    func count(_ values: [Double]) throws -> Int {
      let targets = Targets.values(Tensor(rows: [[0]]))
      return try Dataset(
        name: "test", inputs: Tensor(shape: [1, values.count], values: values), targets: targets
      )
      .tokenCount()
    }
    #expect(try count([0, 7, 3]) == 8 && count([0]) == 1 && count([1000]) == 1001)
    #expect(throws: EngineError.data(.notTokens(0.5, row: 0, column: 1))) { try count([3, 0.5]) }
    #expect(throws: EngineError.data(.notTokens(-1, row: 0, column: 0))) { try count([-1]) }
  }

  @Test func `sequences are standardized feature by feature over all steps, images by channel`() throws {
    let values: [Double] = (0..<24).map { place in Double(place * place % 17 + place % 2 * 100) }
    let targets = Targets.classes([0, 1], names: ["a", "b"])
    func moved(_ shape: [Int]) throws -> [Double] {
      let inputs = Tensor(shape: shape, values: values)
      return try Dataset(name: "test", inputs: inputs, targets: targets).standardized().inputs.values
    }
    let sequences = try moved([2, 6, 2])
    for feature in 0..<2 {
      let line = stride(from: feature, to: 24, by: 2).map { sequences[$0] }
      #expect(abs(line.reduce(0, +)) < 1e-13 && abs(line.reduce(0) { $0 + $1 * $1 } / 12 - 1) < 1e-13)
    }
    let images = try moved([2, 3, 2, 2])
    for channel in 0..<3 {
      let pixels = (0..<24).filter { $0 / 4 % 3 == channel }.map { images[$0] }
      #expect(abs(pixels.reduce(0, +)) < 1e-13 && abs(pixels.reduce(0) { $0 + $1 * $1 } / 8 - 1) < 1e-13)
    }
  }
}
