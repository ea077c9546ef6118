/// What the axes of a parameter mean.
public enum WeightLayout: Sendable, Equatable {
  /// `[O, I]`; further axes count as inputs.
  case dense
  /// `[O]`, a bias or a scale that stands alone.
  case vector
  /// `[O, I / groups, taps...]`.
  case convolution(groups: Int)
  /// `[I, O / groups, taps...]`.
  case transposedConvolution(groups: Int)
  /// `[vocabulary, features]`: one row is read at a time.
  case embedding
}
