/// An initializer: a specification, made from arguments, that fills weights.
///
/// ```swift
/// struct HalfNormal: Initializer {
///   static let specification = InitializerSpecification(
///     name: "half_normal", summary: "Absolute values of normal draws.",
///     formula: "w = |z| / sqrt(fan_in)", source: "own", suits: "weights that must not be negative")
///   init(_ arguments: InitializerArguments) {}
///   func fill(
///     _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
///   ) throws(InitializerError) {
///     let deviation = 1 / Double(max(1, site.fanIn)).squareRoot()
///     for index in weights.indices { weights[index] = abs(context.random.normal()) * deviation }
///   }
/// }
/// ```
public protocol Initializer: WeightFilling {
  /// All that is said of the initializer.
  static var specification: InitializerSpecification { get }
  /// What it fills.
  static var scope: InitializerScope { get }

  /// Takes arguments that were checked against the specification.
  ///
  /// - Throws: what single parameters cannot tell, for instance `unordered` or `conflict`.
  init(_ arguments: InitializerArguments) throws(InitializerError)
}

extension Initializer {
  /// Weights, one at a time.
  public static var scope: InitializerScope { .weights }
}
