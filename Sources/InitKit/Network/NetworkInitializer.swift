/// Something that initializes a whole network at once, and may look at data and gradients.
///
/// The host's own proxies conform to this alone; whoever writes a scheme conforms to `NetworkInitializer`.
public protocol NetworkFilling: WeightFilling {
  /// Gives every free parameter its starting values.
  ///
  /// All free parameters are at their defaults when it begins. The same arguments, network, samples and
  /// seed give the same bits; nothing else may matter. What is written becomes the network's when this
  /// returns; when it throws, the network stays as it was.
  ///
  /// - Returns: what was measured, for a person to read; empty for a scheme that only draws.
  /// - Throws: `lacks`, `unmeasurable`, `notReached`, `refused`, and what the host throws.
  func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport

  /// Whether every two neurons of a hidden layer start different; nil when start or network decide.
  var breaksSymmetry: Bool? { get }
}

/// A scheme: a specification, made from arguments, that initializes a whole network.
///
/// ```swift
/// struct UnitLength: NetworkInitializer {
///   static let specification = InitializerSpecification(
///     name: "unit_length", summary: "Every weight a random rotation of length 1.",
///     formula: "W = Q / |Q|", source: "own", suits: "a try")
///   init(_ arguments: InitializerArguments) {}
///   var breaksSymmetry: Bool? { true }
///   func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
///     let rotation = try network.initializer("orthogonal")
///     for weight in network.freeParameters where weight.site.role == .weight {
///       let values = try network.draw(rotation, at: weight)
///       let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
///       try network.write(values.map { $0 / length }, to: weight)
///     }
///     return SchemeReport()
///   }
/// }
/// ```
public protocol NetworkInitializer: Initializer, NetworkFilling {}

extension NetworkInitializer {
  /// The whole network.
  public static var scope: InitializerScope { .network }

  /// Refuses: one weight is not a network.
  public func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    throw .wholeNetwork(Self.specification.name)
  }
}

extension NetworkFilling {
  /// Start or network decide.
  public var breaksSymmetry: Bool? { nil }
}

/// A scheme where single parameters are asked for: it has nothing to say of them.
struct SchemeFilling: WeightFilling {
  let name: String

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    throw .wholeNetwork(name)
  }
}
