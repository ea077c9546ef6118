import Engine
import InitKit
import Language
import Tensor

/// A description as lists of texts and numbers, and back: what `save` writes and `load` reads.
enum DescriptionValue {
  /// The description as a value of the language; numbers of files are told by their place among `stored`.
  static func value(of description: ModelDescription, stored: [StoredWeights]) -> Value {
    let batch: Value =
      switch description.batch {
      case nil: .text("")
      case .full: .text("full")
      case .rows(let rows): .number(Double(rows))
      }
    return .list([
      .list(description.layers.map { value(of: $0, stored) }),
      named(description.loss.map { ($0.name, $0.options) }),
      named(description.optimizer.map { ($0.name, $0.options) }),
      named(description.schedule.map { ($0.name, $0.options) }), batch,
      .text(description.precision.rawValue), .text(String(description.seed)),
      .boolean(description.recordsNeurons), .text(description.summation.rawValue),
      .number(description.parametrization.savedBase), drawn(description.networkInitializer, stored),
    ])
  }

  private static func value(of layer: LayerDescription, _ stored: [StoredWeights]) -> Value {
    .list(
      [
        .text(layer.name), .text(layer.kind),
        .list(layer.inputs.map { $0.map { .text($0) } } ?? [.number(0)]),
        .number(Double(layer.size ?? -1)),
        named(
          layer.activation.map { ($0.name, $0.parameter.map { [NamedArgument("", .number($0))] } ?? []) }),
        options(layer.options), drawn(layer.weightInitializer, stored), drawn(layer.biasInitializer, stored),
        .list(
          layer.parameterInitializers.sorted { $0.key < $1.key }
            .map { .list([.text($0.key), drawn($0.value, stored)]) }),
      ] + (layer.frozen.isEmpty ? [] : [value(of: layer.frozen)]))
  }

  /// Names of frozen parameters, then numbers of frozen neurons, then for single numbers a list of the parameter's
  /// name, its shape, and start and end of each piece.
  private static func value(of frozen: FrozenPart) -> Value {
    func numbers(_ list: [Int]) -> Value { .list(list.map { .number(Double($0)) }) }
    let entries = frozen.entries.sorted { $0.key < $1.key }.map { name, entries in
      let bounds = entries.ranges.flatMap { [$0.lowerBound, $0.upperBound] }
      return Value.list([.text(name), numbers(entries.shape), numbers(bounds)])
    }
    return .list(
      frozen.parameters.sorted().map { .text($0) } + frozen.units.sorted().map { .number(Double($0)) }
        + entries)
  }

  /// Name and options; an empty list for none.
  private static func named(_ row: (String, [NamedArgument])?) -> Value {
    row.map { .list([.text($0.0), options($0.1)]) } ?? .list([])
  }

  private static func drawn(_ initializer: ChosenInitializer?, _ stored: [StoredWeights]) -> Value {
    named(
      initializer.map { chosen in
        let place = (chosen.filling as? StoredWeights).flatMap { stored.firstIndex(of: $0) }
        let index = place.map { [NamedArgument(storedPlace, .number(Double($0)))] } ?? []
        return (chosen.specification.name, chosen.arguments.given + index)
      })
  }

  /// The argument that tells which numbers of the file an initializer from a file has.
  private static let storedPlace = "stored"

  private static func options(_ options: [NamedArgument]) -> Value {
    .list(options.map { .list([.text($0.name), value(of: $0.value)]) })
  }

  private static func value(of argument: ArgumentValue) -> Value {
    switch argument {
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .boolean(let boolean): .boolean(boolean)
    case .list(let items): .list(items.map(value))
    }
  }
}

extension DescriptionValue {
  /// What is missing in a value that is no description, in one word.
  struct Malformed: Error { let part: String }

  /// The description that a value stands for.
  ///
  /// - Throws: `Malformed`; `InitializerError` for initializers that the table does not have.
  static func description(
    of value: Value, initializers: InitializerTable, stored: [[StoredWeights.Array]]
  ) throws -> ModelDescription {
    guard case .list(let parts) = value, (9...11).contains(parts.count), case .list(let layers) = parts[0],
      case .text(let precision) = parts[5], case .text(let seed) = parts[6]
    else { throw Malformed(part: "description") }
    var description = ModelDescription()
    description.layers = try layers.map { try layer($0, initializers, stored) }
    description.loss = try named(parts[1]).map { LossDescription($0.0, options: $0.1) }
    description.optimizer = try named(parts[2]).map { OptimizerDescription($0.0, options: $0.1) }
    description.schedule = try named(parts[3]).map { ScheduleDescription($0.0, options: $0.1) }
    switch parts[4] {
    case .text("full"): description.batch = .full
    case .number(let rows):
      guard let rows = Int(exactly: rows), rows >= 1 else { throw Malformed(part: "batch") }
      description.batch = .rows(rows)
    default: description.batch = nil
    }
    guard let type = Precision(rawValue: precision), let number = UInt64(seed) else {
      throw Malformed(part: "precision")
    }
    (description.precision, description.seed) = (type, number)
    description.recordsNeurons = parts[7] == .boolean(true)
    guard case .text(let order) = parts[8], let summation = Summation(rawValue: order) else {
      throw Malformed(part: "summation")
    }
    description.summation = summation
    // Files of before have no parametrization.
    if parts.count > 9 {
      guard let base = parts[9].asNumber.flatMap({ Int(exactly: $0) }), base >= 0 else {
        throw Malformed(part: "parametrization")
      }
      description.parametrization = base > 0 ? .maximalUpdate(base: base) : .standard
    }
    // Nor an initializer of the whole network.
    if parts.count > 10 { description.networkInitializer = try drawn(parts[10], initializers, stored) }
    return description
  }

