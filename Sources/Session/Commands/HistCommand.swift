import Language
import Tensor
import Text

/// `hist EXPR`
enum HistCommand: SessionCommand {
  static let specification = CommandSpecification(
    "hist", group: .look, summary: "draw how the entries of an expression are distributed",
    forms: [[Positional("expression", .expression)]],
    arguments: [ArgumentHelp("expression", "any numbers, such as `h1.weight`", completes: .references)],
    options: [CommandOption("bins", "about how many bars, 1 to 200; left out, the numbers decide")],
    examples: [
      CommandExample(
        "data xor; layer dense 64 tanh name=h1; layer dense 1; hist h1.weight bins=8", shows: "128 numbers")
    ],
    seeAlso: ["heatmap", "print"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let bins = try call.binder.optionalInteger("bins", in: .between(1, 200))
    let expression = try call.binder.expression("expression")
    let values = try session.numbers(of: expression, in: call).values
    let finite = values.filter(\.isFinite)
    let mean = Reduction.mean.apply(finite) ?? .nan
    let std = Reduction.deviation.apply(finite) ?? .nan
    let (low, high) = (finite.min() ?? .nan, finite.max() ?? .nan)
    let histogram = Histogram(
      title: StyledText(call.source.text(expression.range), .name), values: values, bins: bins)
    let summary: StyledText =
      "\(values.count) number\(values.count == 1 ? "" : "s"), mean \(mean, .number), std \(std, .number), from \(low, .number) to \(high, .number)"
    return CommandResult(
      [
        "count": .integer(values.count), "mean": .number(mean), "std": .number(std), "min": .number(low),
        "max": .number(high), "edges": .numbers(histogram.edges), "counts": .integers(histogram.counts),
        "non_finite": .integer(histogram.nonFinite),
      ], document: Document([.histogram(histogram), .text(summary)]))
  }
}
