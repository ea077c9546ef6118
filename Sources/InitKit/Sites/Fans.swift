/// How many inputs feed one output, and how many outputs one input feeds.
///
/// Source of the convolution formula: each output channel reads `I / groups` channels under each of
/// the kernel's taps, and each input channel feeds `O / groups` channels through each tap. PyTorch
/// and Keras forget the groups in fan-out (pytorch issue 23854). A stride is not taken into account.
public struct Fans: Sendable, Equatable {
  /// Inputs that feed one output.
  public var input: Int
  /// Outputs that one input feeds.
  public var output: Int

  /// Takes both numbers as they are.
  public init(input: Int, output: Int) {
    self.input = input
    self.output = output
  }

  /// Counts the fans of a parameter of a given shape and layout.
  ///
  /// An axis that the shape lacks counts as 1, so that a scalar has fans 1 and 1.
  public init(shape: [Int], layout: WeightLayout) {
    let first = shape.first ?? 1
    let second = shape.dropFirst().first ?? 1
    let receptiveField = shape.dropFirst(2).reduce(1, *)
    switch layout {
    case .dense:
      self.init(input: second * receptiveField, output: first)
    case .vector:
      self.init(input: first, output: first)
    case .convolution(let groups):
      let channels = first / max(1, groups)
      self.init(input: second * receptiveField, output: channels * receptiveField)
    case .transposedConvolution(let groups):
      let channels = first / max(1, groups)
      self.init(input: channels * receptiveField, output: second * receptiveField)
    case .embedding:
      self.init(input: 1, output: second * receptiveField)
    }
  }
}
