/// Collects the column to be learned and finds out whether it is values or classes.
struct TargetColumn {
  /// Distinct texts that are kept while all of them are numbers: after that, it is a column of values.
  private static let mostNumericTexts = 1_000

  /// Classes there may be at all.
  static let mostClasses = 10_000

  /// Classes that whole numbers may be taken for.
  private static let mostWholeClasses = 100

  private let kind: CSVOptions.Kind?
  private var values: [Double] = []
  private var isNumeric = true
  /// Distinct texts in the order of their first row, and for each row which it is.
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]
  private var indices: [Int32] = []
  private var keepsTexts: Bool

  init(kind: CSVOptions.Kind?) {
    self.kind = kind
    keepsTexts = kind != .values
  }

  /// Adds a row; nil when all is well.
  mutating func append(_ value: DecimalText, text: String) -> ArchiveError.Problem? {
    switch value {
    case .missing: return .missingValue(text: text)
    case .outOfRange where kind != .classes: return .numberOutOfRange(text: text)
    case .number(let number): if isNumeric { values.append(number) }
    case .text, .outOfRange:
      guard keepsTexts else { return .notANumber(text: text) }
      isNumeric = false
      values = []
    }
    return keepsTexts ? keep(text) : nil
  }

  private mutating func keep(_ text: String) -> ArchiveError.Problem? {
    if let index = numbers[text] {
      indices.append(Int32(index))
      return nil
    }
    if isNumeric, kind == nil, texts.count == Self.mostNumericTexts {
      (keepsTexts, texts, numbers, indices) = (false, [], [:], [])
      return nil
    }
    guard texts.count < Self.mostClasses else { return .tooManyClasses(limit: Self.mostClasses) }
    numbers[text] = texts.count
    indices.append(Int32(texts.count))
    texts.append(text)
    return nil
  }

  /// The column as a whole.
  func finished() -> CSVTable.Target {
    if isNumeric, kind == .values || (kind == nil && !areWholeClasses) { return .values(values) }
    return isNumeric ? numericClasses() : textClasses()
  }

  private var areWholeClasses: Bool {
    guard let largest = values.max(), let least = values.min() else { return false }
    guard least == 0, largest < Double(Self.mostWholeClasses) else { return false }
    let count = Int(largest) + 1
    return values.count >= 2 * count && values.allSatisfy { $0 == $0.rounded() } && Set(values).count == count
  }

  /// `1`, `1.0` and ` 1` are the same class, named as its number is written shortest.
  private func numericClasses() -> CSVTable.Target {
    let distinct = Set(values).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    let names = distinct.map { value in
      let text = (value + 0).description
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    return .classes(indices: values.map { places[$0] ?? 0 }, names: names)
  }

  private func textClasses() -> CSVTable.Target {
    let order = texts.indices.sorted { texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8) }
    var places = Array(repeating: 0, count: texts.count)
    for (place, index) in order.enumerated() { places[index] = place }
    return .classes(indices: indices.map { places[Int($0)] }, names: order.map { texts[$0] })
  }
}