  private static func layer(
    _ value: Value, _ initializers: InitializerTable, _ stored: [[StoredWeights.Array]]
  ) throws -> LayerDescription {
    guard case .list(let parts) = value, (9...10).contains(parts.count),
      case .text(let name) = parts[0],
      case .text(let kind) = parts[1], case .list(let inputs) = parts[2], case .number(let size) = parts[3],
      case .list(let parameters) = parts[8], let whole = Int(exactly: size)
    else { throw Malformed(part: "layer") }
    var layer = LayerDescription(name: name, kind: kind)
    let names = inputs.compactMap { if case .text(let text) = $0 { text } else { nil } }
    if names.count == inputs.count { layer.inputs = names }
    if whole >= 0 { layer.size = whole }
    if let activation = try named(parts[4]) {
      var parameter: Double?
      if case .number(let number)? = activation.1.first?.value { parameter = number }
      layer.activation = ActivationDescription(activation.0, parameter: parameter)
    }
    layer.options = try options(parts[5])
    layer.weightInitializer = try drawn(parts[6], initializers, stored)
    layer.biasInitializer = try drawn(parts[7], initializers, stored)
    for parameter in parameters {
      guard case .list(let pair) = parameter, pair.count == 2, case .text(let name) = pair[0] else {
        throw Malformed(part: "initializer")
      }
      layer.parameterInitializers[name] = try drawn(pair[1], initializers, stored)
    }
    // Layers of which nothing is frozen have no such list.
    if parts.count > 9 { layer.frozen = try frozen(parts[9]) }
    return layer
  }

  private static func frozen(_ value: Value) throws -> FrozenPart {
    guard case .list(let items) = value else { throw Malformed(part: "frozen weights") }
    var frozen = FrozenPart()
    for item in items {
      if case .text(let name) = item {
        frozen.parameters.insert(name)
      } else if let unit = item.asNumber.flatMap({ Int(exactly: $0) }), unit >= 0 {
        frozen.units.insert(unit)
      } else {
        let (name, entries) = try frozenEntries(item)
        frozen.entries[name] = entries
      }
    }
    return frozen
  }

  private static func frozenEntries(_ value: Value) throws -> (String, FrozenEntries) {
    let malformed = Malformed(part: "frozen weights")
    func numbers(_ value: Value) throws -> [Int] {
      guard case .list(let items) = value else { throw malformed }
      return try items.map { item in
        guard let number = item.asNumber.flatMap({ Int(exactly: $0) }), number >= 0 else { throw malformed }
        return number
      }
    }
    guard case .list(let parts) = value, parts.count == 3, case .text(let name) = parts[0] else {
      throw malformed
    }
    let (shape, bounds) = (try numbers(parts[1]), try numbers(parts[2]))
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw malformed }
      count = product
    }
    guard bounds.count % 2 == 0, bounds == bounds.sorted(), bounds.last ?? 0 <= count else { throw malformed }
    let ranges = stride(from: 0, to: bounds.count, by: 2).map { bounds[$0]..<bounds[$0 + 1] }
    return (name, FrozenEntries(shape: shape, ranges: ranges))
  }

  private static func named(_ value: Value) throws -> (String, [NamedArgument])? {
    guard case .list(let parts) = value else { throw Malformed(part: "name") }
    guard !parts.isEmpty else { return nil }
    guard parts.count == 2, case .text(let name) = parts[0] else { throw Malformed(part: "name") }
    return (name, try options(parts[1]))
  }

  private static func drawn(
    _ value: Value, _ initializers: InitializerTable, _ stored: [[StoredWeights.Array]]
  ) throws -> ChosenInitializer? {
    guard var (name, given) = try named(value) else { return nil }
    guard name == FromFile.specification.name, let place = given.firstIndex(where: { $0.name == storedPlace })
    else { return try initializers.choose(name, [], given) }
    guard case .number(let number) = given.remove(at: place).value, let index = Int(exactly: number),
      stored.indices.contains(index)
    else { throw Malformed(part: "numbers from a file") }
    name = FromFile.specification.name
    return try FromFile.chosen(given, arrays: stored[index])
  }

  private static func options(_ value: Value) throws -> [NamedArgument] {
    guard case .list(let items) = value else { throw Malformed(part: "options") }
    return try items.map { item in
      guard case .list(let pair) = item, pair.count == 2, case .text(let name) = pair[0],
        let argument = ArgumentValue(pair[1])
      else { throw Malformed(part: "options") }
      return NamedArgument(name, argument)
    }
  }
}

extension Parametrization {
  /// The base width of muP; 0 for the standard one.
  fileprivate var savedBase: Double {
    if case .maximalUpdate(let base) = self { Double(base) } else { 0 }
  }
}
