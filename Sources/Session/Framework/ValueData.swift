import Language
import Tensor
import Text

extension Value {
  /// The value for programs: numbers, texts, nested lists.
  var data: DataValue {
    switch self {
    case .number(let number): .number(number)
    case .boolean(let boolean): .boolean(boolean)
    case .text(let text): .text(text)
    case .tensor(let tensor): .nested(tensor.values, shape: tensor.shape)
    case .list(let items): .array(items.map(\.data))
    case .range(let lower, let upper): .numbers([lower, upper])
    case .specification, .reference: .text(sourceText)
    }
  }

  /// Sizes of the axes; none for a single value.
  var shape: [Int] {
    switch self {
    case .list(let items): asTensor?.shape ?? [items.count]
    default: asTensor?.shape ?? []
    }
  }
}

extension DataValue {
  /// A number, or null for nil.
  init(_ number: Double?) { self = number.map { .number($0) } ?? .null }
}

/// A value as blocks: one line, a vector in rows, a matrix as a table, more axes as one matrix after the other.
enum ValueBlocks {
  /// Matrices with more rows are cut, with a line that says so.
  static let rowLimit = 60
  /// Wider matrices are cut likewise.
  static let columnLimit = 24
  /// Vectors of at most this many entries are one line.
  private static let lineLimit = 8

  static func blocks(_ value: Value, named name: String?) -> [Text.Block] {
    let title = name.map { StyledText($0, .name) }
    guard let tensor = value.tensorForShow, tensor.count > 0 else {
      let text = StyledText(value.displayText, .number)
      return [.text(title.map { $0 + " = " + text } ?? text)]
    }
    if tensor.shape.count == 1, tensor.count <= lineLimit {
      let text = StyledText(value.displayText, .number)
      return [.text(title.map { $0 + " = " + text } ?? text)]
    }
    var blocks: [Text.Block] =
      title.map { [.text($0 + StyledText(" \(ShapeText.of(tensor.shape))", .dim))] } ?? []
    if tensor.shape.count <= 2 {
      blocks += matrix(tensor.values[...], rows: tensor.shape[0], columns: tensor.shape.dropFirst().first)
      return blocks
    }
    let rows = tensor.shape[tensor.shape.count - 2]
    let columns = tensor.shape[tensor.shape.count - 1]
    let size = rows * columns
    let planes = size > 0 ? tensor.count / size : 0
    for plane in 0..<min(planes, 8) {
      blocks.append(.text(StyledText(planeName(plane, of: tensor.shape), .dim)))
      blocks += matrix(tensor.values[plane * size..<(plane + 1) * size], rows: rows, columns: columns)
    }
    if planes > 8 { blocks.append(.text("\("… \(planes - 8) more of the same shape", .dim)")) }
    return blocks
  }

  private static func planeName(_ plane: Int, of shape: [Int]) -> String {
    var rest = plane
    var indices: [Int] = []
    for size in shape.dropLast(2).reversed() {
      indices.insert(rest % size, at: 0)
      rest /= size
    }
    return "[\(indices.map(String.init).joined(separator: ", ")), :, :]"
  }

  /// A table with the row's and the column's number; `columns` is nil for a vector.
  private static func matrix(_ values: ArraySlice<Double>, rows: Int, columns: Int?) -> [Text.Block] {
    let width = columns ?? 1
    let shownColumns = min(width, columnLimit)
    var table = Table(
      columns: [Column("", .text, priority: 100)]
        + (0..<shownColumns).map { Column.number(columns == nil ? "" : "[\($0)]", priority: -$0) })
    for row in 0..<min(rows, rowLimit) {
      let start = values.startIndex + row * width
      table.append([.text("[\(row)]", .dim)] + (0..<shownColumns).map { .number(values[start + $0]) })
    }
    if rows > rowLimit {
      table.footnotes.append(
        "\("… \(rows - rowLimit) more rows; a slice such as [\(rowLimit):\(min(rows, 2 * rowLimit))] shows them", .dim)"
      )
    }
    if width > shownColumns { table.footnotes.append("\("… \(width - shownColumns) more columns", .dim)") }
    return [.table(table)]
  }
}

extension Value {
  /// Tensors, and lists of numbers, which show alike.
  fileprivate var tensorForShow: Tensor? {
    switch self {
    case .tensor(let tensor): tensor
    case .list: asTensor
    default: nil
    }
  }
}
