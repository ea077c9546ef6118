import Analysis
import InitKit
import Language

extension Setting {
  /// `set dead_share X`
  static let deadShare = threshold(
    "dead_share", \.deadShare, .between(0, 1), "0 to 1", example: "0.9",
    "share of the batch's samples on which the slope of a dead neuron is exactly 0",
    source: "never firing over a whole pass: keras-contrib pull request 115; Lu et al. 2020, arXiv 1903.06733"
  )

  /// `set saturation_margin X`
  static let saturationMargin = threshold(
    "saturation_margin", \.saturationMargin, .between(0, 0.5), "0 to 0.5", example: "0.01",
    "how near a limit of its activation a saturated neuron is, as a share of the range",
    source: "|tanh| > 0.97: Karpathy, makemore part 3")

  /// `set saturated_share X`
  static let saturatedShare = threshold(
    "saturated_share", \.saturatedShare, .between(0, 1), "0 to 1", example: "0.5",
    "share of the batch's samples on which a saturated neuron is near a limit",
    source:
      "a share is reported, not fixed, in Karpathy, makemore part 3; 0.95 leaves out neurons that still learn"
  )

  /// `set vanishing_gradient X`
  static let vanishingGradient = threshold(
    "vanishing_gradient", \.vanishingGradient, .atLeast(0), "0 or more", example: "1e-9",
    "mean magnitude of a layer's gradient, below which it vanishes",
    source: "1e-7: Amazon SageMaker Debugger, rule VanishingGradient")

  /// `set exploding_update X`
  static let explodingUpdate = threshold(
    "exploding_update", \.explodingUpdate, .atLeast(0), "0 or more", example: "1",
    "norm of a layer's update over that of its weights, above which training explodes",
    source: "10: Amazon SageMaker Debugger, rule WeightUpdateRatio")

  /// `set slow_update X`
  static let slowUpdate = threshold(
    "slow_update", \.slowUpdate, .atLeast(0), "0 or more", example: "1e-5",
    "norm of a layer's update over that of its weights, below which it hardly learns",
    source: "-3 in log10 is about right, below -4 too slow: Karpathy, makemore part 3; gradtop")

  /// `set fast_update X`
  static let fastUpdate = threshold(
    "fast_update", \.fastUpdate, .atLeast(0), "0 or more", example: "0.1",
    "norm of a layer's update over that of its weights, above which steps are too large",
    source: "-3 in log10 is about right, above -2 too fast: Karpathy, makemore part 3; gradtop")

  /// `set scale_ratio X`
  static let scaleRatio = threshold(
    "scale_ratio", \.scaleRatio, .atLeast(1), "1 or more", example: "100",
    "largest over smallest mean square of the layers' signals, beyond which the start's scale is bad",
    source: "10: Amazon SageMaker Debugger, rule PoorWeightInitialization")

  /// A threshold as a setting.
  private static func threshold(
    _ name: String, _ path: WritableKeyPath<Thresholds, Double> & Sendable, _ bounds: Bounds,
    _ values: String, example: String, _ summary: String, source: String
  ) -> Setting {
    Setting(
      name: name, summary: summary, values: values, defaultText: text(Thresholds()[keyPath: path]),
      example: example, source: source, read: { text($0.thresholds[keyPath: path]) },
      write: { session, call in
        session.thresholds[keyPath: path] = try call.binder.number("value", in: bounds)
      })
  }

  /// A number as one types it.
  private static func text(_ value: Double) -> String { ArgumentValue.number(value).source }
}
