import InitKit

extension InitializerError: WireValue {
  /// The errors that an initializer throws; what only a host can throw arrives as a refusal.
  func write(to writer: inout WireWriter) {
    switch self {
    case .unknownParameter(let name, let parameters): writer.put(0, [name] + parameters)
    case .tooManyArguments(let given, let parameters):
      writer.put(1, parameters)
      writer.put(given)
    case .repeated(let parameter): writer.put(2, [parameter])
    case .missing(let parameter): writer.put(3, [parameter])
    case .wrongType(let parameter, let expected, let found):
      writer.put(4, [parameter])
      writer.put(expected)
      writer.put(found)
    case .outOfRange(let parameter, let value, let range):
      writer.put(5, [parameter])
      writer.put(value)
      writer.put(range)
    case .unknownChoice(let parameter, let found, let choices): writer.put(6, [parameter, found] + choices)
    case .conflict(let parameter, let other): writer.put(7, [parameter, other])
    case .unordered(let lower, let upper): writer.put(8, [lower, upper])
    case .shape(let found, let needed):
      writer.put(9, [])
      writer.put(found)
      switch needed {
      case .axes(let count): writer.put([0, count])
      case .axesAtLeast(let count): writer.put([1, count])
      }
    case .storage(let found, let needed):
      writer.put(10, [])
      writer.put([found, needed])
    case .notFinite(let index):
      writer.put(11, [])
      writer.put(index)
    case .refused(let reason): writer.put(12, [reason])
    case .wholeNetwork(let name): writer.put(13, [name])
    case .lacks(let need): writer.put(14, [need.rawValue])
    case .unmeasurable(let layer, let measure, let found):
      writer.put(15, [measure])
      writer.put(layer)
      writer.put(found)
    case .notReached(let shortfall):
      writer.put(16, [])
      writer.put(shortfall)
    case .nameTaken(let name): writer.put(12, ["no initializer `\(name)`"])
    case .unknownInitializer(let name): writer.put(17, [name])
    case .fault(let fault, _): writer.put(12, ["\(fault)"])
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    let tag = try reader.byte()
    let words: [String] = try reader.value()
    let rest = Array(words.dropFirst())
    func word(_ place: Int = 0) throws(WireError) -> String {
      guard words.indices.contains(place) else { throw WireError() }
      return words[place]
    }
    switch tag {
    case 0: self = .unknownParameter(try word(), parameters: rest)
    case 1: self = .tooManyArguments(given: try reader.value(), parameters: words)
    case 2: self = .repeated(parameter: try word())
    case 3: self = .missing(parameter: try word())
    case 4:
      self = .wrongType(parameter: try word(), expected: try reader.value(), found: try reader.value())
    case 5: self = .outOfRange(parameter: try word(), value: try reader.value(), range: try reader.value())
    case 6:
      self = .unknownChoice(parameter: try word(), found: try word(1), choices: Array(words.dropFirst(2)))
    case 7: self = .conflict(parameter: try word(), with: try word(1))
    case 8: self = .unordered(lower: try word(), upper: try word(1))
    case 9:
      let (found, needed): ([Int], [Int]) = (try reader.value(), try reader.value())
      guard needed.count == 2 else { throw WireError() }
      self = .shape(found: found, needed: needed[0] == 0 ? .axes(needed[1]) : .axesAtLeast(needed[1]))
    case 10:
      let numbers: [Int] = try reader.value()
      guard numbers.count == 2 else { throw WireError() }
      self = .storage(found: numbers[0], needed: numbers[1])
    case 11: self = .notFinite(index: try reader.value())
    case 12: self = .refused(reason: try word())
    case 13: self = .wholeNetwork(try word())
    case 14:
      guard let need = NetworkNeed(rawValue: try word()) else { throw WireError() }
      self = .lacks(need)
    case 15: self = .unmeasurable(layer: try reader.value(), measure: try word(), found: try reader.value())
    case 16: self = .notReached(try reader.value())
    case 17: self = .unknownInitializer(try word())
    default: throw WireError()
    }
  }
}

extension WireWriter {
  /// The kind of an error and the words in it.
  fileprivate mutating func put(_ tag: UInt8, _ words: [String]) {
    put(byte: tag)
    put(words)
  }
}
