import Archive
import Engine
import Language
import Tensor

/// Finds out whether an array holds classes or values.
///
/// A column of whole numbers is classes. So are whole numbers `[N, T]` beside sequences of T time steps, or
/// beside T whole numbers, which are tokens: then each position of a sequence has its class.
struct ArrayTargets {
  /// Classes that whole numbers may be taken for, as with CSV.
  private static let mostClasses = 10_000

  private let array: StoredArray
  private let kind: CSVOptions.Kind?
  /// Time steps that have a class each; nil when each sample has one.
  private let positions: Int?

  /// With `flattens`, a sample is one vector, and has no steps.
  init(_ array: StoredArray, inputs: StoredArray, kind: CSVOptions.Kind?, flattens: Bool) {
    self.array = array
    self.kind = kind
    let hasSteps = array.shape.count == 2 && inputs.shape.prefix(2) == array.shape[...] && array.columns > 1
    let isSequence = inputs.shape.count == 3 || (inputs.shape.count == 2 && Self.areTokens(inputs.numbers))
    positions = hasSteps && isSequence && !flattens ? array.columns : nil
  }

  /// - Throws: `class-shape` or `too-many-classes` where classes are asked for and cannot be.
  func targets() throws(Diagnostic) -> Targets {
    guard positions != nil || array.columns == 1 else {
      guard kind != .classes else {
        throw Diagnostic(
          "class-shape",
          "expected one class number for each sample or time step, found targets of the shape "
            + "\(ShapeText.of(array.shape))",
          help: "are inputs and targets in their order? `help data`")
      }
      return values
    }
    let all = 0..<array.numbers.count
    // What is not finite is no class; the data set says where it stands.
    guard kind != .values, array.numbers.firstIndex(in: all, where: { !$0.isFinite }) == nil else {
      return values
    }
    guard kind == .classes || array.numbers.firstIndex(in: all, where: { $0 != $0.rounded() }) == nil else {
      return values
    }
    var distinct: Set<Double> = []
    let tooMany = array.numbers.firstIndex(in: all) {
      distinct.insert($0)
      return distinct.count > Self.mostClasses
    }
    guard tooMany == nil else {
      guard kind == nil else {
        throw Diagnostic(
          "too-many-classes", "expected at most \(Self.mostClasses) classes, found more",
          help: "`kind=values` takes them as numbers")
      }
      return values
    }
    let sorted = distinct.sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
    return .classes(
      all.map { places[array.numbers[$0]] ?? 0 }, positions: positions, names: sorted.map(Self.className))
  }

  private var values: Targets {
    let shape = array.shape.count > 1 ? Array(array.shape.dropFirst()) : [1]
    return Targets(SampleRows(array.numbers, shape: shape), classNames: nil)
  }

  private static func areTokens(_ numbers: Numbers) -> Bool {
    numbers.kind == .uint8
      || numbers.firstIndex(in: 0..<numbers.count, where: { $0 < 0 || $0 != $0.rounded() }) == nil
  }

  /// The number as it is written shortest.
  private static func className(_ value: Double) -> String {
    let text = (value + 0).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
