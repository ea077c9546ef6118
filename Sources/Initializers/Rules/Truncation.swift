import InitKit

extension NormalCut {
  /// The cut at two standard deviations that Keras, JAX and TensorFlow make.
  static let atTwo = NormalCut(lower: -2, upper: 2)
}

extension EntryLaw {
  /// Normal with mean zero, cut at two deviations and widened so that a standard deviation holds.
  static func centeredTruncated(deviation: Double) -> EntryLaw {
    let cut = NormalCut.atTwo
    return .truncatedNormal(mean: 0, deviation: deviation / cut.variance.squareRoot(), cut: cut)
  }
}
