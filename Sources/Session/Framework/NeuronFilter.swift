import Analysis
import Engine
import Language

/// Which neurons a table shows, and in which order: the options of `grad` and `weights`.
struct NeuronFilter {
  private static let columns = ["neuron", "norm", "mean", "largest", "bias", "update", "distance"]
  private static let states = ["dead", "saturated", "twin", "zero"]

  /// The options, as commands list them.
  static let options = [
    CommandOption(
      "sort", .word, "by \(columns.map { "`\($0)`" }.joined(separator: ", ")), the largest magnitude first"),
    CommandOption("top", .value, "show only so many"),
    CommandOption(
      "where", .word, "only neurons that are `dead`, `saturated`, have a `twin`, or whose gradient is `zero`"),
  ]

  private let sort: String?
  private let top: Int?
  private let state: String?

  /// Reads the options.
  init(_ call: Call) throws(Diagnostic) {
    sort = try call.binder.optionalChoice("sort", from: Self.columns)
    top = try call.binder.optionalInteger("top", in: .atLeast(1))
    state = try call.binder.optionalChoice("where", from: Self.states)
  }

  /// What is known of a neuron in the table.
  struct Row {
    let neuron: Int
    let summary: EntrySummary
    let gradient: Double
    let bias: Double?
    let update: Double?
    let twin: RowNeighbor?

    fileprivate func key(_ column: String) -> Double {
      switch column {
      case "norm": summary.norm
      case "mean": abs(summary.mean)
      case "largest": abs(summary.largest)
      case "bias": abs(bias ?? 0)
      case "update": update ?? 0
      case "distance": twin?.distance ?? 0
      default: Double(-neuron)
      }
    }
  }

  /// The rows to show.
  func shown(_ rows: [Row], _ states: NeuronStates) -> [Row] {
    var rows = rows
    switch state {
    case "dead": rows = rows.filter { states.isDead[$0.neuron] }
    case "saturated": rows = rows.filter { states.isSaturated[$0.neuron] }
    case "twin": rows = rows.filter { $0.twin?.distance == 0 }
    case "zero": rows = rows.filter { $0.gradient == 0 }
    default: break
    }
    if let sort {
      // NaN first: it is what one looks for.
      rows = rows.map { (row: $0, key: $0.key(sort).isNaN ? Double.infinity : $0.key(sort)) }
        .sorted { $0.key != $1.key ? $0.key > $1.key : $0.row.neuron < $1.row.neuron }.map(\.row)
    }
    return top.map { Array(rows.prefix($0)) } ?? rows
  }
}
