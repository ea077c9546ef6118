import InitKit
import Language
import Tensor

/// The names of a formula at one place: fans, shape, where the layer stands, and the draws.
struct FormulaSite: Environment {
  let site: WeightSite
  let stream: RandomStream
  let entries: [String: InitializerEntry]
  /// Where the initializers are called, in the order of the text.
  let calls: [SourceRange]

  /// The names, with what they mean.
  static let meanings: [(name: String, meaning: String)] = [
    ("fan_in", "inputs that feed one output, by PyTorch's count but aware of groups"),
    ("fan_out", "outputs that one input feeds"),
    ("fan_avg", "the mean of both"),
    ("shape", "sizes of the parameter's axes; `shape[0]` is the number of neurons"),
    ("rows", "the first size"), ("columns", "entries of one neuron"), ("count", "entries in all"),
    ("rank", "number of axes"),
    ("depth", "which layer with weights it is, 1 for the first"),
    ("layers", "how many layers with weights there are"),
    ("activation", "the name of the activation behind, such as \"relu\""),
    ("activation_gain", "the gain that keeps the size of a signal through it"),
    ("backward_gain", "the gain that keeps the size of a gradient through it; goes with fan_out"),
    ("is_output", "whether the layer is the last"),
    ("role", "\"weight\", \"recurrent\", \"bias\", \"scale\" or \"embedding\""),
    ("row", "the place of each entry along the first axis, from 0"),
    ("column", "its place in the row"), ("index", "its place in all"),
  ]

  var names: [String] { Self.meanings.map(\.name) }

  func value(of reference: Reference) throws(Diagnostic) -> Value? {
    guard reference.steps.isEmpty else { return nil }
    switch reference.name.text {
    case "fan_in": return .number(Double(site.fanIn))
    case "fan_out": return .number(Double(site.fanOut))
    case "fan_avg": return .number((Double(site.fanIn) + Double(site.fanOut)) / 2)
    case "shape": return Value(shape: site.shape)
    case "rows": return .number(Double(site.rows))
    case "columns": return .number(Double(site.columns))
    case "count": return .number(Double(site.count))
    case "rank": return .number(Double(site.shape.count))
    case "depth": return .number(Double(site.layerIndex + 1))
    case "layers": return .number(Double(site.layerCount))
    case "activation": return .text(site.activation.name)
    case "activation_gain": return .number(site.activation.gain)
    case "backward_gain": return .number(site.activation.backwardGain)
    case "is_output": return .boolean(site.activation.isOutput)
    case "role": return .text(site.role.rawValue)
    case "row": return places { $0 / max(1, site.columns) }
    case "column": return places { $0 % max(1, site.columns) }
    case "index": return places { $0 }
    default: return nil
    }
  }

  private func places(_ place: (Int) -> Int) -> Value {
    Value(Tensor(shape: site.shape, values: (0..<site.count).map { Double(place($0)) }))
  }

  var functions: [FunctionSpecification] {
    FormulaFunction.all.map(\.specification)
      + entries.sorted { $0.key < $1.key }.map { FunctionSpecification(draw: $0.key, of: $0.value) }
  }

  func call(_ call: EnvironmentCall) throws(Diagnostic) -> Value {
    if let entry = entries[call.name.text] { return try draw(entry, call) }
    guard let function = FormulaFunction.named(call.name.text) else {
      throw Diagnostic("unknown-function", "no function is called `\(call.name.text)`")
    }
    return try function.evaluate(call)
  }

  /// The initializer that a call chooses.
  ///
  /// - Throws: what is wrong with its arguments.
  func chosen(_ entry: InitializerEntry, _ call: EnvironmentCall) throws(Diagnostic) -> ChosenInitializer {
    var named: [NamedArgument] = []
    for (parameter, argument) in zip(entry.specification.parameters, call.arguments) {
      guard let argument else { continue }
      named.append(NamedArgument(parameter.name, try argument.initializerArgument(for: parameter)))
    }
    do throws(InitializerError) {
      return try entry.choose([], named)
    } catch {
      throw InitializerWording.diagnostic(for: error, of: call.name.text)
    }
  }

  private func draw(_ entry: InitializerEntry, _ call: EnvironmentCall) throws(Diagnostic) -> Value {
    let chosen = try chosen(entry, call)
    let place = calls.firstIndex(of: call.name.range) ?? 0
    // Lanes belong to the initializers themselves, so that another call takes another key.
    let own =
      place == 0
      ? stream
      : RandomStream(StreamKey(seed: stream.key.bits, purpose: "formula", index: UInt64(place)))
    do throws(InitializerError) {
      return Value(Tensor(shape: site.shape, values: try chosen.values(at: site, from: own)))
    } catch {
      throw InitializerWording.diagnostic(for: error, of: call.name.text)
    }
  }
}

extension FunctionSpecification {
  /// An initializer as a function of its parameters, under a name or an alias.
  fileprivate init(draw name: String, of entry: InitializerEntry) {
    self.init(
      name,
      entry.specification.parameters.map { .init($0.name, isOptional: $0.default != .required) },
      summary: entry.specification.summary, example: entry.specification.examples.first ?? "\(name)()")
  }
}

extension EnvironmentCall.Argument {
  /// The value as an initializer takes it; a bare word where the parameter wants one.
  fileprivate func initializerArgument(
    for parameter: ParameterSpecification
  ) throws(Diagnostic) -> ArgumentValue {
    if parameter.kind.isWord, case .name(let word) = expression.kind { return .text(word) }
    let value = try value()
    if let argument = ArgumentValue(value) { return argument }
    throw Diagnostic(
      "bad-parameter", "expected one number as `\(parameter.name)`, found \(value.kindName)",
      help: "multiply the draw instead: `row * normal(0, 1)`")
  }
}

extension ParameterKind {
  /// Whether a bare word is a value of it.
  var isWord: Bool {
    switch self {
    case .choice, .word: true
    default: false
    }
  }
}
