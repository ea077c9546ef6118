import InitKit

/// What a scheme in a worker asks of the network that the host holds.
///
/// Long lists of numbers go page by page: an answer holds the first, `more` asks for the next; `push` sends the
/// pages of what a later question is about.
enum Question: WireValue {
  /// The layer at a place, or the branch.
  case layer(Int)
  case branch(Int)
  /// An initializer of the table, or what draws a parameter by default.
  case initializer(String)
  case standard(Int)
  /// Numbers that an initializer of the host draws at a place.
  case draw(DrawSource, WeightSite, stream: [UInt64])
  /// Streams: of a parameter, or of a purpose.
  case streamOf(Int)
  case stream(String)
  /// Numbers of a parameter: units, now, earlier.
  case units(Int)
  case values(Int)
  case earlier(Int)
  /// The next page of the last answer, from an index on.
  case more(Int)
  /// A page of numbers; the first one forgets what was pushed before.
  case push([Double], isFirst: Bool)
  /// Writes what was pushed over a parameter.
  case write(Int)
  /// Measurements; shifted by what was pushed, or not.
  case loss(batch: Int, isShifted: Bool)
  case gradients(batch: Int, isShifted: Bool)
  case moments(layer: Int, reading: String, batches: Int)
  case inputs(layer: Int, batches: Int)
  case inputMoments(batches: Int)
  case response(ActivationSite, mean: Double, variance: Double)

  /// Numbers of a page.
  static let page = 8192

  func write(to writer: inout WireWriter) {
    switch self {
    case .layer(let place): writer.put(0, [place])
    case .branch(let place): writer.put(1, [place])
    case .initializer(let name):
      writer.put(byte: 2)
      writer.put(name)
    case .standard(let place): writer.put(3, [place])
    case .draw(let source, let site, let stream):
      writer.put(byte: 4)
      writer.put(source)
      writer.put(site)
      writer.put(stream)
    case .streamOf(let place): writer.put(5, [place])
    case .stream(let purpose):
      writer.put(byte: 6)
      writer.put(purpose)
    case .units(let place): writer.put(7, [place])
    case .values(let place): writer.put(8, [place])
    case .earlier(let place): writer.put(9, [place])
    case .more(let index): writer.put(10, [index])
    case .push(let numbers, let isFirst):
      writer.put(byte: 11)
      writer.put(numbers)
      writer.put(isFirst)
    case .write(let place): writer.put(12, [place])
    case .loss(let batch, let isShifted): writer.put(13, [batch, isShifted ? 1 : 0])
    case .gradients(let batch, let isShifted): writer.put(14, [batch, isShifted ? 1 : 0])
    case .moments(let layer, let reading, let batches):
      writer.put(15, [layer, batches])
      writer.put(reading)
    case .inputs(let layer, let batches): writer.put(16, [layer, batches])
    case .inputMoments(let batches): writer.put(17, [batches])
    case .response(let activation, let mean, let variance):
      writer.put(byte: 18)
      writer.put(activation)
      writer.put([mean, variance])
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    let tag = try reader.byte()
    switch tag {
    case 2: self = .initializer(try reader.value())
    case 4: self = .draw(try reader.value(), try reader.value(), stream: try reader.value())
    case 6: self = .stream(try reader.value())
    case 11: self = .push(try reader.value(), isFirst: try reader.value())
    case 18:
      let activation: ActivationSite = try reader.value()
      let numbers: [Double] = try reader.value()
      guard numbers.count == 2 else { throw WireError() }
      self = .response(activation, mean: numbers[0], variance: numbers[1])
    default:
      let numbers: [Int] = try reader.value()
      guard let first = numbers.first else { throw WireError() }
      self = try Self.counted(tag, first, numbers.dropFirst().first ?? 0, &reader)
    }
  }

  /// A question that is a number or two.
  private static func counted(
    _ tag: UInt8, _ first: Int, _ second: Int, _ reader: inout WireReader
  ) throws(WireError) -> Question {
    switch tag {
    case 0: return .layer(first)
    case 1: return .branch(first)
    case 3: return .standard(first)
    case 5: return .streamOf(first)
    case 7: return .units(first)
    case 8: return .values(first)
    case 9: return .earlier(first)
    case 10: return .more(first)
    case 12: return .write(first)
    case 13: return .loss(batch: first, isShifted: second == 1)
    case 14: return .gradients(batch: first, isShifted: second == 1)
    case 15: return .moments(layer: first, reading: try reader.value(), batches: second)
    case 16: return .inputs(layer: first, batches: second)
    case 17: return .inputMoments(batches: first)
    default: throw WireError()
    }
  }
}

/// Which initializer of the host is to draw.
enum DrawSource: WireValue, Equatable {
  /// One of the table, with its defaults.
  case named(String)
  /// What draws a parameter when nobody chose anything.
  case standard(Int)

  func write(to writer: inout WireWriter) {
    switch self {
    case .named(let name):
      writer.put(byte: 0)
      writer.put(name)
    case .standard(let place): writer.put(1, [place])
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.byte() {
    case 0: self = .named(try reader.value())
    case 1:
      let numbers: [Int] = try reader.value()
      guard let place = numbers.first else { throw WireError() }
      self = .standard(place)
    default: throw WireError()
    }
  }
}

/// What the host answers.
enum Answer: WireValue {
  case done
  /// Nothing of that kind.
  case none
  case layer(NetworkLayer)
  case branch(ResidualBranch)
  case specification(InitializerSpecification)
  case stream([UInt64])
  /// The first page of so many numbers, in rows of a width.
  case numbers([Double], total: Int, width: Int)
  case threw(InitializerError)

  func write(to writer: inout WireWriter) {
    switch self {
    case .done: writer.put(byte: 0)
    case .none: writer.put(byte: 1)
    case .layer(let layer):
      writer.put(byte: 2)
      writer.put(layer)
    case .branch(let branch):
      writer.put(byte: 3)
      writer.put(branch)
    case .specification(let specification):
      writer.put(byte: 4)
      writer.put(specification)
    case .stream(let numbers):
      writer.put(byte: 5)
      writer.put(numbers)
    case .numbers(let page, let total, let width):
      writer.put(byte: 6)
      writer.put(page)
      writer.put([total, width])
    case .threw(let error):
      writer.put(byte: 7)
      writer.put(error)
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.byte() {
    case 0: self = .done
    case 1: self = .none
    case 2: self = .layer(try reader.value())
    case 3: self = .branch(try reader.value())
    case 4: self = .specification(try reader.value())
    case 5: self = .stream(try reader.value())
    case 6:
      let page: [Double] = try reader.value()
      let sizes: [Int] = try reader.value()
      guard sizes.count == 2 else { throw WireError() }
      self = .numbers(page, total: sizes[0], width: sizes[1])
    case 7: self = .threw(try reader.value())
    default: throw WireError()
    }
  }
}

extension WireWriter {
  /// The kind of a question and the numbers in it.
  fileprivate mutating func put(_ tag: UInt8, _ numbers: [Int]) {
    put(byte: tag)
    put(numbers)
  }
}
