import Engine
import InitKit
import Tensor
import Testing

@Suite struct ErrorTests {
  static func error(
    _ layers: [LayerDescription], data: String = "xor", loss: String? = nil, batch: BatchSize? = nil,
    optimizer: OptimizerDescription? = nil
  ) throws -> EngineError? {
    let dataset = try DataTable.dataset(data)
    let description = ModelDescription(
      layers: layers, loss: loss.map { LossDescription($0) }, optimizer: optimizer, batch: batch)
    do {
      _ = try model(description, dataset)
      return nil
    } catch let error as EngineError {
      return error
    }
  }

  @Test func namesThatAreNotThereAreToldWithWhatIs() throws {
    #expect(
      try Self.error([dense("a", 2, "tahn")])
        == .unknownName("tahn", subject: "activation", known: ActivationTable.builtin.spellings))
    #expect(
      try Self.error([LayerDescription(name: "a", kind: "dens", size: 1)])
        == .unknownName("dens", subject: "layer kind", known: LayerTable.builtin.spellings))
    #expect(
      try Self.error([dense("a", 1)], loss: "msee")
        == .unknownName("msee", subject: "loss", known: LossTable.builtin.spellings))
    #expect(
      try Self.error([dense("a", 1)], optimizer: optimizer("sdg"))
        == .unknownName("sdg", subject: "optimizer", known: OptimizerTable.builtin.spellings))
    #expect(
      try Self.error([dense("a", 1)], optimizer: optimizer("sgd", ["learnrate": 1]))
        == .unknownOption(
          "learnrate", owner: "sgd",
          known: ["lr", "momentum", "nesterov", "weight_decay", "clip_norm", "clip_value"]))
    let network = try model(ModelDescription(layers: [dense("a", 1)]), try DataTable.dataset("xor"))
    #expect(throws: EngineError.unknownName("b", subject: "layer", known: ["a"])) {
      try network.gradient("b", "weight")
    }
  }

  @Test func optionsOutOfRangeAreTold() throws {
    let range = NumberRange.nonNegative
    #expect(
      try Self.error([dense("a", 1)], optimizer: optimizer("adam", ["lr": -1]))
        == .option(owner: "adam", reason: .outOfRange(parameter: "lr", value: -1, range: range)))
    #expect(
      try Self.error([dense("a", 3, "tanh", 2)]) == .noActivationParameter(activation: "tanh", value: 2))
    #expect(try Self.error([dense("a", 3, "elu", -1)]) != nil)
    #expect(try Self.error([dense("a", 0)]) != nil)
    #expect(try Self.error([dense("a", -4)]) != nil)
    #expect(try Self.error([dense("a", 1)], batch: .rows(0)) != nil)
    var layer = dense("a", 1)
    layer.options = [NamedArgument("bias", .number(1))]
    #expect(
      try Self.error([layer])
        == .option(
          owner: "dense", reason: .wrongType(parameter: "bias", expected: .boolean, found: .number(1))))
  }

  @Test func networksThatDoNotFitAreTold() throws {
    #expect(try Self.error([]) == .noLayers)
    #expect(try Self.error([dense("a", 2), dense("a", 1)]) == .repeatedLayer("a"))
    #expect(try Self.error([dense("a", nil), dense("b", 1)]) == .noSize(layer: "a", kind: "dense"))
    #expect(
      try Self.error([dense("a", 3)]) == .outputShape(layer: "a", found: [3], needed: [1], loss: "mse"))
    #expect(
      try Self.error([dense("a", 2)], data: "blobs")
        == .outputShape(layer: "a", found: [2], needed: [3], loss: "cross_entropy"))
    #expect(
      try Self.error([dense("a", 1)], loss: "cross_entropy")
        == .lossTargets(loss: "cross_entropy", targets: .values(1), outputs: 1))
    #expect(
      try Self.error([dense("a", 1)], data: "linear", loss: "bce").map {
        if case .lossTarget("bce", _, _, "0..1") = $0 { return true } else { return false }
      } == true)
    let act = LayerDescription(name: "s", kind: "activation", size: 3, activation: .init("relu"))
    #expect(try Self.error([dense("a", 1), act]) == .unexpectedSize(layer: "s", kind: "activation", size: 3))
    let bare = LayerDescription(name: "s", kind: "activation")
    #expect(
      try Self.error([dense("a", 1), bare]) == .layerActivation(layer: "s", kind: "activation", found: nil))
    let only = LayerDescription(name: "s", kind: "activation", activation: .init("relu"))
    #expect(try Self.error([only]) != nil)
    let image = try Dataset(
      name: "image", inputs: Tensor(repeating: 1, shape: [2, 1, 4, 4]),
      targets: .values(Tensor(rows: [[1], [0]])))
    #expect(
      throws: EngineError.layerShape(
        layer: "a", kind: "dense", input: [1, 4, 4], problem: .notFlat(flat: 16))
    ) { try model(ModelDescription(layers: [dense("a", 1)]), image) }
  }

  @Test func sizesBeyondMemoryAreRefusedBeforeAnythingIsAllocated() throws {
    let data = try DataTable.dataset("xor")
    let large = ModelDescription(layers: [dense("a", 100_000), dense("b", 100_000), dense("o", 1)])
    do {
      _ = try model(large, data)
      Issue.record("expected an error")
    } catch let error as EngineError {
      guard case .memory(let bytes?, let limit) = error else {
        Issue.record("expected `memory`, found \(error)")
        return
      }
      #expect(bytes > 4 * 100_000 * 100_000)
      #expect(limit == Model.defaultMemoryLimit)
    }
    let huge = ModelDescription(layers: [dense("a", Int.max / 2), dense("o", 1)])
    #expect(throws: EngineError.memory(bytes: nil, limit: Model.defaultMemoryLimit)) { try model(huge, data) }
    #expect(throws: EngineError.self) {
      try DataTable.dataset("noise", [.number(10_000_000), .number(1_000_000)])
    }
  }

  @Test func parametersOfAnotherShapeAreRefused() throws {
    let network = try model(ModelDescription(layers: [dense("a", 1)]), try DataTable.dataset("xor"))
    #expect(
      throws: EngineError.parameterShape(layer: "a", parameter: "weight", found: [2], needed: [1, 2])
    ) { try network.setParameter("a", "weight", to: Tensor(repeating: 0, shape: [2])) }
  }

  @Test func anInitializerThatDoesNotFitIsTold() throws {
    var layer = dense("a", 1)
    layer.biasInitializer = try initializer("orthogonal")
    let found = try Self.error([layer])
    guard case .initializer("a", "bias", .shape) = found else {
      Issue.record("expected `initializer`, found \(String(describing: found))")
      return
    }
    layer = dense("a", 1)
    layer.parameterInitializers["gain"] = try initializer("ones")
    #expect(
      try Self.error([layer]) == .unknownName("gain", subject: "parameter", known: ["weight", "bias"]))
  }
}
