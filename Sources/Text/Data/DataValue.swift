/// A result as a value: what a command found out, before anybody decides how to show it.
///
/// Literals build it: `["step": 3, "loss": .number(loss), "groups": [[0, 1], [2]], "note": nil]`.
package enum DataValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Compared as `Double` is, so that a NaN equals nothing.
  case number(Double)
  case text(String)
  case array([DataValue])
  case object(DataObject)

  /// Several numbers as an array.
  package static func numbers(_ values: some Sequence<Double>) -> DataValue {
    .array(values.map { .number($0) })
  }

  /// Several whole numbers as an array.
  package static func integers(_ values: some Sequence<Int>) -> DataValue {
    .array(values.map { .integer($0) })
  }

  /// Several texts as an array.
  package static func texts(_ values: some Sequence<String>) -> DataValue {
    .array(values.map { .text($0) })
  }

  /// A row-major block of numbers as arrays nested as deep as `shape` is long; shape `[]` is one number.
  ///
  /// Precondition: `values.count` is the product of `shape`.
  package static func nested(_ values: [Double], shape: [Int]) -> DataValue {
    precondition(values.count == shape.reduce(1, *), "values do not fill the shape")
    return nested(values[...], shape: shape[...])
  }

  private static func nested(_ values: ArraySlice<Double>, shape: ArraySlice<Int>) -> DataValue {
    guard let count = shape.first else { return values.first.map { .number($0) } ?? .null }
    let rest = shape.dropFirst()
    let stride = rest.reduce(1, *)
    return .array(
      (0..<count).map { index in
        let start = values.startIndex + index * stride
        return nested(values[start..<start + stride], shape: rest)
      })
  }
}
