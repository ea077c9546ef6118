import InitKit
import Language
import Tensor

/// How the axes of a stored array are ordered.
enum StoredLayout: String, CaseIterable {
  /// `[units, inputs, taps...]`, as here.
  case torch
  /// `[taps..., inputs, units]`.
  case keras

  /// The array with its axes as here.
  func ordered(_ tensor: Tensor) -> Tensor {
    let rank = tensor.shape.count
    guard self == .keras, rank > 1 else { return tensor }
    let axes = [rank - 1, rank - 2] + Array(0..<rank - 2)
    let shape = axes.map { tensor.shape[$0] }
    var strides = [Int](repeating: 1, count: rank)
    for axis in (0..<rank - 1).reversed() { strides[axis] = strides[axis + 1] * tensor.shape[axis + 1] }
    let steps = axes.map { strides[$0] }
    let values = (0..<tensor.count).map { index in
      var (rest, place) = (index, 0)
      for axis in shape.indices.reversed() {
        place += rest % shape[axis] * steps[axis]
        rest /= shape[axis]
      }
      return tensor.values[place]
    }
    return Tensor(shape: shape, values: values)
  }
}

/// What `from_file` fills with: the arrays of a file, read before.
struct StoredWeights: WeightFilling, Equatable {
  /// An array by its name.
  struct Array: Equatable {
    let name: String
    let value: Tensor
  }

  /// All arrays of the file.
  let arrays: [Array]
  /// The file, for messages.
  private let file: String
  /// The array asked for; nil for that of the parameter's name.
  private let wanted: String?
  private let layout: StoredLayout

  /// Takes what a file held.
  ///
  /// - Throws: `refused` when it has no array of the name asked for.
  init(
    _ arrays: [Array], of file: String, _ arguments: InitializerArguments
  ) throws(InitializerError) {
    self.arrays = arrays
    self.file = file
    wanted = arguments.values["array"] == nil ? nil : try arguments.text("array")
    layout = StoredLayout(rawValue: try arguments.text("layout")) ?? .torch
    guard !arrays.isEmpty else { throw .refused(reason: "`\(file)` holds no arrays") }
    if let wanted, !arrays.contains(where: { $0.name == wanted }) { throw missing(wanted) }
  }

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    guard weights.count == site.count else { throw .storage(found: weights.count, needed: site.count) }
    let (name, value) = try array(at: site)
    guard value.shape == site.shape else { throw misfit(name, value.shape, site) }
    for index in weights.indices { weights[index] = value.values[index] }
  }

  func promise(at site: WeightSite) -> Promise? {
    guard let value = try? array(at: site).value, value.shape == site.shape, value.count > 0 else {
      return nil
    }
    let mean = value.values.reduce(0, +) / Double(value.count)
    let variance = value.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(value.count)
    let rows = (0..<site.rows).map { row in
      value.values[row * site.columns..<(row + 1) * site.columns].map(\.bitPattern)
    }
    return Promise(
      mean: mean, variance: variance, lower: value.values.min() ?? 0, upper: value.values.max() ?? 0,
      zeros: value.values.count { $0 == 0 }, breaksSymmetry: Set(rows).count == rows.count)
  }

  /// The array for a place: that asked for, that of the parameter's name, or the only one.
  private func array(at site: WeightSite) throws(InitializerError) -> (name: String, value: Tensor) {
    let name = wanted ?? "\(site.layer).\(site.parameter)"
    let only = wanted == nil && arrays.count == 1 ? arrays.first : nil
    guard let found = arrays.first(where: { $0.name == name }) ?? only else { throw missing(name) }
    return (found.name.isEmpty ? "the array" : "`\(found.name)`", layout.ordered(found.value))
  }

  private func missing(_ name: String) -> InitializerError {
    let names = arrays.map(\.name)
    let near = Suggestions.near(name, among: names).first.map { ", did you mean `\($0)`" } ?? ""
    let listed = names.prefix(6).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    return .refused(
      reason: "`\(file)` has no array `\(name)`\(near)\(names.isEmpty ? "" : "; it has \(listed)")")
  }

  private func misfit(_ name: String, _ shape: [Int], _ site: WeightSite) -> InitializerError {
    let turned =
      layout == .torch && shape.count > 1 && shape.count == site.shape.count
      && StoredLayout.keras.ordered(Tensor(repeating: 0, shape: shape)).shape == site.shape
    return .refused(
      reason: "\(name) of `\(file)` is \(ShapeText.of(shape)), expected \(ShapeText.of(site.shape))"
        + (turned ? "; `layout=keras` turns it round" : ""))
  }
}
