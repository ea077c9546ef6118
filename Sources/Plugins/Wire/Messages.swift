import InitKit

/// What the host asks of a worker.
enum Request: WireValue {
  /// Open a library; a library of Swift must carry the stamp.
  case load(path: String, stamp: String)
  /// Check arguments by making the initializer.
  case make(Target)
  /// Say what is promised at a place.
  case promise(Target, WeightSite)
  /// Fill the shared memory, which comes with the message when it is new.
  case fill(Target, WeightSite, stream: [UInt64], bytes: Int)

  /// An initializer with its arguments.
  struct Target: WireValue {
    var name: String
    var arguments: [NamedArgument]

    init(name: String, arguments: [NamedArgument]) {
      self.name = name
      self.arguments = arguments
    }

    func write(to writer: inout WireWriter) {
      writer.put(name)
      writer.put(arguments)
    }

    init(from reader: inout WireReader) throws(WireError) {
      name = try reader.value()
      arguments = try reader.value()
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .load(let path, let stamp):
      writer.put(byte: 0)
      writer.put([path, stamp])
    case .make(let target):
      writer.put(byte: 1)
      writer.put(target)
    case .promise(let target, let site):
      writer.put(byte: 2)
      writer.put(target)
      writer.put(site)
    case .fill(let target, let site, let stream, let bytes):
      writer.put(byte: 3)
      writer.put(target)
      writer.put(site)
      writer.put(stream)
      writer.put(bytes)
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.byte() {
    case 0:
      let texts: [String] = try reader.value()
      guard texts.count == 2 else { throw WireError() }
      self = .load(path: texts[0], stamp: texts[1])
    case 1: self = .make(try reader.value())
    case 2: self = .promise(try reader.value(), try reader.value())
    case 3:
      self = .fill(
        try reader.value(), try reader.value(), stream: try reader.value(), bytes: try reader.value())
    default: throw WireError()
    }
  }
}

/// What a worker answers.
enum Response: WireValue {
  /// What a library holds.
  case loaded(isSwift: Bool, [InitializerSpecification])
  /// A library that is not one for this program, and why.
  case refused(String)
  case made
  case promised(Promise?)
  /// Done; how far the stream was drawn from.
  case filled(position: UInt64)
  /// What the initializer threw.
  case threw(InitializerError)

  func write(to writer: inout WireWriter) {
    switch self {
    case .loaded(let isSwift, let specifications):
      writer.put(byte: 0)
      writer.put(isSwift)
      writer.put(specifications)
    case .refused(let reason):
      writer.put(byte: 1)
      writer.put(reason)
    case .made: writer.put(byte: 2)
    case .promised(let promise):
      writer.put(byte: 3)
      writer.put(promise)
    case .filled(let position):
      writer.put(byte: 4)
      writer.put(position)
    case .threw(let error):
      writer.put(byte: 5)
      writer.put(error)
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.byte() {
    case 0: self = .loaded(isSwift: try reader.value(), try reader.value())
    case 1: self = .refused(try reader.value())
    case 2: self = .made
    case 3: self = .promised(try reader.value())
    case 4: self = .filled(position: try reader.value())
    case 5: self = .threw(try reader.value())
    default: throw WireError()
    }
  }
}

/// A message with its number, so that an answer that comes twice is not taken for another one.
struct Numbered<Content: WireValue> {
  var number: UInt64
  var content: Content

  /// No message is longer; both sides keep room for one.
  static var sizeLimit: Int { 1 << 17 }

  var bytes: [UInt8] {
    var writer = WireWriter()
    writer.put(number)
    writer.put(content)
    return writer.bytes
  }

  init(number: UInt64, content: Content) {
    self.number = number
    self.content = content
  }

  init(_ bytes: some Sequence<UInt8>) throws(WireError) {
    var reader = WireReader(bytes)
    number = try reader.value()
    content = try reader.value()
    guard reader.isAtEnd else { throw WireError() }
  }
}
