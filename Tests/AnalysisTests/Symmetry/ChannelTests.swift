import Engine
import InitKit
import Tensor
import Testing

@testable import Analysis

/// Channels as neurons: which weights read them, and which numbers are theirs.
@Suite("Channels of an image") struct ChannelTests {
  private static func layer(
    _ kind: String, _ name: String, _ size: Int? = nil, _ options: [String: Double] = [:]
  ) -> LayerDescription {
    LayerDescription(
      name: name, kind: kind, size: size,
      options: options.sorted { $0.key < $1.key }.map { NamedArgument($0.key, .number($0.value)) })
  }

  /// A network on two images, or sequences, of a shape; weight number i of a layer is i.
  private static func counted(_ shape: [Int], _ layers: [LayerDescription]) throws -> Model {
    let count = 2 * shape.reduce(1, *)
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [2] + shape, values: (0..<count).map(Double.init)),
      targets: .values(Tensor(rows: [[0], [1]])))
    let model = try network(layers, data: data)
    for layer in model.weightedLayers {
      let site = try layer.parameter("weight")
      let size = site.shape.reduce(1, *)
      try model.setParameter(
        layer.name, "weight", to: Tensor(shape: site.shape, values: (0..<size).map(Double.init)))
    }
    return model
  }

  /// What reads each neuron.
  private static func outgoing(_ layer: String, _ model: Model) throws -> [[Double]] {
    let neurons = try LayerNeurons(layer, of: model)
    return neurons.rows.map { Array($0.dropFirst(neurons.ownWidth)) }
  }

  @Test("a channel is read by its taps in every filter above, also through pooling") func filters() throws {
    let model = try Self.counted(
      [1, 4, 4],
      [
        Self.layer("conv2d", "a", 2, ["kernel": 1]), Self.layer("max_pool", "p"),
        Self.layer("conv2d", "b", 2, ["kernel": 2]), Self.layer("flatten", "f"), dense("o", nil),
      ])
    #expect(
      try Self.outgoing("a", model) == [[0, 1, 2, 3, 8, 9, 10, 11], [4, 5, 6, 7, 12, 13, 14, 15]])
    #expect(try Self.outgoing("b", model) == [[0], [1]])
  }

  @Test("a channel is read by its group's filters only") func groups() throws {
    let model = try Self.counted(
      [1, 2, 2],
      [
        Self.layer("conv2d", "a", 4, ["kernel": 1]),
        Self.layer("conv2d", "b", 4, ["kernel": 1, "groups": 2]),
        Self.layer("depthwise", "c", 8, ["kernel": 1]),
        Self.layer("flatten", "f"), dense("o", nil),
      ])
    #expect(try Self.outgoing("a", model) == [[0, 2], [1, 3], [4, 6], [5, 7]])
    #expect(try Self.outgoing("b", model) == [[0, 1], [2, 3], [4, 5], [6, 7]])
    #expect(
      try Self.outgoing("c", model) == (0..<8).map { channel in (0..<4).map { Double(4 * channel + $0) } })
  }

  @Test("a flattened or averaged channel is read by the weights of its places") func flattened() throws {
    let model = try Self.counted(
      [1, 1, 3],
      [
        Self.layer("conv2d", "a", 2, ["kernel": 1]), Self.layer("flatten", "f"), dense("b", 2),
        dense("o", nil),
      ])
    #expect(try Self.outgoing("a", model) == [[0, 1, 2, 6, 7, 8], [3, 4, 5, 9, 10, 11]])
    let mean = try Self.counted(
      [1, 3, 3],
      [Self.layer("conv2d", "a", 2), Self.layer("global_avg_pool", "g"), dense("b", 2), dense("o", nil)])
    #expect(try Self.outgoing("a", mean) == [[0, 2], [1, 3]])
  }

  @Test("a feature of a sequence is read at every time") func sequence() throws {
    let model = try Self.counted(
      [3, 1],
      [
        Self.layer("conv1d", "a", 2, ["kernel": 1]), Self.layer("conv1d", "b", 2, ["kernel": 2]),
        Self.layer("flatten", "f"), dense("o", nil),
      ])
    #expect(try Self.outgoing("a", model) == [[0, 1, 4, 5], [2, 3, 6, 7]])
    #expect(try Self.outgoing("b", model) == [[0, 2], [1, 3]])
    let values = try model.activations("b", .out)
    #expect(values.shape == [2, 2, 2])
    #expect(values.unitColumns() == [0, 1].map { unit in (0..<4).map { values.values[2 * $0 + unit] } })
  }

  @Test("where weights read several neurons, these have no outgoing weights of their own") func mixed() throws
  {
    let reshape = LayerDescription(
      name: "r", kind: "reshape",
      options: [NamedArgument("shape", .list([.number(1), .number(2), .number(2)]))])
    let model = try Self.counted(
      [3],
      [
        dense("a", 4), reshape, Self.layer("conv2d", "b", 2, ["kernel": 1]), Self.layer("flatten", "f"),
        dense("o", nil),
      ])
    #expect(try LayerNeurons("a", of: model).outgoing == nil)
    #expect(try Self.outgoing("a", model) == [[], [], [], []])
  }

  @Test("rows, details and states count channels") func rows() throws {
    let model = try Self.counted(
      [1, 4, 4], [Self.layer("conv2d", "a", 3, ["kernel": 2]), Self.layer("flatten", "f"), dense("o", nil)])
    let rows = try model.neurons(in: "a")
    #expect(rows.count == 3)
    let out = try model.activations("a", .out)
    #expect(rows[1].activation == ActivationSummary(try out.slice([.all, .at(1)]).values))
    let detail = try model.detail(of: 2, in: "a")
    #expect(detail.inputs.map(\.weight) == [8, 9, 10, 11])
    #expect(detail.samples.count == 2 * 9)
    #expect(detail.samples.map(\.sample) == [Int](repeating: 0, count: 9) + [Int](repeating: 1, count: 9))
    #expect(try model.neuronStates(in: "a").isDead == [false, false, false])
  }
}
