import Engine
import Tensor
import Testing

@testable import Analysis

/// The first promise: neurons that start equal and see the same stay equal bit for bit.
@Suite("Equal neurons stay equal", .serialized) struct ExactnessTests {
  private static let cases: UInt64 = 2000
  private static let casesPerTest: UInt64 = 100
  private static let steps = 1000

  @Test("through a thousand steps of random networks", arguments: 0..<cases / casesPerTest)
  func random(part: UInt64) throws {
    let threads = Kernels.threads
    defer { Kernels.setThreads(threads) }
    for seed in part * Self.casesPerTest..<(part + 1) * Self.casesPerTest {
      Kernels.setThreads(1 + Int(seed % 3))
      var network = RandomNetwork(seed: seed)
      let model = try network.model()
      let places = "seed \(seed): \(model.layers.map { "\($0.settings.kind) \($0.outputShape)" })"
      try expectEqual(model, "\(places) at the start")
      _ = model.run(steps: Self.steps)
      try expectEqual(
        model, "\(places) after \(model.step) steps of \(model.blueprint.optimizer.optimizer.name)")
    }
  }

  @Test("and do not where the order of a sum depends on the place: these networks would notice")
  func shuffled() throws {
    var parted = 0
    for seed in 0..<100 {
      var network = RandomNetwork(seed: UInt64(seed))
      let model = try network.model(summation: .shuffled)
      _ = model.run(steps: 300)
      let areEqual = try model.hiddenLayers.allSatisfy { try LayerNeurons($0.name, of: model).areAllEqual }
      if !areEqual { parted += 1 }
    }
    #expect(parted >= 20)
  }

  @Test("the random networks have every kind of layer that weighs or joins") func everyKind() throws {
    var kinds: Set<String> = []
    for seed in 0..<400 {
      var network = RandomNetwork(seed: UInt64(seed))
      _ = try network.model()
      kinds.formUnion(network.kinds)
    }
    // Dropout parts neurons on purpose; these keep numbers as they are, or read what others read.
    let others: Set<String> = ["activation", "dropout", "reshape"]
    let missing = Set(LayerTable.builtin.names).subtracting(kinds).subtracting(others)
    #expect(missing.isEmpty, "add \(missing.sorted()) to RandomNetwork")
  }

  private func expectEqual(_ model: Model, _ place: String) throws {
    for layer in model.hiddenLayers {
      #expect(try LayerNeurons(layer.name, of: model).areAllEqual, "\(layer.name) of \(place)")
      // Heads: the rows that make queries, keys and values are equal among themselves.
      for parameter in layer.parameters where parameter.name.hasSuffix("in_proj_weight") {
        let weight = try model.parameter(layer.name, parameter.name)
        for third in 0..<3 {
          let size = weight.count / 3
          let part = weight.values[third * size..<(third + 1) * size]
          let isRepeated = zip(part, part.dropFirst(weight.columns)).allSatisfy {
            $0.bitPattern == $1.bitPattern
          }
          #expect(isRepeated, "heads of \(layer.name) of \(place)")
        }
      }
    }
  }
}
