import InitKit
import Tensor
import Testing

@testable import Engine

@Suite("What steps did to neurons") struct NeuronRecordTests {
  private static func network(_ optimizerName: String, records: Bool, clip: Bool = false) throws -> Model {
    var description = ModelDescription(
      layers: [dense("a", 7, "tanh"), dense("b", 5, "relu"), dense("o", 2)],
      optimizer: optimizer(optimizerName, clip ? ["clip_norm": 0.1] : [:]), batch: .rows(4),
      precision: .float64)
    description.recordsNeurons = records
    return try model(description, try randomData(rows: 11, inputs: 3, outputs: 2))
  }

  @Test("recording changes no bit", arguments: ["sgd", "momentum", "adam", "nadam", "lion"])
  func bits(_ name: String) throws {
    let (plain, recorded) = (try Self.network(name, records: false), try Self.network(name, records: true))
    _ = plain.run(steps: 25)
    _ = recorded.run(steps: 25)
    #expect(haveSameBits(try plain.allParameters(), try recorded.allParameters()))
    #expect(plain.snapshot().bytes == recorded.snapshot().bytes)
    #expect(plain.neuronRecord.steps.isEmpty)
  }

  @Test("the record says what looking before and after each step says") func agreement() throws {
    let network = try Self.network("momentum", records: true)
    for step in 0..<9 {
      let gradient = try network.gradient("b", "weight")
      _ = network.run(steps: 1)
      let update = try network.update("b", "weight")
      let weight = try network.parameter("b", "weight")
      let found = try #require(network.neuronRecord.layers["b"]?.last)
      #expect(network.neuronRecord.steps.last == step)
      for unit in 0..<5 {
        let row = gradient.values[unit * 7..<(unit + 1) * 7]
        func norm(_ values: ArraySlice<Double>) -> Double {
          values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        let ratio =
          norm(update.values[unit * 7..<(unit + 1) * 7]) / norm(weight.values[unit * 7..<(unit + 1) * 7])
        let largest = row.max { abs($0) < abs($1) }
        #expect(abs(found.gradientNorm[unit] - norm(row)) <= 1e-14)
        #expect(abs(found.gradientMean[unit] - row.reduce(0, +) / 7) <= 1e-15)
        #expect(found.gradientLargest[unit] == largest)
        #expect(abs(found.updateRatio[unit] - ratio) <= 1e-13)
      }
    }
  }

  @Test("memory is bounded: every second step is dropped when there is no room") func bounded() {
    var record = NeuronRecord()
    let wide = NeuronUpdates(
      gradientNorm: .init(repeating: 0, count: 1 << 16), gradientMean: [], gradientLargest: [],
      updateRatio: [])
    for step in 0..<100 { record.append(step: step, ["h": wide]) }
    #expect(record.stride > 1 && record.steps.first == 0)
    #expect(record.steps.count * 4 << 16 <= NeuronRecord.capacity)
    #expect(record.steps.allSatisfy { $0 % record.stride == 0 })
    #expect(record.layers["h"]?.count == record.steps.count)
  }

  @Test("what is kept does not depend on how steps are grouped into runs") func grouping() throws {
    // So many neurons that the record thins out after some hundred steps.
    func wide() throws -> Model {
      var description = ModelDescription(
        layers: [dense("a", 2000, "tanh"), dense("o", 2)], optimizer: optimizer("sgd"), batch: .rows(4))
      description.recordsNeurons = true
      return try model(description, try randomData(rows: 11, inputs: 3, outputs: 2))
    }
    let (whole, single, uneven) = (try wide(), try wide(), try wide())
    _ = whole.run(steps: 610)
    for _ in 0..<610 { _ = single.run(steps: 1) }
    for _ in 0..<87 { _ = uneven.run(steps: 7) }
    _ = uneven.run(steps: 1)
    #expect(whole.neuronRecord.stride == 4)
    #expect(whole.neuronRecord.steps == Array(stride(from: 0, to: 610, by: 4)))
    #expect(whole.neuronRecord == single.neuronRecord)
    #expect(whole.neuronRecord == uneven.neuronRecord)
  }

  @Test("going back takes the record back") func back() throws {
    let network = try Self.network("sgd", records: true)
    _ = network.run(steps: 3)
    let before = network.snapshot()
    _ = network.run(steps: 4)
    let steps = network.neuronRecord.steps
    try network.restore(before)
    #expect(network.neuronRecord.steps == [0, 1, 2])
    _ = network.run(steps: 4)
    #expect(network.neuronRecord.steps == steps)
    try network.reinitialize(.all)
    #expect(network.neuronRecord.steps.isEmpty)
  }
}
