/// An initializer with its arguments: what a layer's description holds.
public struct ChosenInitializer: Sendable, Equatable, CustomStringConvertible {
  /// All that is said of the initializer.
  public let specification: InitializerSpecification
  /// Where it comes from.
  public let origin: InitializerOrigin
  /// What it fills.
  public let scope: InitializerScope
  /// The arguments, checked.
  public let arguments: InitializerArguments
  /// What fills the weights.
  public let filling: any WeightFilling

  /// Puts an initializer together; `InitializerTable.choose` does it from names.
  public init(
    specification: InitializerSpecification, origin: InitializerOrigin, scope: InitializerScope = .weights,
    arguments: InitializerArguments, filling: any WeightFilling
  ) {
    self.specification = specification
    self.origin = origin
    self.scope = scope
    self.arguments = arguments
    self.filling = filling
  }

  /// The call as it can be typed, with the arguments that were given: `normal(std=0.01)`.
  public var description: String {
    let given = arguments.given
    guard !given.isEmpty else { return specification.name }
    // The first parameters without a gap are clear by their places: `uniform(-1, 1)`.
    let isPlain = given.map(\.name) == specification.parameters.prefix(given.count).map(\.name)
    let list = given.map { isPlain ? $0.value.source : "\($0.name)=\($0.value.source)" }
    return "\(specification.name)(\(list.joined(separator: ", ")))"
  }

  /// What initializes a whole network; nil of an initializer of weights.
  public var scheme: (any NetworkFilling)? {
    scope.isNetworkWide ? filling as? any NetworkFilling : nil
  }

  /// The same as a part of a whole network: it promises nothing of single weights, and draws none.
  public var asScheme: ChosenInitializer {
    ChosenInitializer(
      specification: specification, origin: origin, scope: scope, arguments: arguments,
      filling: SchemeFilling(name: specification.name))
  }

  /// What holds of the values at a place.
  public func promise(at site: WeightSite) -> Promise? { filling.promise(at: site) }

  /// Draws the values of a parameter, row-major, and checks that each was written and is finite.
  ///
  /// - Throws: what the initializer throws; `notFinite` with the first bad index.
  public func values(
    at site: WeightSite, from stream: RandomStream, by arithmetic: any BulkArithmetic = PlainArithmetic()
  ) throws(InitializerError) -> [Double] {
    var values = [Double](repeating: 0, count: site.count)
    var span = values.mutableSpan
    try draw(into: &span, at: site, from: stream, by: arithmetic)
    return values
  }

  /// The same into room for as many values.
  ///
  /// - Throws: as `values` does; then any number may stand there.
  public func draw(
    into values: inout MutableSpan<Double>, at site: WeightSite, from stream: RandomStream,
    by arithmetic: any BulkArithmetic = PlainArithmetic()
  ) throws(InitializerError) {
    // An entry that nobody writes stays NaN and is found below.
    for index in values.indices { values[index] = .nan }
    var context = FillContext(random: stream, arithmetic: arithmetic)
    try filling.fill(&values, at: site, using: &context)
    for index in values.indices where !values[index].isFinite { throw .notFinite(index: index) }
  }

  /// Equal when specification, origin and resolved arguments are.
  public static func == (left: ChosenInitializer, right: ChosenInitializer) -> Bool {
    left.specification == right.specification && left.origin == right.origin
      && left.arguments.values == right.arguments.values
  }
}
