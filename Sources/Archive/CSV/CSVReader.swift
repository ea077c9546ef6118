/// Cuts bytes into records after RFC 4180, one record in memory at a time.
struct CSVReader {
  /// Where in a field the next byte stands.
  private enum State {
    /// Nothing but spaces so far.
    case start
    case plain
    case quoted
    /// Just behind a quote within quotes: the end, or the first of a doubled one.
    case quote
    /// Behind the closing quote and a space.
    case closed
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let source: ByteSource
  private(set) var separator: UInt8
  private var portion: [UInt8]
  private var position = 0
  /// Bytes before the present portion.
  private var base = 0
  private var line = 1
  private var isAfterReturn = false
  private var field = CSVRecord.Field(bytes: 0..<0, line: 1, offset: 0, isQuoted: false)
  private var state = State.start

  var path: String { source.path }

  /// Skips a byte order mark and finds out the separator when there is none given.
  init(_ source: ByteSource, separator: UInt8?) throws(ArchiveError) {
    self.source = source
    var portion = try source.next()
    var sniffer = SeparatorSniffer()
    // What is found out must not depend on how the bytes come, so the first record is seen whole.
    while !sniffer.isDone(with: portion) {
      let more = try source.next()
      if more.isEmpty { break }
      portion += more
    }
    if portion.starts(with: SeparatorSniffer.byteOrderMark) { position = 3 }
    self.separator = separator ?? sniffer.separator
    self.portion = portion
  }

  /// Fills `record` with the next one that is not an empty line; false at the end.
  mutating func next(into record: inout CSVRecord) throws(ArchiveError) -> Bool {
    record.clear()
    begin(record)
    while true {
      if position == portion.count {
        base += portion.count
        portion = try source.next()
        position = 0
        if portion.isEmpty { return try finish(&record) }
      }
      let byte = portion[position]
      position += 1
      if isAfterReturn, byte == Self.lineFeed {
        isAfterReturn = false
        // Within quotes both bytes of a line's end belong to the field, but it is one line.
        if state == .quoted { record.bytes.append(byte) } else { field.offset += 1 }
        continue
      }
      isAfterReturn = byte == Self.carriageReturn
      if try take(byte, &record) { return true }
    }
  }

  /// Takes one byte; true when it ended a record.
  private mutating func take(_ byte: UInt8, _ record: inout CSVRecord) throws(ArchiveError) -> Bool {
    if byte == 0 { throw failure(.nulByte, record) }
    let isLineEnd = byte == Self.lineFeed || byte == Self.carriageReturn
    if isLineEnd { line += 1 }
    switch state {
    case .quoted where byte == Self.quote: state = .quote
    case .quoted: try append(byte, &record)
    case .quote where byte == Self.quote:
      try append(byte, &record)
      state = .quoted
    case .start where isLineEnd && record.fields.isEmpty:
      record.clear()
      begin(record)
    case _ where isLineEnd:
      try end(&record)
      return true
    case _ where byte == separator:
      try end(&record)
      begin(record)
    case .start where byte == Self.quote:
      // Spaces before the opening quote are no part of the field.
      record.bytes.removeSubrange(field.bytes.lowerBound...)
      field.isQuoted = true
      state = .quoted
    case .start, .plain:
      try append(byte, &record)
      if byte != 0x20, byte != 0x09 { state = .plain }
    case .quote, .closed:
      guard byte == 0x20 || byte == 0x09 else { throw failure(.textAfterQuote, record) }
      state = .closed
    }
    return false
  }

  private mutating func append(_ byte: UInt8, _ record: inout CSVRecord) throws(ArchiveError) {
    record.bytes.append(byte)
    if record.bytes.count - field.bytes.lowerBound > CSVRecord.longestField {
      throw failure(.fieldTooLong(limit: CSVRecord.longestField), record)
    }
  }

  private mutating func begin(_ record: CSVRecord) {
    let start = record.bytes.count
    field = CSVRecord.Field(bytes: start..<start, line: line, offset: base + position, isQuoted: false)
    state = .start
  }

  private mutating func end(_ record: inout CSVRecord) throws(ArchiveError) {
    guard record.fields.count < CSVRecord.mostFields else {
      throw failure(.tooManyColumns(limit: CSVRecord.mostFields), record)
    }
    field.bytes = field.bytes.lowerBound..<record.bytes.count
    record.fields.append(field)
  }

  private mutating func finish(_ record: inout CSVRecord) throws(ArchiveError) -> Bool {
    if state == .quoted { throw failure(.unclosedQuote, record) }
    if state == .start, record.fields.isEmpty { return false }
    try end(&record)
    return true
  }

  private func failure(_ problem: ArchiveError.Problem, _ record: CSVRecord) -> ArchiveError {
    let place = FilePlace(line: field.line, column: record.fields.count + 1, offset: field.offset)
    return ArchiveError(path: path, problem: problem, place: place)
  }
}
