/// Which columns of a table are shown, how wide, and with how many digits, for a line to hold them.
struct TableFit {
  /// Columns of white space between two columns.
  static let gap = 2

  /// Text is not cut below this, nor below its head: a column less tells more than all of them cut short.
  private static let leastText = 16

  /// Fewest digits that numbers are brought down to.
  private static let leastDigits = 3

  /// The columns shown, from left to right.
  private(set) var columns: [ColumnLayout] = []
  /// Numbers of the columns left out, in the order they went.
  private(set) var hidden: [Int] = []

  /// Fits by, in this order: fewer digits, shorter text, leaving out the least important columns.
  init(_ table: Table, width: Int, unicode: Bool) {
    let most = max(table.columns.map(\.digits).max() ?? 0, Self.leastDigits)
    // By digits, from the most; most tables fit at once and need no more than the first.
    var layouts: [[ColumnLayout]] = []
    var visible = Array(table.columns.indices)
    while !visible.isEmpty {
      for step in 0...most - Self.leastDigits {
        if step == layouts.count {
          layouts.append(
            table.columns.indices.map {
              ColumnLayout(table, column: $0, digits: most - step, unicode: unicode)
            })
        }
        columns = visible.map { layouts[step][$0] }
        if total <= width { return }
      }
      if leastTotal <= width || visible.count == 1 { break }
      hidden.append(visible.remove(at: Self.leastImportant(of: visible, in: table)))
    }
    shorten(to: width, least: Self.least)
    if columns.count == 1 { columns[0].squeeze(to: width) }
  }

  private var total: Int {
    columns.reduce(0) { $0 + $1.width } + Self.gap * max(0, columns.count - 1)
  }

  /// What is left when heads and texts are as short as they may be.
  private var leastTotal: Int {
    columns.reduce(Self.gap * max(0, columns.count - 1)) { $0 + Self.least($1) }
  }

  /// Narrowest useful width of a column: numbers and heads are never cut.
  private static func least(_ column: ColumnLayout) -> Int {
    column.alignment == .number
      ? column.width : min(column.width, max(column.heading.width, leastText))
  }

  /// Takes from the widest column again and again; none gets less than `least` says.
  private mutating func shorten(to width: Int, least: (ColumnLayout) -> Int) {
    var excess = total - width
    while excess > 0 {
      let candidates = columns.indices.filter { columns[$0].width > least(columns[$0]) }
      guard let widest = candidates.max(by: { columns[$0].width < columns[$1].width }) else { return }
      columns[widest].squeeze(to: columns[widest].width - 1)
      excess -= 1
    }
  }

  /// Of several equally unimportant columns the last goes first; the first column goes last of all.
  private static func leastImportant(of visible: [Int], in table: Table) -> Int {
    var worst = visible.count - 1
    for index in stride(from: visible.count - 1, through: 1, by: -1)
    where table.columns[visible[index]].priority < table.columns[visible[worst]].priority {
      worst = index
    }
    return worst
  }
}
