/// What a data set's targets are.
package enum TargetKind: Equatable, Sendable {
  /// Numbers, this many for each sample.
  case values(Int)
  /// One of this many classes for each sample.
  case classes(Int)
}

/// How targets are laid out for a loss kernel.
package enum TargetEncoding: Equatable, Sendable {
  /// The numbers as they are, `[N, O]`.
  case values
  /// Class numbers, `[N]`.
  case indices
  /// 1 in the column of the class, 0 elsewhere, `[N, C]`.
  case oneHot
  /// One column that is 1 for the second of two classes, `[N, 1]`.
  case zeroOne
}
