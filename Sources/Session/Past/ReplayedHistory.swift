import Archive
import Language
import Tensor

/// Values of expressions in states of the past, on their way into a file.
struct ReplayedHistory {
  /// `step`, then one array an expression; in CSV one a number.
  let arrays: [NamedArray]

  /// Reads the words of `export history EXPR, … FILE`, and replays.
  ///
  /// - Throws: what is wrong with an expression, `several-arrays` for `.npy`; what replaying throws.
  init(_ format: ArrayFormat, _ call: Call, _ session: Session) throws {
    let words = call.binder.arguments("expression")
    guard let first = words.first, let last = words.dropLast().last else {
      arrays = []
      return
    }
    let expressions = try Parser.expressions(call.source, in: first.range.union(last.range))
    let sample = try PastSample(expressions, try PastSample.Range(call, points: .max), call, session)
    var arrays = [
      NamedArray("step", Tensor(shape: [sample.steps.count], values: sample.steps.map(Double.init)), .int64)
    ]
    for (index, expression) in expressions.enumerated() {
      let name = call.source.text(expression.range)
      let curves = try sample.curves(of: index, named: name, limit: .max, call)
      guard format == .csv || curves.count == 1, curves.allSatisfy({ $0.points.count == sample.steps.count })
      else {
        arrays.append(try Self.whole(sample, index, name, call))
        continue
      }
      for curve in curves {
        arrays.append(
          NamedArray(
            curve.name, Tensor(shape: [curve.points.count], values: curve.points.map(\.value)), .float64))
      }
    }
    if format == .npy {
      let columns = arrays.map(\.tensor)
      guard columns.allSatisfy({ $0.shape.count == 1 }) else {
        throw call.failure(
          "several-arrays", "a `.npy` file holds one array", at: last,
          help: "a name ending in `.npz` holds several")
      }
      arrays = [
        NamedArray(
          "history", Tensor(rows: sample.steps.indices.map { row in columns.map { $0.values[row] } }),
          .float64)
      ]
    }
    self.arrays = arrays
  }

  /// All values of an expression as one array, `[steps] + shape`.
  private static func whole(
    _ sample: PastSample, _ index: Int, _ name: String, _ call: Call
  ) throws(Diagnostic) -> NamedArray {
    let values = sample.values[index].compactMap { $0 }
    guard values.count == sample.steps.count, let shape = values.first?.shape,
      values.allSatisfy({ $0.shape == shape })
    else {
      throw call.failure(
        "no-value", "`\(name)` has no value of one shape in all these states",
        at: call.binder.argument("expression"),
        help: "give `from=` and `to=` between two changes of the network")
    }
    return NamedArray(name, Tensor(shape: [values.count] + shape, values: values.flatMap(\.values)), .float64)
  }
}
