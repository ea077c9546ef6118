import Language
import Text

/// `hist EXPR`
enum HistCommand: SessionCommand {
  static let specification = CommandSpecification(
    "hist", group: .look, summary: "draw how the entries of an expression are distributed",
    forms: [[Positional("expression", .expression)]],
    arguments: [ArgumentHelp("expression", "any numbers, such as `h1.weight`", completes: .references)],
    options: [CommandOption("bins", default: "20", "number of bars, 1 to 200")],
    examples: [
      CommandExample("data xor; layer dense 64 tanh name=h1; layer dense 1; hist h1.weight bins=8", shows: "128 numbers")
    ],
    seeAlso: ["heatmap", "print"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let bins = try call.binder.integer("bins", in: .between(1, 200), default: 20)
    let expression = try call.binder.expression("expression")
    let values = try session.numbers(of: expression, in: call).values
    let binned = Binning(values, bins: bins)
    let summary: StyledText =
      "\(values.count) numbers, mean \(binned.mean, .number), std \(binned.std, .number), from \(binned.low, .number) to \(binned.high, .number)"
    let histogram = Histogram(
      title: StyledText(call.source.text(expression.range), .name), edges: binned.edges, counts: binned.counts,
      nonFinite: binned.nonFinite)
    return CommandResult(
      [
        "count": .integer(values.count), "mean": .number(binned.mean), "std": .number(binned.std),
        "edges": .numbers(binned.edges), "counts": .integers(binned.counts),
        "non_finite": .integer(binned.nonFinite),
      ], document: Document([.histogram(histogram), .text(summary)]))
  }
}

/// Numbers sorted into bins of equal width.
struct Binning {
  var edges: [Double] = []
  var counts: [Int] = []
  var nonFinite = 0
  var mean = Double.nan
  var std = Double.nan
  var low = Double.nan
  var high = Double.nan

  init(_ values: [Double], bins: Int) {
    let finite = values.filter(\.isFinite)
    nonFinite = values.count - finite.count
    guard let low = finite.min(), let high = finite.max() else { return }
    self.low = low
    self.high = high
    mean = finite.reduce(0) { $0 + $1 / Double(finite.count) }
    std = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(finite.count) }).squareRoot()
    // Equal numbers get one bar around them.
    let margin = low == high ? max(abs(low) * 0.5, 0.5) : 0
    let start = low - margin
    let width = (high + margin - start) / Double(bins)
    edges = (0...bins).map { start + Double($0) * width }
    counts = [Int](repeating: 0, count: bins)
    for value in finite {
      let place = width > 0 ? Int(((value - start) / width).rounded(.down)) : 0
      counts[min(bins - 1, max(0, place))] += 1
    }
  }
}
