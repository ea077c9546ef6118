import InitKit
import Initializers
import Testing

/// A place for a test: dense fans, or those given.
func place(
  _ shape: [Int], role: ParameterRole = .weight, fans: Fans? = nil, index: Int = 0, count: Int = 1,
  activation: ActivationSite = .identity, layer: String = "h1"
) -> WeightSite {
  WeightSite(
    layer: layer, parameter: role.rawValue, role: role, shape: shape,
    fans: fans ?? Fans(shape: shape, layout: .dense), layerIndex: index, layerCount: count,
    activation: activation)
}

/// An initializer of the table with named arguments.
func initializer(_ name: String, _ named: [String: ArgumentValue] = [:]) throws -> ChosenInitializer {
  let arguments = named.keys.sorted().compactMap { key in named[key].map { NamedArgument(key, $0) } }
  return try BuiltInInitializers.table.choose(name, [], arguments)
}

extension ChosenInitializer {
  /// One draw at a place.
  func values(at site: WeightSite, seed: UInt64 = 0) throws -> [Double] {
    try values(
      at: site, from: RandomStream(StreamKey(seed: seed, layer: site.layer, parameter: site.parameter)))
  }

  /// One draw of a matrix, as rows.
  func rows(at site: WeightSite, seed: UInt64 = 0) throws -> [[Double]] {
    let entries = try values(at: site, seed: seed)
    return (0..<site.rows).map { Array(entries[$0 * site.columns..<($0 + 1) * site.columns]) }
  }

  /// The promised standard deviation at a place.
  func deviation(at site: WeightSite) throws -> Double {
    try #require(promise(at: site)).variance.squareRoot()
  }
}

/// Scalar product.
func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }

/// Matrix times vector.
func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] { matrix.map { dot($0, vector) } }

/// Rows and columns exchanged.
func transposed(_ matrix: [[Double]]) -> [[Double]] {
  (matrix.first ?? []).indices.map { column in matrix.map { $0[column] } }
}

/// Names of the built-in initializers that fill a weight by itself; schemes are tested on networks.
let singleNames = BuiltInInitializers.table.entries.filter { $0.scope != .network }.map(\.specification.name)
