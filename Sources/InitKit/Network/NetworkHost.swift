/// Which numbers of a layer.
public enum LayerReading: String, Sendable, CaseIterable {
  /// Sums before the activation.
  case sums
  /// What the layer gives.
  case outputs
}

/// A network that a scheme is initializing: what it is made of, its numbers, and what it does on its samples.
///
/// Numbers are doubles, and everything is computed in double precision whatever the session's: they are
/// rounded when the scheme is done. A measurement is a function of the numbers of now, bit for bit the same
/// on any number of threads; each throws `fault(.interrupted)` when the user asks to stop.
public protocol NetworkHost: AnyObject {
  /// The layers, each after those that it reads.
  var layers: [NetworkLayer] { get }
  /// The branches that are added to what went into them, in the order of their ends.
  var branches: [ResidualBranch] { get }
  /// How many batches the training samples make; batch k is the k-th of the first epoch.
  var batchCount: Int { get }
  /// The learning rate of the first step.
  var learningRate: Double { get }
  /// What draws many numbers at once; no bit depends on which it is.
  var arithmetic: any BulkArithmetic { get }

  /// An initializer of the table with its defaults.
  ///
  /// - Throws: `unknownInitializer`, or what is wrong without arguments.
  func initializer(_ name: String) throws(InitializerError) -> ChosenInitializer
  /// What draws a parameter when nobody chose anything.
  func standard(for parameter: NetworkParameter) -> ChosenInitializer

  /// Draws a parameter's numbers without writing them.
  ///
  /// - Throws: what the initializer throws.
  func draw(_ initializer: ChosenInitializer, at parameter: NetworkParameter) throws(InitializerError)
    -> [Double]
  /// The stream that a parameter is drawn from, at its start whenever asked.
  func stream(of parameter: NetworkParameter) -> RandomStream
  /// A stream for what is no draw of a parameter.
  func stream(_ purpose: String) -> RandomStream

  /// By entry of a parameter the unit that it belongs to; nil where entries belong to none.
  func units(of parameter: NetworkParameter) -> [Int]?
  /// The numbers of now, row-major.
  func values(of parameter: NetworkParameter) -> [Double]
  /// The numbers that the network had before the scheme began.
  func earlierValues(of parameter: NetworkParameter) -> [Double]
  /// Writes the numbers of a free parameter.
  ///
  /// - Throws: `storage` for another number of entries, `notFinite`, `refused` for a parameter that is not free.
  func write(_ values: [Double], to parameter: NetworkParameter) throws(InitializerError)

  /// Mean loss over a batch with every parameter shifted, by their places; nil for the numbers of now.
  func loss(batch: Int, shift: [[Double]]?) throws(InitializerError) -> Double
  /// Derivatives of that loss by every parameter, by their places.
  func gradients(batch: Int, shift: [[Double]]?) throws(InitializerError) -> [[Double]]
  /// Moments of a layer's numbers over the first batches together.
  func moments(of layer: NetworkLayer, _ reading: LayerReading, batches: Int) throws(InitializerError)
    -> UnitMoments
  /// What goes into a layer, one row for each time that its weight is applied, over the first batches.
  ///
  /// Of a dense layer the samples, of a convolution the patches under its kernel, `[channel, tap]`.
  ///
  /// - Throws: `lacks(.proportionalLayer)` for other layers.
  func inputs(of layer: NetworkLayer, batches: Int) throws(InitializerError) -> [[Double]]
  /// Moments of all entries of the network's input over the first batches.
  func inputMoments(batches: Int) throws(InitializerError) -> UnitMoments
  /// Mean and variance of an activation's answers to normal sums.
  func response(of activation: ActivationSite, mean: Double, variance: Double) -> (
    mean: Double, variance: Double
  )
}

extension NetworkHost {
  /// The definition itself.
  public var arithmetic: any BulkArithmetic { PlainArithmetic() }

  /// All parameters, by their places.
  public var parameters: [NetworkParameter] { layers.flatMap(\.parameters) }

  /// The parameters that a scheme may write.
  public var freeParameters: [NetworkParameter] { parameters.filter(\.isFree) }

  /// Draws from the parameter's stream.
  public func draw(
    _ initializer: ChosenInitializer, at parameter: NetworkParameter
  ) throws(InitializerError) -> [Double] {
    try initializer.values(at: parameter.site, from: stream(of: parameter), by: arithmetic)
  }

  /// Draws independent entries of a law without writing them.
  public func draw(_ law: EntryLaw, at parameter: NetworkParameter) -> [Double] {
    var values = [Double](repeating: 0, count: parameter.site.count)
    var context = FillContext(random: stream(of: parameter), arithmetic: arithmetic)
    var span = values.mutableSpan
    context.fill(&span, with: law)
    return values
  }

  /// The weights that a scheme may write.
  ///
  /// - Throws: `lacks(.freeWeight)` when there are none.
  public func freeWeights() throws(InitializerError) -> [NetworkParameter] {
    let weights = parameters.filter { $0.isFree && $0.isWeight }
    guard !weights.isEmpty else { throw .lacks(.freeWeight) }
    return weights
  }
}
