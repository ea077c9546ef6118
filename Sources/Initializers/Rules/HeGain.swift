import InitKit

/// How He's rules find their gain: given, from a slope, from a table, or from the layer.
struct HeGain: Sendable {
  /// The gain, or nil when it is the layer's own.
  private let fixed: Double?
  private let mode: FanMode

  /// The parameters of both rules, in the order of PyTorch's `kaiming_normal_`.
  static let parameters: [ParameterSpecification] = [
    .number("a", default: 0, help: "slope of leaky_relu below zero; 0 is relu"),
    .choice("mode", of: ["fan_in", "fan_out"], help: "keep the forward signal or the gradients"),
    .choice(
      "nonlinearity", of: ["leaky_relu", "relu", "linear", "sigmoid", "tanh", "selu", "layer"],
      help:
        "activation whose gain PyTorch's table gives; `layer` computes the gain of the layer's own, forward for fan_in, backward for fan_out"
    ),
    ParameterSpecification(
      "gain", .number(.nonNegative), default: .derived("sqrt(2 / (1 + a^2))"),
      help: "factor on 1 / sqrt(fan), such as gain(gelu), instead of a and nonlinearity"),
  ]

  /// Reads the parameters.
  ///
  /// - Throws: `conflict` when a gain is given beside what it would follow from.
  init(_ arguments: InitializerArguments) throws(InitializerError) {
    mode = FanMode(rawValue: try arguments.text("mode")) ?? .fanIn
    let slope = try arguments.number("a")
    if let gain = try arguments.optionalNumber("gain") {
      for other in ["a", "nonlinearity"] where arguments.isGiven(other) {
        throw .conflict(parameter: "gain", with: other)
      }
      fixed = gain
    } else {
      let nonlinearity = try arguments.text("nonlinearity")
      fixed = Self.tableGain(nonlinearity, slope: slope)
    }
  }

  /// Standard deviation `gain / sqrt(fan)` at a place.
  func deviation(at site: WeightSite) -> Double {
    let own = mode == .fanOut ? site.activation.backwardGain : site.activation.gain
    return (fixed ?? own) / mode.fan(at: site).squareRoot()
  }

  /// PyTorch's `calculate_gain`; nil for `layer`.
  ///
  /// 5/3 for tanh and 3/4 for selu are PyTorch's conventions, not `1 / sqrt(E[phi^2])`.
  private static func tableGain(_ nonlinearity: String, slope: Double) -> Double? {
    switch nonlinearity {
    case "leaky_relu": (2 / (1 + slope * slope)).squareRoot()
    case "relu": 2.0.squareRoot()
    case "tanh": 5.0 / 3
    case "selu": 0.75
    case "linear", "sigmoid": 1
    default: nil
    }
  }
}
