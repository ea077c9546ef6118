/// What an initializer asks of a shape.
public enum ShapeRequirement: Sendable, Equatable {
  /// This many axes, no more and no fewer.
  case axes(Int)
  /// This many axes or more.
  case axesAtLeast(Int)
}
