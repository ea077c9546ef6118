import Analysis
import Engine
import Language
import Text

/// `symmetry`
enum SymmetryCommand: SessionCommand {
  static let specification = CommandSpecification(
    "symmetry", group: .look, summary: "say which neurons are equal, bit for bit, in every layer",
    details: [
      "Two neurons are the same when their incoming weights, bias and outgoing weights are equal bit for bit. "
        + "They then compute the same, receive the same gradients and stay equal for ever: a layer of n equal "
        + "neurons is one neuron. Only a difference between them can part them: the initializer's, or a change "
        + "by hand; never rounding, since every sum here runs in one fixed order.",
      "The gap is the smallest distance between two neurons. Broke at: the step at which the layer's neurons "
        + "first were not all equal; 0 when the start made them different.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh; layer dense 1; init all constant(0.5); step 100; symmetry",
        shows: "one neuron"),
      CommandExample("data xor; layer dense 4 tanh; layer dense 1; symmetry", shows: "all different"),
    ],
    seeAlso: ["neurons", "compare", "init"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
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
      rows.append([
        "layer": .text(layer.name), "neurons": .integer(symmetry.neurons),
        "distinct": .integer(symmetry.distinct),
        "groups": .array(symmetry.groups.map { .integers($0) }), "gap": DataValue(symmetry.gap),
        "broke_at": brokeAt.map { .integer($0) } ?? .null,
      ])
    }
    return CommandResult(["layers": .array(rows)], document: Document([.table(table)]))
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
      let shared = symmetry.groups.filter { $0.count > 1 }
      let list = shared.prefix(4).map { group in
        group.prefix(6).map { "[\($0)]" }.joined(separator: "=") + (group.count > 6 ? "=…" : "")
      }
      (text, style) = (
        list.joined(separator: "  ") + (shared.count > 4 ? "  …" : ""), .warning
      )
    }
  }

  /// Small numbers as words.
  private static func word(_ count: Int) -> String {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words.indices.contains(count - 2) ? words[count - 2] : String(count)
  }
}
