import Engine
import Tensor
import Testing

@testable import Analysis

@Suite("Dead and saturated neurons") struct NeuronStatesTests {
  /// Judges columns of sums, one a neuron.
  static func states(_ columns: [[Double]], _ activation: String) throws -> NeuronStates {
    let rows = columns[0].indices.map { row in columns.map { $0[row] } }
    return NeuronStates(
      pre: Tensor(rows: rows), activation: try ChosenActivation(ActivationDescription(activation)))
  }

  @Test("a rectifier is dead where no sum is above 0, and never saturated") func rectifier() throws {
    let found = try Self.states([[-1, 0, -2], [-1, 1e-300, -2], [1, 2, 3]], "relu")
    #expect(found.isDead == [true, false, false] && found.deadCount == 1)
    #expect(found.saturatedCount == 0)
  }

  @Test("a slope that is tiny is not dead, one that vanished is") func sigmoid() throws {
    let found = try Self.states([[700, -700], [800, -800], [0, 0]], "sigmoid")
    #expect(found.isDead[0] == false && found.isDead[2] == false)
    #expect(found.isSaturated == [true, true, false] && found.saturatedCount == 2)
  }

  @Test("19 of 20 samples at a limit are enough, 18 are not") func share() throws {
    func column(_ atLimit: Int) -> [Double] { (0..<20).map { $0 < atLimit ? ($0 % 2 == 0 ? 9 : -9) : 0 } }
    let found = try Self.states([column(18), column(19), column(20)], "tanh")
    #expect(found.isSaturated == [false, true, true])
    #expect(found.deadCount == 0)
  }

  @Test("1.5 % of the range is the margin: tanh saturates from 0.97 on") func margin() throws {
    // atanh(0.97) = 2.09230...
    #expect(try Self.states([[2.0922], [2.0924], [-2.0924]], "tanh").isSaturated == [false, true, true])
    #expect(try Self.states([[0.969], [0.971]], "hard_tanh").isSaturated == [false, true])
  }

  @Test(
    "what has no limits, or one only, does not saturate", arguments: ["identity", "elu", "sin", "softmax"])
  func unlimited(activation: String) throws {
    #expect(try Self.states([[-50, -50], [50, 50]], activation).saturatedCount == 0)
  }

  @Test("sums that a layer of its own activates are judged by that") func reader() throws {
    let step = LayerDescription(name: "s", kind: "activation", activation: ActivationDescription("relu"))
    let model = try network([dense("h", 3), step, dense("o", nil)])
    try model.set("h", "weight", [0, 0, 0, 0, 0, 0])
    try model.set("h", "bias", [-1, 1, -2])
    #expect(try model.neuronStates(in: "h").isDead == [true, false, true])
    #expect(try model.neuronStates(in: "s").isDead == [true, false, true])
    #expect(try model.neuronStates(in: "o").isDead == [false])
    #expect(throws: EngineError.self) { try model.neuronStates(in: "x") }
  }
}
