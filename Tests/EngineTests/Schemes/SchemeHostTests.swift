import InitKit
import Initializers
import Tensor
import Testing

@testable import Engine

/// What a scheme is told of a network.
@Suite struct SchemeHostTests {
  private func layer(_ name: String, _ kind: String, from inputs: [String]? = nil, _ size: Int? = nil)
    -> LayerDescription
  {
    LayerDescription(name: name, kind: kind, inputs: inputs, size: size)
  }

  private func host(_ layers: [LayerDescription], _ data: Dataset) throws -> SchemeHost {
    let lsuv = try BuiltInInitializers.table.choose("lsuv")
    var description = ModelDescription(layers: layers, precision: .float64)
    description.networkInitializer = lsuv
    let model = try Model(
      description, data: data, initializers: BuiltInInitializers.table, isDrawn: false)
    return try SchemeHost(model, interrupt: nil)
  }

  @Test func `a branch runs from what goes round it to the sum, blocks in blocks too`() throws {
    let found = try host(
      [
        dense("a", 4), dense("b", 4, "relu"), dense("c", 4),
        layer("inner", "residual", from: ["b", "c"]), layer("norm", "layer_norm"),
        layer("outer", "residual", from: ["a", "norm"]), dense("out", 2),
      ], try randomData(rows: 8, inputs: 3, outputs: 2)
    ).branches
    #expect(found.map { $0.weights.map(\.site.layer) } == [["c"], ["b", "c"]])
    #expect(found.map { $0.lastFactors.map(\.site.layer) } == [[], ["norm"]])
    #expect(found.map(\.layerCount) == [1, 2])
  }

  @Test func `a shortcut with weights is no branch, and two like paths are none`() throws {
    let data = try randomData(rows: 8, inputs: 3, outputs: 2)
    let projected = try host(
      [
        dense("a", 4), dense("b", 5, "relu"), dense("c", 6),
        LayerDescription(name: "p", inputs: ["a"], size: 6), layer("sum", "add", from: ["c", "p"]),
        dense("out", 2),
      ], data)
    #expect(projected.branches.map { $0.weights.map(\.site.layer) } == [["b", "c"]])
    let even = try host(
      [
        dense("a", 4), dense("b", 6), LayerDescription(name: "p", inputs: ["a"], size: 6),
        layer("sum", "add", from: ["b", "p"]), dense("out", 2),
      ], data)
    #expect(even.branches.isEmpty)
  }

  @Test func `a transformer block is two branches, attention counting four`() throws {
    let data = try Dataset(
      name: "sequences", inputs: Tensor(shape: [5, 3, 4], values: (0..<60).map { Double($0 % 7) }),
      targets: .values(Tensor(repeating: 0, shape: [5, 2])))
    let block = LayerDescription(
      name: "t", kind: "transformer_block", options: [NamedArgument("heads", .number(2))])
    let found = try host([block, layer("m", "mean_pool"), dense("out", 2)], data).branches
    #expect(found.map(\.layerCount) == [4, 2])
    #expect(found.map(\.hasAttention) == [true, false])
    #expect(
      found.map { $0.weights.last?.site.parameter } == ["self_attn.out_proj.weight", "linear2.weight"])
  }

  @Test(arguments: [(1, 0, 1), (2, 1, 1), (1, 2, 2)])
  func `patches under a window, times the filter, are the sums`(stride: Int, padding: Int, dilation: Int)
    throws
  {
    let options = [("stride", stride), ("padding", padding), ("dilation", dilation), ("kernel", 2)]
    let filter = LayerDescription(
      name: "c", kind: "conv2d", size: 3, options: options.map { NamedArgument($0.0, .number(Double($0.1))) })
    var stream = RandomStream(StreamKey(seed: 1, purpose: "patches"))
    let inputs = Tensor(shape: [4, 2, 5, 4], values: (0..<160).map { _ in stream.normal() })
    let data = try Dataset(
      name: "images", inputs: inputs, targets: .values(Tensor(repeating: 0, shape: [4, 1])))
    let host = try host([filter, layer("f", "flatten"), dense("out", 1)], data)
    let convolution = host.layers[0]
    let weight = try #require(convolution.onlyWeight)
    let rows = try host.inputs(of: convolution, batches: 1)
    let filters = host.values(of: weight)
    let width = weight.site.columns
    let moments = try host.moments(of: convolution, .sums, batches: 1)
    for unit in 0..<3 {
      let sums = rows.map { row in
        (0..<width).reduce(0) { $0 + row[$1] * filters[unit * width + $1] }
      }
      let mean = sums.reduce(0, +) / Double(sums.count)
      #expect(abs(mean - moments.unitMeans[unit]) < 1e-12)
      let variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sums.count)
      #expect(abs(variance - moments.unitVariances[unit]) < 1e-12)
    }
  }

  @Test func `moments of several batches are those of all their rows`() throws {
    let data = try randomData(rows: 24, inputs: 3, outputs: 2)
    let lsuv = try BuiltInInitializers.table.choose("lsuv")
    var description = ModelDescription(layers: [dense("a", 4, "tanh"), dense("out", 2)])
    (description.networkInitializer, description.batch) = (lsuv, .rows(8))
    let model = try Model(description, data: data, initializers: BuiltInInitializers.table, isDrawn: false)
    let host = try SchemeHost(model, interrupt: nil)
    #expect(host.batchCount == 3)
    let all = try host.moments(of: host.layers[0], .outputs, batches: 3)
    let parts = try (0..<3).map { _ in try host.moments(of: host.layers[0], .outputs, batches: 1) }
    #expect(parts[0] == parts[2], "the first batch, whenever asked")
    #expect(all.count == 24 && parts[0].count == 8)
    #expect(try host.inputMoments(batches: 3).count == 72)
    #expect(throws: InitializerError.storage(found: 1, needed: 12)) {
      try host.write([1], to: host.layers[0].parameters[0])
    }
    #expect(throws: InitializerError.notFinite(index: 1)) {
      try host.write([0, .nan, 0, 0], to: host.layers[0].parameters[1])
    }
  }

  @Test func `a shifted look changes nothing`() throws {
    let host = try host(
      [dense("a", 4, "tanh"), dense("out", 2)], try randomData(rows: 8, inputs: 3, outputs: 2))
    let before = host.result
    let loss = try host.loss(batch: 0, shift: nil)
    let gradients = try host.gradients(batch: 0, shift: nil)
    let shift = gradients.map { $0.map { -0.01 * $0 } }
    #expect(try host.loss(batch: 0, shift: shift) < loss)
    #expect(host.result == before)
    #expect(try host.loss(batch: 0, shift: nil) == loss)
  }
}
