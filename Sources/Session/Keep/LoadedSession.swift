import Archive
import Engine
import InitKit
import Language
import Tensor

/// A session read from a file, checked, and not yet that of now.
struct LoadedSession {
  /// The network as asked for.
  let description: ModelDescription
  /// The samples.
  let dataset: Dataset?
  /// The state of training; nil when the network was not whole.
  let state: SnapshotRecord?
  /// Whether training records the accuracy.
  let recordsAccuracy: Bool
  /// Factors on the learning rate that frozen layers had before.
  let frozenRates: [String: Double]
  /// Settings that are not at their defaults.
  let settings: [(name: String, value: String)]
  /// Break, watch and display expressions.
  let stops: [(kind: StopPoint.Kind, text: String)]
  /// The variables.
  let variables: [(name: String, value: Value)]
  /// The commands that led to it.
  let program: [String]

  /// A file that `save` did not write, by what is missing.
  struct Malformed: Error {
    let path: String
    let part: String
  }

  /// Reads a file.
  ///
  /// - Throws: `ArchiveError`, `Malformed`, `InitializerError`, `EngineError`.
  init(contentsOf path: String, initializers: InitializerTable) throws {
    let file = try CheckedArrays(contentsOf: path)
    func missing(_ part: String) -> Malformed { Malformed(path: path, part: part) }
    guard let version = file.texts["initlab"] else { throw missing("the mark of `save`") }
    guard version == SavedSession.version else { throw missing("version \(SavedSession.version)") }
    let source = SourceText(name: path, text: file.texts["session"] ?? "")
    let evaluator = Evaluator(source, scope: Scope(), environment: EmptyEnvironment())
    guard let tree = try? Parser.expression(source), let pairs = try? evaluator.value(of: tree).pairs else {
      throw missing("the session")
    }
    let facts = Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    guard let value = facts["description"] else { throw missing("the network") }
    do {
      description = try DescriptionValue.description(
        of: value, initializers: initializers, stored: StoredArrays.groups(in: file.arrays))
    } catch let error as DescriptionValue.Malformed {
      throw missing("the network's \(error.part)")
    }
    dataset = try facts["data"].map { value in
      guard let data = try Self.data(value, file) else { throw missing("the data") }
      return data
    }
    state = try facts["state"].map { value in
      guard let state = Self.state(value, file) else { throw missing("the state of training") }
      return state
    }
    recordsAccuracy = facts["records_accuracy"] == .boolean(true)
    frozenRates = Dictionary(
      (facts["frozen"]?.pairs ?? []).map { ($0.name, $0.value.asNumber ?? 1) }, uniquingKeysWith: { $1 })
    settings = (facts["settings"]?.pairs ?? []).compactMap { pair in
      if case .text(let text) = pair.value { (pair.name, text) } else { nil }
    }
    stops = (facts["stops"]?.pairs ?? []).compactMap { pair in
      guard let kind = StopPoint.Kind(rawValue: pair.name), case .text(let text) = pair.value else {
        return nil
      }
      return (kind, text)
    }
    variables = facts["variables"]?.pairs ?? []
    program = (file.texts["program"] ?? "").split(separator: "\n").map(String.init)
  }

  private static func data(_ value: Value, _ file: CheckedArrays) throws(EngineError) -> Dataset? {
    guard case .list(let parts) = value, parts.count == 5, case .text(let name) = parts[0],
      let features = parts[1].texts, let classes = parts[2].texts, case .list(let tokens) = parts[3],
      let held = parts[4].asNumber.flatMap({ Int(exactly: $0) }), let inputs = file["data.inputs"]?.tensor,
      let answers = file["data.targets"]?.tensor
    else { return nil }
    let data = try Dataset(
      name: name, inputs: inputs, targets: try targets(answers, classes), featureNames: features,
      vocabulary: tokens.first?.texts)
    return held > 0 ? try data.holdingOut(last: held) : data
  }

  private static func targets(_ tensor: Tensor, _ classes: [String]) throws(EngineError) -> Targets {
    guard !classes.isEmpty else { return .values(tensor) }
    let indices = tensor.values.compactMap { Int(exactly: $0) }
    guard indices.count == tensor.count, tensor.rank >= 1 else { throw .data(.shape(tensor.shape)) }
    return .classes(indices, positions: tensor.rank > 1 ? tensor.columns : nil, names: classes)
  }

  private static func state(_ value: Value, _ file: CheckedArrays) -> SnapshotRecord? {
    guard case .list(let parts) = value, parts.count == 3, let counters = parts[0].wholeNumbers,
      counters.count == 5, let draws = parts[1].pairs, case .list(let histories) = parts[2],
      histories.count == 2, let bytes = file["state.bytes"]?.tensor,
      let state = ByteTensor.bytes(of: bytes, count: counters[3]),
      let losses = history(histories[0], file["history.loss"]?.tensor),
      let accuracies = history(histories[1], file["history.accuracy"]?.tensor)
    else { return nil }
    let previous = file["state.previous"].flatMap { ByteTensor.bytes(of: $0.tensor, count: counters[4]) }
    guard counters[4] == 0 || previous != nil else { return nil }
    let prefix = "update."
    let updates = file.arrays.filter { $0.name.hasPrefix(prefix) }
      .map { (String($0.name.dropFirst(prefix.count)), $0.tensor.values) }
    return SnapshotRecord(
      step: counters[0], epoch: counters[1], firstRow: counters[2], bytes: state,
      previous: previous,
      draws: Dictionary(
        draws.compactMap { pair in pair.value.asNumber.flatMap { UInt64(exactly: $0) }.map { (pair.name, $0) }
        },
        uniquingKeysWith: { $1 }),
      heldUpdates: Dictionary(updates, uniquingKeysWith: { $1 }), losses: losses, accuracies: accuracies)
  }

  private static func history(_ value: Value, _ kept: Tensor?) -> History? {
    guard case .list(let parts) = value, parts.count == 3,
      let sizes = Value.list(Array(parts[..<2])).wholeNumbers,
      case .list(let last) = parts[2], let kept
    else { return nil }
    return History(stride: sizes[0], count: sizes[1], kept: kept.values, last: last.first?.asNumber)
  }
}

extension Value {
  /// The texts of a list; nil when an item is none.
  fileprivate var texts: [String]? {
    guard case .list(let items) = self else { return nil }
    let texts = items.compactMap { if case .text(let text) = $0 { text } else { nil } }
    return texts.count == items.count ? texts : nil
  }

  /// The whole numbers of a list; nil when an item is none.
  fileprivate var wholeNumbers: [Int]? {
    guard case .list(let items) = self else { return nil }
    let numbers = items.compactMap { $0.asNumber.flatMap { Int(exactly: $0) } }
    return numbers.count == items.count ? numbers : nil
  }
}
