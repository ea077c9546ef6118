import InitKit
import Tensor
import Testing

@testable import Engine

/// Some entries drawn anew, all others untouched.
@Suite struct PartialDrawTests {
  private static let layers = [dense("a", 6, "tanh"), dense("b", 4, "relu"), dense("c", nil)]

  private func trained(_ name: String = "adam", seed: UInt64 = 3) throws -> Model {
    let data = try DataTable.dataset("moons", [.number(20)])
    let network = try model(
      ModelDescription(layers: Self.layers, optimizer: optimizer(name), precision: .float64, seed: seed), data
    )
    _ = network.run(steps: 10)
    return network
  }

  private func row(_ unit: Int, by initializer: ChosenInitializer? = nil) -> PartialDraw {
    PartialDraw(layer: "a", parameter: "weight", places: [2 * unit, 2 * unit + 1], initializer: initializer)
  }

  @Test func `all other numbers, their optimizer's memory, step and record stay, bit for bit`() throws {
    let network = try trained()
    let before = try network.allParameters()
    let memory = try network.optimizerMemory("a", "weight")
    let update = try network.update("a", "weight")
    try network.redraw([row(2)])
    let after = try network.allParameters()
    for (name, value) in before where name != "a.weight" { #expect(after[name] == value) }
    let (old, new) = (before["a.weight"]?.values ?? [], after["a.weight"]?.values ?? [])
    #expect(old.indices.filter { old[$0] != new[$0] } == [4, 5])
    let kept = try network.optimizerMemory("a", "weight")
    for (one, other) in zip(memory, kept) {
      #expect(one.values.indices.filter { one.values[$0] != other.values[$0] } == [4, 5])
      #expect(other.values[4] == 0)
    }
    var shown = update.values
    (shown[4], shown[5]) = (0, 0)
    #expect(try network.update("a", "weight").values == shown)
    #expect(network.step == 10)
    #expect(network.lossHistory.count == 10)
  }

  @Test func `the entries are those of a draw of the whole parameter, from a stream of their own`() throws {
    let network = try trained()
    let orthogonal = try initializer("orthogonal")
    try network.redraw([row(2, by: orthogonal)])
    let site = try network.blueprint.layer("a").parameter("weight").site
    let key = StreamKey(seed: 3, layer: "a", parameter: "weight[4...5/2]", draw: 0)
    let whole = try orthogonal.values(at: site, from: RandomStream(key))
    #expect(try network.parameter("a", "weight").values[4...5] == whole[4...5])
    // The choice stays: the whole parameter is drawn by it next.
    #expect(try network.blueprint.layer("a").parameter("weight").initializer != orthogonal)
  }

  @Test func `no other stream moves`() throws {
    let (plain, redrawn) = (try trained(), try trained())
    for unit in [2, 2, 4] { try redrawn.redraw([row(unit)]) }
    for network in [plain, redrawn] { try network.reinitialize(.all) }
    #expect(try plain.allParameters() == redrawn.allParameters())
    // Another neuron's numbers do not depend on how often this one was drawn.
    try plain.redraw([row(4)])
    for network in [plain, redrawn] { try network.redraw([row(4)]) }
    #expect(
      try plain.parameter("a", "weight").values[8...9] == redrawn.parameter("a", "weight").values[8...9])
  }

  @Test func `the same neuron gets other numbers each time, another neuron others`() throws {
    let network = try trained()
    var seen: Set<[Double]> = []
    for unit in [2, 2, 3, 3] {
      try network.redraw([row(unit)])
      seen.insert(Array(try network.parameter("a", "weight").values[2 * unit...2 * unit + 1]))
    }
    #expect(seen.count == 4)
  }

  @Test func `when one part cannot be drawn, nothing has changed`() throws {
    let network = try trained()
    let before = (try network.allParameters(), network.draws)
    let bad = PartialDraw(
      layer: "b", parameter: "bias", places: [0], initializer: try initializer("orthogonal"))
    #expect(throws: EngineError.self) { try network.redraw([row(2), bad]) }
    #expect(try network.allParameters() == before.0)
    #expect(network.draws == before.1)
  }

  @Test func `a layer that is widened draws its neurons anew from the first`() throws {
    let network = try trained()
    try network.redraw([row(2)])
    var description = network.description
    description.layers[0].size = 7
    try network.apply(description)
    #expect(!network.draws.keys.contains { $0.parameter.contains("[") })
  }

  @Test func `several parameters are drawn at once, each once`() throws {
    let (one, other) = (try trained(), try trained())
    try one.reinitialize(.several([.layer("b"), .parameter(layer: "b", name: "weight"), .layer("a")]))
    try other.reinitialize(.layer("a"))
    try other.reinitialize(.layer("b"))
    #expect(try one.allParameters() == other.allParameters())
    #expect(one.draws == other.draws)
    #expect(one.step == 10)
  }
}
