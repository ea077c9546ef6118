import InitKit

extension ArgumentValue: WireValue {
  /// A list in a list in a list goes no deeper than this.
  private static let depthLimit = 8

  func write(to writer: inout WireWriter) {
    switch self {
    case .number(let number):
      writer.put(byte: 0)
      writer.put(number)
    case .text(let text):
      writer.put(byte: 1)
      writer.put(text)
    case .boolean(let truth):
      writer.put(byte: 2)
      writer.put(truth)
    case .list(let items):
      writer.put(byte: 3)
      writer.put(items)
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    try self.init(from: &reader, depth: 0)
  }

  private init(from reader: inout WireReader, depth: Int) throws(WireError) {
    guard depth < Self.depthLimit else { throw WireError() }
    switch try reader.byte() {
    case 0: self = .number(try reader.value())
    case 1: self = .text(try reader.value())
    case 2: self = .boolean(try reader.value())
    case 3:
      var items: [ArgumentValue] = []
      for _ in 0..<(try reader.count()) { items.append(try ArgumentValue(from: &reader, depth: depth + 1)) }
      self = .list(items)
    default: throw WireError()
    }
  }
}

extension NamedArgument: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(name)
    writer.put(value)
  }

  init(from reader: inout WireReader) throws(WireError) {
    self.init(try reader.value(), try reader.value())
  }
}

extension NumberRange: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(lower)
    writer.put(upper)
    writer.put(includesLower)
    writer.put(includesUpper)
  }

  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      try reader.value(), try reader.value(), includesLower: try reader.value(),
      includesUpper: try reader.value())
  }
}

extension ParameterKind: WireValue {
  func write(to writer: inout WireWriter) {
    switch self {
    case .number(let range):
      writer.put(byte: 0)
      writer.put(range)
    case .integer(let range):
      writer.put(byte: 1)
      writer.put([range.lowerBound, range.upperBound])
    case .choice(let words):
      writer.put(byte: 2)
      writer.put(words)
    case .boolean: writer.put(byte: 3)
    case .integers(let range):
      writer.put(byte: 4)
      writer.put([range.lowerBound, range.upperBound])
    case .word: writer.put(byte: 5)
    case .numbers(let range):
      writer.put(byte: 6)
      writer.put(range)
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.byte() {
    case 0: self = .number(try reader.value())
    case 1: self = .integer(try Self.range(&reader))
    case 2: self = .choice(try reader.value())
    case 3: self = .boolean
    case 4: self = .integers(try Self.range(&reader))
    case 5: self = .word
    case 6: self = .numbers(try reader.value())
    default: throw WireError()
    }
  }

  private static func range(_ reader: inout WireReader) throws(WireError) -> ClosedRange<Int> {
    let ends: [Int] = try reader.value()
    guard ends.count == 2, ends[0] <= ends[1] else { throw WireError() }
    return ends[0]...ends[1]
  }
}

extension ParameterDefault: WireValue {
  func write(to writer: inout WireWriter) {
    switch self {
    case .required: writer.put(byte: 0)
    case .value(let value):
      writer.put(byte: 1)
      writer.put(value)
    case .derived(let text):
      writer.put(byte: 2)
      writer.put(text)
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.byte() {
    case 0: self = .required
    case 1: self = .value(try reader.value())
    case 2: self = .derived(try reader.value())
    default: throw WireError()
    }
  }
}
