import Analysis
import Archive
import Engine
import Language
import Tensor

/// A session on its way into a file: data, network, training, variables, settings, breakpoints.
///
/// The file is one of safetensors: parameters under PyTorch's names, the state as training needs it, the data. Its
/// metadata hold the program, which is a script, and what the arrays do not say as one list of the language.
struct SavedSession {
  /// What the file holds.
  let contents: CheckedArrays

  /// The version of the form that is written.
  static let version = "1"

  /// Takes a session as it is.
  init(_ session: Session) throws(EngineError) {
    let laboratory = session.laboratory
    let stored = StoredArrays.chosen(in: laboratory.description)
    var arrays = StoredArrays.arrays(of: stored)
    var facts: [(String, Value)] = [
      ("description", DescriptionValue.value(of: laboratory.description, stored: stored)),
      ("records_accuracy", .boolean(laboratory.recordsAccuracy)),
      (
        "frozen",
        .list(laboratory.frozenRates.sorted { $0.key < $1.key }.map { .pair($0.key, .number($0.value)) })
      ),
      ("settings", .list(session.savedSettings.map { .pair($0.name, .text($0.value)) })),
      ("stops", .list(session.stops.points.map { .pair($0.kind.rawValue, .text($0.text)) })),
      ("variables", .list(session.savedVariables.map { .pair($0.0, $0.1) })),
    ]
    if let data = laboratory.dataset {
      arrays += Self.arrays(of: data)
      facts.append(("data", Self.value(of: data)))
    }
    if let model = laboratory.modelIfWhole() {
      let type: ElementType = laboratory.precision == .float32 ? .float32 : .float64
      for layer in model.layers {
        for parameter in layer.parameters {
          arrays.append(
            NamedArray(
              "\(layer.name).\(parameter.name)", try model.parameter(layer.name, parameter.name), type))
        }
      }
      let record = model.snapshot().record
      arrays += Self.arrays(of: record)
      facts.append(("state", Self.value(of: record)))
    }
    let list = Value.list(facts.map { .pair($0.0, $0.1) })
    contents = CheckedArrays(
      arrays,
      texts: [
        "initlab": Self.version, "program": session.program.joined(separator: "\n"),
        "session": list.sourceText,
      ])
  }

  /// All samples; those held out stand behind the others.
  private static func arrays(of data: Dataset) -> [NamedArray] {
    let samples = data.allSamples
    let inputs = samples.inputs
    let answers = samples.targets
    guard let classes = answers.classes else {
      let values = answers.values ?? Tensor(shape: [0], values: [])
      return [
        NamedArray("data.inputs", inputs, narrowest(inputs)),
        NamedArray("data.targets", values, narrowest(values)),
      ]
    }
    let numbers = Tensor(shape: [answers.rows] + answers.shape, values: classes.map(Double.init))
    return [
      NamedArray("data.inputs", inputs, narrowest(inputs)), NamedArray("data.targets", numbers, .int64),
    ]
  }

  /// Single precision where that loses no digit.
  private static func narrowest(_ tensor: Tensor) -> ElementType {
    tensor.values.allSatisfy { Double(Float($0)) == $0 } ? .float32 : .float64
  }

  /// Name, features, classes (none where the targets are numbers), tokens, and how many samples are held out.
  private static func value(of data: Dataset) -> Value {
    func texts(_ list: [String]) -> Value { .list(list.map { .text($0) }) }
    return .list([
      .text(data.name), texts(data.featureNames), texts(data.targets.classNames ?? []),
      .list(data.vocabulary.map { [texts($0)] } ?? []), .number(Double(data.heldOutRows)),
    ])
  }

  private static func arrays(of record: SnapshotRecord) -> [NamedArray] {
    var arrays = [
      NamedArray("state.bytes", ByteTensor.tensor(of: record.bytes), .float64),
      NamedArray("history.loss", vector(record.losses.keptValues), .float64),
      NamedArray("history.accuracy", vector(record.accuracies.keptValues), .float64),
    ]
    if let previous = record.previous {
      arrays.append(NamedArray("state.previous", ByteTensor.tensor(of: previous), .float64))
    }
    for (name, values) in record.heldUpdates.sorted(by: { $0.key < $1.key }) {
      arrays.append(NamedArray("update.\(name)", vector(values), .float64))
    }
    return arrays
  }

  private static func vector(_ values: [Double]) -> Tensor { Tensor(shape: [values.count], values: values) }

  /// Counters, draws, and how the histories are spaced.
  private static func value(of record: SnapshotRecord) -> Value {
    .list([
      .list(
        [record.step, record.epoch, record.firstRow, record.bytes.count, record.previous?.count ?? 0].map {
          .number(Double($0))
        }),
      .list(record.draws.sorted { $0.key < $1.key }.map { .pair($0.key, .number(Double($0.value))) }),
      .list(
        [record.losses, record.accuracies].map { history in
          .list([
            .number(Double(history.stride)), .number(Double(history.count)),
            .list(history.last.map { [.number($0)] } ?? []),
          ])
        }),
    ])
  }
}

extension Value {
  /// A name with a value.
  static func pair(_ name: String, _ value: Value) -> Value { .list([.text(name), value]) }

  /// The pairs of a list; nil when an item is none.
  var pairs: [(name: String, value: Value)]? {
    guard case .list(let items) = self else { return nil }
    let pairs = items.compactMap { item -> (name: String, value: Value)? in
      guard case .list(let pair) = item, pair.count == 2, case .text(let name) = pair[0] else { return nil }
      return (name, pair[1])
    }
    return pairs.count == items.count ? pairs : nil
  }
}

extension Session {
  /// Settings that are not at their defaults; threads are the machine's matter.
  fileprivate var savedSettings: [(name: String, value: String)] {
    Setting.all.filter { !["threads", "precision", "record"].contains($0.name) }
      .map { ($0.name, $0.read(self)) }.filter { pair in Setting.named(pair.0)?.defaultText != pair.1 }
  }

  /// Variables whose values are numbers and texts.
  fileprivate var savedVariables: [(String, Value)] {
    scope.names.compactMap { name in
      switch scope[name] {
      case .number?, .boolean?, .text?, .tensor?, .list?: scope[name].map { (name, $0) }
      default: nil
      }
    }
  }
}

/// Bytes as doubles of the same bits, eight by eight: files of arrays know no bytes that are written fast.
enum ByteTensor {
  /// Zeros fill up the last eight.
  static func tensor(of bytes: [UInt8]) -> Tensor {
    let values = stride(from: 0, to: bytes.count, by: 8).map { start in
      var bits: UInt64 = 0
      for place in start..<min(start + 8, bytes.count) {
        bits |= UInt64(bytes[place]) << UInt64(8 * (place - start))
      }
      return Double(bitPattern: bits)
    }
    return Tensor(shape: [values.count], values: values)
  }

  /// The first bytes of a tensor; nil when it has not so many.
  static func bytes(of tensor: Tensor, count: Int) -> [UInt8]? {
    guard count >= 0, (count + 7) / 8 == tensor.count else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * tensor.count)
    for value in tensor.values {
      for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * place))) }
    }
    return Array(bytes.prefix(count))
  }
}
