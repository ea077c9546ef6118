import Analysis
import Engine
import Language
import Text

/// `symmetry [LAYER]`, `symmetry plot`
enum SymmetryCommand: SessionCommand {
  static let specification = CommandSpecification(
    "symmetry", group: .look, summary: "say which neurons are equal, bit for bit, in every layer",
    forms: [[.keyword("plot")], [Positional("layer", .place, .optional)]],
    arguments: [
      ArgumentHelp("plot", "draw the number of different neurons over the steps"),
      ArgumentHelp(
        "layer", "one layer in full: classes in every sense, growth of the gap, what split them and when",
        completes: .layers),
    ],
    options: [
      CommandOption(
        "tolerance", .value, default: "1e-6",
        "largest difference of equal neurons, relative to their largest number"),
      CommandOption("window", .value, default: "100", "steps that the growth of the gap is fitted over"),
    ] + PastSample.Range.options,
    details: [
      "Two neurons are the same when their incoming weights, bias and outgoing weights are equal bit for bit. "
        + "They then compute the same, receive the same gradients and stay equal for ever: a layer of n equal "
        + "neurons is one neuron. Only a difference between them can part them: the initializer's, dropout's, or a "
        + "change by hand; never rounding, since every sum here runs in one fixed order. `set summation shuffled` "
        + "shows what rounding does elsewhere.",
      "The gap is the smallest distance between two neurons. Broke at: the step at which the layer's neurons "
        + "first were not all equal; 0 when the start made them different.",
      "Neurons of an odd activation, such as tanh, can also be equal up to sign, and those of relu up to scale. "
        + "A small gap grows by a factor at each step: the rate is fitted to the last steps, and predicted from the "
        + "loss's curvature at the present weights.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh; layer dense 1; init all constant(0.5); step 100; symmetry",
        shows: "one neuron"),
      CommandExample("data xor; layer dense 4 tanh; layer dense 1; symmetry", shows: "all different"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all normal(mean=0.5, std=1e-3); step 500; "
          + "symmetry h1",
        shows: "predicted"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); step 100; perturb h1 0.1; "
          + "step 100; symmetry plot",
        shows: "h1"),
    ],
    seeAlso: ["neurons", "watch", "why", "perturb", "compare", "init"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let tolerance = try call.binder.number("tolerance", in: .atLeast(0), default: 1e-6)
    let window = try call.binder.integer("window", in: .atLeast(2), default: 100)
    if call.binder.hasKeyword("plot") { return try SymmetryPlot(call, session).result(model) }
    guard let argument = call.binder.argument("layer") else { return try overview(model, session, tolerance) }
    guard case .reference(let reference) = try call.binder.place(of: argument), reference.steps.isEmpty else {
      throw call.failure(
        "bad-place", "expected a layer, found `\(argument.raw)`", at: argument, label: "not a layer",
        help: "`symmetry \(model.weightedLayers.first?.name ?? "h1")`")
    }
    return try SymmetryPage(
      session: session, model: model, layer: reference.name.text, tolerance: tolerance, window: window
    ).result()
  }

  private static func overview(
    _ model: Model, _ session: Session, _ tolerance: Double
  ) throws -> CommandResult {
    let watch = session.laboratory.observedSymmetry(of: model)
    var table = Table(
      title: "equal neurons, step \(model.step, .number)",
      columns: [
        .text("layer", priority: 9), .number("neurons", priority: 8), .number("distinct", priority: 8),
        .number("gap", priority: 5), .number("broke at", priority: 4), .text("in words", priority: 7),
      ])
    var rows: [DataValue] = []
    for layer in model.weightedLayers {
      let symmetry = try model.symmetry(of: layer.name)
      let brokeAt = watch.brokeAt(layer.name)
      let words = SymmetryWording(symmetry)
      table.append([
        .text(layer.name, .name), .integer(symmetry.neurons), .integer(symmetry.distinct),
        .number(symmetry.gap), brokeAt.map { .integer($0) } ?? .empty, .text(words.text, words.style),
      ])
      let classes = try model.neuronClasses(of: layer.name, tolerance: tolerance)
      var row: DataObject = [
        "layer": .text(layer.name), "neurons": .integer(symmetry.neurons),
        "distinct": .integer(symmetry.distinct),
        "groups": .array(symmetry.groups.map { .integers($0) }), "gap": DataValue(symmetry.gap),
        "broke_at": brokeAt.map { .integer($0) } ?? .null,
      ]
      for sense in SymmetrySense.all {
        row[sense.key] = sense.groups(classes).map { .integer($0.count) } ?? .null
      }
      rows.append(.object(row))
    }
    return CommandResult(["layers": .array(rows)], document: Document([.table(table)]))
  }
}

/// A sense in which neurons can be equal.
struct SymmetrySense {
  /// In JSON.
  let key: String
  /// In tables.
  let words: String
  let groups: (NeuronClasses) -> [[Int]]?

  static var all: [SymmetrySense] {
    [
      SymmetrySense(key: "incoming", words: "incoming weights and bias, bit for bit") { $0.incoming },
      SymmetrySense(key: "outgoing", words: "outgoing weights, bit for bit") { $0.outgoing },
      SymmetrySense(key: "gradients", words: "gradients, bit for bit") { $0.gradients },
      SymmetrySense(key: "near", words: "all, within the tolerance") { $0.near },
      SymmetrySense(key: "up_to_sign", words: "all, up to sign") { $0.upToSign },
      SymmetrySense(key: "up_to_scale", words: "all, up to scale") { $0.upToScale },
    ]
  }
}

/// What the classes of a layer's neurons mean.
struct SymmetryWording {
  let text: String
  let style: Style

  init(_ symmetry: LayerSymmetry) {
    let count = symmetry.neurons
    guard count > 1 else {
      (text, style) = ("a single neuron", .dim)
      return
    }
    if symmetry.distinct == 1 {
      (text, style) = ("these \(Self.word(count)) neurons are one neuron", .bad)
    } else if symmetry.distinct == count {
      (text, style) = ("all different", .good)
    } else {
      (text, style) = (Self.list(symmetry.groups), .warning)
    }
  }

  /// Groups of several neurons: `[0]=[1]  [2]=[3]`.
  static func list(_ groups: [[Int]]) -> String {
    let shared = groups.filter { $0.count > 1 }
    let list = shared.prefix(4).map { group in
      group.prefix(6).map { "[\($0)]" }.joined(separator: "=") + (group.count > 6 ? "=…" : "")
    }
    return list.joined(separator: "  ") + (shared.count > 4 ? "  …" : "")
  }

  /// Small numbers as words.
  private static func word(_ count: Int) -> String {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words.indices.contains(count - 2) ? words[count - 2] : String(count)
  }
}
