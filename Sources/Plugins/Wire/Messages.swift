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
  /// Initialize a network of so many layers and branches, by asking for what it is and does.
  case initialize(Target, layers: Int, branches: Int, batches: Int, learningRate: Double)
  /// What the last question asked.
  case answer(Answer)

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
    case .initialize(let target, let layers, let branches, let batches, let learningRate):
      writer.put(byte: 4)
      writer.put(target)
      writer.put([layers, branches, batches])
      writer.put(learningRate)
    case .answer(let answer):
      writer.put(byte: 5)
      writer.put(answer)
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
    case 4:
      let target: Target = try reader.value()
      let counts: [Int] = try reader.value()
      guard counts.count == 3 else { throw WireError() }
      self = .initialize(
        target, layers: counts[0], branches: counts[1], batches: counts[2], learningRate: try reader.value())
    case 5: self = .answer(try reader.value())
    default: throw WireError()
    }
  }
}

/// What a worker answers.
enum Response: WireValue {
  /// What a library holds, and what each row fills.
  case loaded(isSwift: Bool, [InitializerSpecification], scopes: [String])
  /// A library that is not one for this program, and why.
  case refused(String)
  /// It could be made; whether, as a scheme, it says that neurons start different.
  case made(breaksSymmetry: Bool?)
  case promised(Promise?)
  /// Done; how far the stream was drawn from.
  case filled(position: UInt64)
  /// What the initializer threw.
  case threw(InitializerError)
  /// A scheme wants to know something before it goes on.
  case asks(Question)
  /// A scheme is done.
  case initialized(SchemeReport)

  func write(to writer: inout WireWriter) {
    switch self {
    case .loaded(let isSwift, let specifications, let scopes):
      writer.put(byte: 0)
      writer.put(isSwift)
      writer.put(specifications)
      writer.put(scopes)
    case .refused(let reason):
      writer.put(byte: 1)
      writer.put(reason)
    case .made(let breaksSymmetry):
      writer.put(byte: 2)
      writer.put(breaksSymmetry)
    case .promised(let promise):
      writer.put(byte: 3)
      writer.put(promise)
    case .filled(let position):
      writer.put(byte: 4)
      writer.put(position)
    case .threw(let error):
      writer.put(byte: 5)
      writer.put(error)
    case .asks(let question):
      writer.put(byte: 6)
      writer.put(question)
    case .initialized(let report):
      writer.put(byte: 7)
      writer.put(report)
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.byte() {
    case 0: self = .loaded(isSwift: try reader.value(), try reader.value(), scopes: try reader.value())
    case 1: self = .refused(try reader.value())
    case 2: self = .made(breaksSymmetry: try reader.value())
    case 3: self = .promised(try reader.value())
    case 4: self = .filled(position: try reader.value())
    case 5: self = .threw(try reader.value())
    case 6: self = .asks(try reader.value())
    case 7: self = .initialized(try reader.value())
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
