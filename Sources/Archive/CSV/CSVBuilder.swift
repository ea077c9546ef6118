import Tensor

/// Puts records together to a table.
struct CSVBuilder {
  private let path: String
  private let names: [String]
  private let targetIndex: Int
  private let decimalComma: Bool
  private let features = NumberCollector()
  private var target: TargetColumn
  private var rows = 0

  static func read(_ source: ByteSource, options: CSVOptions) throws(ArchiveError) -> CSVTable {
    var reader = try CSVReader(source, separator: options.separator)
    var first = CSVRecord()
    var record = CSVRecord()
    guard try reader.next(into: &first) else { throw ArchiveError(path: source.path, problem: .empty) }
    let hasSecond = try reader.next(into: &record)
    let decimalComma = reader.separator == UInt8(ascii: ";")
    let isHeader =
      options.header
      ?? looksLikeHeader(first, before: hasSecond ? record : nil, decimalComma: decimalComma)
    var builder = try CSVBuilder(
      source.path, first: first, isHeader: isHeader, options: options, decimalComma: decimalComma)
    if !isHeader { try builder.append(first) }
    if hasSecond {
      repeat { try builder.append(record) } while try reader.next(into: &record)
    }
    return try builder.finished()
  }

  private init(
    _ path: String, first: CSVRecord, isHeader: Bool, options: CSVOptions, decimalComma: Bool
  ) throws(ArchiveError) {
    self.path = path
    self.decimalComma = decimalComma
    var names: [String] = []
    for index in first.fields.indices {
      guard isHeader else {
        names.append("x\(index)")
        continue
      }
      guard let name = first.text(index) else {
        throw ArchiveError(path: path, problem: .invalidUTF8, place: first.place(index))
      }
      names.append(name.isEmpty ? "x\(index)" : name)
    }
    self.names = names
    targetIndex = try Self.index(of: options.target, names: names, path: path)
    guard names.count > 1 else { throw ArchiveError(path: path, problem: .noFeatures) }
    target = TargetColumn(kind: options.kind)
  }

  private static func index(
    of target: CSVOptions.Target, names: [String], path: String
  ) throws(ArchiveError) -> Int {
    switch target {
    case .index(let index):
      let position = index < 0 ? index &+ names.count : index
      guard names.indices.contains(position) else {
        throw ArchiveError(path: path, problem: .noColumn(wanted: String(index), names: names))
      }
      return position
    case .name(let name):
      let places = names.indices.filter { names[$0] == name }
      guard let place = places.first else {
        throw ArchiveError(path: path, problem: .noColumn(wanted: name, names: names))
      }
      guard places.count == 1 else {
        throw ArchiveError(path: path, problem: .ambiguousColumn(name: name, columns: places))
      }
      return place
    }
  }

  /// A record without any number names columns, and so does text above a number.
  private static func looksLikeHeader(
    _ first: CSVRecord, before second: CSVRecord?, decimalComma: Bool
  ) -> Bool {
    var hasNumber = false
    for index in first.fields.indices {
      switch DecimalText(first.trimmed(index), decimalComma: decimalComma) {
      case .number, .outOfRange: hasNumber = true
      case .missing: break
      case .text:
        guard let second, index < second.fields.count else { continue }
        if case .number = DecimalText(second.trimmed(index), decimalComma: decimalComma) { return true }
      }
    }
    return !hasNumber
  }

  private mutating func append(_ record: CSVRecord) throws(ArchiveError) {
    guard record.fields.count == names.count else {
      let problem = ArchiveError.Problem.raggedRow(expected: names.count, found: record.fields.count)
      let start = record.fields.first
      throw ArchiveError(
        path: path, problem: problem, place: FilePlace(line: start?.line ?? 1, offset: start?.offset ?? 0))
    }
    for index in record.fields.indices {
      let value = DecimalText(record.trimmed(index), decimalComma: decimalComma)
      if index == targetIndex {
        let text = try text(record, index)
        if let problem = target.append(value, text: text) { throw failure(problem, record, index) }
      } else if case .number(let number) = value {
        features.append(number)
      } else {
        throw failure(problem(value, try text(record, index)), record, index)
      }
    }
    rows += 1
    if features.isExhausted { throw ArchiveError(noMemoryFor: path) }
  }

  private func problem(_ value: DecimalText, _ text: String) -> ArchiveError.Problem {
    switch value {
    case .missing: .missingValue(text: text)
    case .outOfRange: .numberOutOfRange(text: text)
    case .text, .number: rows == 0 ? .textColumn(text: text) : .notANumber(text: text)
    }
  }

  private func text(_ record: CSVRecord, _ index: Int) throws(ArchiveError) -> String {
    guard let text = record.text(index) else { throw failure(.invalidUTF8, record, index) }
    return text
  }

  private func failure(
    _ problem: ArchiveError.Problem, _ record: CSVRecord, _ index: Int
  ) -> ArchiveError {
    ArchiveError(path: path, problem: problem, place: record.place(index, name: names[index]))
  }

  private func finished() throws(ArchiveError) -> CSVTable {
    guard rows > 0 else { throw ArchiveError(path: path, problem: .onlyHeader) }
    var featureNames = names
    featureNames.remove(at: targetIndex)
    do throws(NoMemory) {
      return CSVTable(
        featureNames: featureNames, numbers: try features.finish(), rows: rows, columns: featureNames.count,
        targetName: names[targetIndex], target: target.finished())
    } catch {
      throw ArchiveError(noMemoryFor: path)
    }
  }
}
