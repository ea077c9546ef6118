import Analysis
import Engine
import Testing

@Suite("How the size of the sums goes from layer to layer") struct VarianceRatioTests {
  @Test("mean squares are compared with those of the layer before, the first with the input's") func ratios()
    throws
  {
    let step = LayerDescription(name: "s", kind: "activation", activation: ActivationDescription("relu"))
    let model = try network(
      [dense("a", 2), step, dense("o", nil)], data: try samples([[1, 0], [0, 1]], [[0], [0]]))
    try model.set("a", "weight", [2, 4, 0, 0])
    try model.set("o", "weight", [3, 0])
    for layer in ["a", "o"] { try model.set(layer, "bias", layer == "a" ? [0, 0] : [0]) }
    // Input 1/2; sums of a [2, 0], [4, 0]: 5; of o 6, 12: 90.
    #expect(try model.varianceRatio(of: "a") == 10)
    #expect(try model.varianceRatio(of: "s") == 1)
    #expect(try model.varianceRatio(of: "o") == 18)
    try model.set("a", "weight", [0, 0, 0, 0])
    #expect(try model.varianceRatio(of: "a") == 0)
    #expect(try model.varianceRatio(of: "o").isNaN)
    #expect(throws: EngineError.self) { try model.varianceRatio(of: "x") }
  }
}
