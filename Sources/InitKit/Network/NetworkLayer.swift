/// A layer of a network, as a scheme sees it; shapes are those of one sample.
public struct NetworkLayer: Sendable, Equatable {
  /// Place that stands for the network's input.
  public static let networkInput = -1

  /// Place among all layers, from 0.
  public let place: Int
  /// Its name.
  public let name: String
  /// Its kind, as `layer KIND` has it.
  public let kind: String
  /// Places of the layers that it reads; `networkInput` for the network's input.
  public let inputs: [Int]
  /// Shapes that come in.
  public let inputShapes: [[Int]]
  /// Shape that goes out.
  public let outputShape: [Int]
  /// How many neurons, channels or features it has.
  public let units: Int
  /// The activation that is part of it.
  public let activation: ActivationSite
  /// Its options that are numbers, such as the `p` of a dropout; defaults filled in.
  public let numbers: [String: Double]
  /// Its parameters, in the order of declaration.
  public let parameters: [NetworkParameter]
  /// Whether its answer is the network's.
  public let isOutput: Bool

  /// Describes a layer.
  public init(
    place: Int, name: String, kind: String, inputs: [Int], inputShapes: [[Int]], outputShape: [Int],
    units: Int, activation: ActivationSite, numbers: [String: Double], parameters: [NetworkParameter],
    isOutput: Bool
  ) {
    self.place = place
    self.name = name
    self.kind = kind
    self.inputs = inputs
    self.inputShapes = inputShapes
    self.outputShape = outputShape
    self.units = units
    self.activation = activation
    self.numbers = numbers
    self.parameters = parameters
    self.isOutput = isOutput
  }

  /// The weights among its parameters.
  public var weights: [NetworkParameter] { parameters.filter(\.isWeight) }

  /// The biases among its parameters.
  public var biases: [NetworkParameter] { parameters.filter { $0.site.role == .bias } }

  /// The weight that its sums are proportional to, but for a bias: the only one of a dense layer, of a
  /// convolution, of an embedding; nil of layers with several, or with none, or that add theirs to what comes in.
  public var onlyWeight: NetworkParameter? {
    let weights = weights
    guard weights.count == 1, let first = weights.first, first.site.role != .recurrent,
      kind != "position_embedding"
    else { return nil }
    return first
  }
}
