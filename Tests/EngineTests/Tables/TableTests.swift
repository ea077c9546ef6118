import Engine
import InitKit
import Tensor
import Testing

@Suite struct TableTests {
  static let specifications: [Specification] =
    ActivationTable.builtin.specifications + LossTable.builtin.specifications
    + OptimizerTable.builtin.specifications + LayerTable.builtin.specifications
    + ScheduleTable.builtin.specifications + DataTable.builtin.specifications

  @Test(arguments: specifications.map(\.name))
  func everyRowIsCompletelyDescribed(_ name: String) throws {
    for row in Self.specifications where row.name == name {
      for word in [row.name] + row.aliases + row.options.flatMap({ [$0.name] + $0.aliases }) {
        #expect(word.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(word)")
      }
      #expect(row.summary.count > 10 && row.summary.hasSuffix("."))
      #expect(!row.formula.isEmpty && !row.source.isEmpty)
      #expect(row.example.contains(row.name))
      let words = row.options.flatMap { [$0.name] + $0.aliases }
      #expect(Set(words).count == words.count)
      for option in row.options { #expect(option.help.count > 5) }
      // Defaults must pass their own checks.
      let defaults = try OptionValues(for: row)
      var named: [NamedArgument] = []
      for (name, value) in defaults.values { named.append(NamedArgument(name, value)) }
      #expect(try OptionValues(named: named, for: row).values == defaults.values)
    }
  }

  @Test func tablesAreSortedAndAnswerToAliases() throws {
    #expect(ActivationTable.builtin.names == ActivationTable.builtin.names.sorted())
    #expect(ActivationTable.builtin.names.count == 21)
    #expect(LossTable.builtin.names == ["bce", "cross_entropy", "hinge", "huber", "mae", "mse"])
    #expect(
      OptimizerTable.builtin.names == [
        "adadelta", "adagrad", "adam", "adamw", "lbfgs", "lion", "momentum", "nadam", "nesterov", "rmsprop",
        "sgd",
      ])
    #expect(
      ScheduleTable.builtin.names == ["constant", "cosine", "exponential", "linear", "step", "warmup"])
    #expect(DataTable.builtin.names.count == 14)
    #expect(ActivationTable.builtin["swish"]?.name == "silu")
    #expect(ActivationTable.builtin["linear"]?.name == "identity")
    #expect(ActivationTable.builtin["hardtanh"]?.name == "hard_tanh")
    #expect(ActivationTable.builtin["none such"] == nil)
  }

  @Test(arguments: ActivationTable.builtin.names)
  func whatIsSaidOfAnActivationIsTrue(_ name: String) throws {
    let chosen = try ChosenActivation(ActivationDescription(name))
    let facts = chosen.activation.facts
    guard chosen.activation.isElementwise else { return }
    let points = [-3.7, -2, -1.1, -0.4, -0.01, 0.02, 0.3, 0.9, 1.7, 4.2]
    let values = chosen.values(at: points)
    let isOdd = zip(chosen.values(at: points.map { -$0 }), values).allSatisfy { abs($0 + $1) < 1e-15 }
    #expect(isOdd == facts.isOdd)
    let doubled = zip(chosen.values(at: points.map { 2 * $0 }), values)
    #expect(doubled.allSatisfy { abs($0 - 2 * $1) < 1e-14 } == facts.isHomogeneous)
    #expect(abs(chosen.values(at: [0])[0] - facts.valueAtZero) < 1e-15)
    #expect(abs(chosen.slopes(at: [0])[0] - facts.slopeAtZero) < 1e-15)
    let ends = chosen.values(at: [-1e8, 1e8])
    let slopes = chosen.slopes(at: [-1e8, 1e8])
    if name == "sin" { return }
    #expect(facts.lowerLimit.map { abs(ends[0] - $0) < 1e-7 } ?? (abs(slopes[0]) > 1e-3))
    #expect(facts.upperLimit.map { abs(ends[1] - $0) < 1e-7 } ?? (abs(slopes[1]) > 1e-3))
  }

  @Test func gainsAreThoseOfTheReference() throws {
    let gains: [(String, Double?, Double, Double)] = [
      ("identity", nil, 1, 1), ("relu", nil, 1.4142135623731, 1.4142135623731),
      ("leaky_relu", nil, 1.41414285699784, 1.41414285699784),
      ("leaky_relu", 0.2, 1.38675049056307, 1.38675049056307),
      ("elu", nil, 1.24519830070071, 1.22342855755262), ("selu", nil, 1, 0.966025776973901),
      ("gelu", nil, 1.53353044119554, 1.48111441270835),
      ("gelu_tanh", nil, 1.53358052166615, 1.48116805809335),
      ("silu", nil, 1.67653247033109, 1.6233202579525),
      ("softplus", nil, 1.0418668355353, 1.84622854533861),
      ("sigmoid", nil, 1.84622854533861, 4.72264608593797),
      ("tanh", nil, 1.59253741972283, 1.4674135916308),
      ("hard_tanh", nil, 1.39203614044831, 1.21028706243252),
      ("softsign", nil, 2.33753336310854, 2.09578060894331),
      ("erf", nil, 1.46716695048914, 1.32521835286121),
      ("mish", nil, 1.48684758127321, 1.44475523254732),
      ("hard_swish", nil, 1.73665721276654, 1.67007636744138),
      ("relu6", nil, 1.41421356509507, 1.41421356376834),
      ("hard_sigmoid", nil, 1.89784042472956, 6.00811582519668),
      ("sin", nil, 1.52086662317881, 1.32725060028458),
    ]
    for (name, parameter, forward, backward) in gains {
      let moments = try ChosenActivation(ActivationDescription(name, parameter: parameter)).moments()
      #expect(abs(moments.forwardGain - forward) < 1e-11, "\(name)")
      #expect(abs(moments.backwardGain - backward) < 1e-11, "\(name)")
    }
  }

  @Test func namesOfNewLayersCountTheirKind() {
    var description = ModelDescription()
    #expect(description.nextName(kind: "linear") == "dense1")
    description.layers = [dense("dense1", 2), dense("x", 2), dense("dense4", 1)]
    #expect(description.nextName(kind: "dense") == "dense5")
    #expect(description.nextName(kind: "activation") == "activation1")
  }
}
