import Archive
import Engine
import Tensor

/// The numbers that `from_file` read, in a session's file: it must not need the files they came from.
enum StoredArrays {
  private static let prefix = "given."

  /// All that the layers of a description hold, each once.
  static func chosen(in description: ModelDescription) -> [StoredWeights] {
    var found: [StoredWeights] = []
    if let stored = description.networkInitializer?.filling as? StoredWeights { found.append(stored) }
    for layer in description.layers {
      let choices = [layer.weightInitializer, layer.biasInitializer]
      let named = layer.parameterInitializers.sorted { $0.key < $1.key }.map { Optional($0.value) }
      for case let stored as StoredWeights in (choices + named).map({ $0?.filling })
      where !found.contains(stored) {
        found.append(stored)
      }
    }
    return found
  }

  /// The arrays, by names such as `given.0.h1.weight`.
  static func arrays(of stored: [StoredWeights]) -> [NamedArray] {
    stored.enumerated().flatMap { place, weights in
      weights.arrays.map { NamedArray("\(prefix)\(place).\($0.name)", $0.value, .float64) }
    }
  }

  /// The arrays of a file, back in their groups.
  static func groups(in arrays: [NamedArray]) -> [[StoredWeights.Array]] {
    var groups: [Int: [StoredWeights.Array]] = [:]
    for array in arrays where array.name.hasPrefix(prefix) {
      let rest = array.name.dropFirst(prefix.count)
      guard let dot = rest.firstIndex(of: "."), let place = Int(rest[..<dot]) else { continue }
      groups[place, default: []].append(
        .init(name: String(rest[rest.index(after: dot)...]), value: array.tensor))
    }
    return (0..<groups.count).map { groups[$0] ?? [] }
  }
}
