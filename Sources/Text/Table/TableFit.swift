/// Which columns of a table are shown, how wide, and with how many digits, for a line to hold them.
struct TableFit {
  /// Columns of white space between two columns.
  static let gap = 2

  /// Text columns and heads are not cut below this.
  private static let leastText = 6

  /// Fewest digits that numbers are brought down to.
  private static let leastDigits = 3

  private(set) var visible: [Int]
  private(set) var columns: [ColumnLayout]
  private(set) var hidden: [Int] = []

  /// Fits by, in this order: fewer digits, shorter text, leaving out the least important columns.
  init(_ table: Table, width: Int, unicode: Bool) {
    visible = Array(table.columns.indices)
    columns = []
    while !visible.isEmpty {
      if fit(table, width: width, unicode: unicode) { return }
      guard visible.count > 1 else {
        columns[0].squeeze(to: width)
        return
      }
      hide(leastImportantOf: table)
    }
  }

  private mutating func fit(_ table: Table, width: Int, unicode: Bool) -> Bool {
    let most = visible.map { table.columns[$0].digits }.max() ?? Self.leastDigits
    for digits in stride(from: max(most, Self.leastDigits), through: Self.leastDigits, by: -1) {
      columns = visible.map { ColumnLayout(table, column: $0, digits: digits, unicode: unicode) }
      if total <= width { return true }
    }
    shortenHeads(to: width)
    shortenText(to: width)
    return total <= width
  }

  private var total: Int {
    columns.reduce(0) { $0 + $1.width } + Self.gap * max(0, columns.count - 1)
  }

  /// Numbers cannot be cut, but a head that is wider than what stands under it can.
  private mutating func shortenHeads(to width: Int) {
    while total > width {
      let candidates = columns.indices.filter {
        columns[$0].width > max(columns[$0].contentWidth, Self.leastText)
      }
      guard let widest = candidates.max(by: { columns[$0].width < columns[$1].width }) else { return }
      columns[widest].squeeze(to: columns[widest].width - 1)
    }
  }

  private mutating func shortenText(to width: Int) {
    while total > width {
      let candidates = columns.indices.filter {
        columns[$0].alignment == .text && columns[$0].width > Self.leastText
      }
      guard let widest = candidates.max(by: { columns[$0].width < columns[$1].width }) else { return }
      columns[widest].squeeze(to: columns[widest].width - 1)
    }
  }

  /// Of several equally unimportant columns the last goes first; the first column goes last of all.
  private mutating func hide(leastImportantOf table: Table) {
    var worst = visible.count - 1
    for index in stride(from: visible.count - 1, through: 1, by: -1)
    where table.columns[visible[index]].priority < table.columns[visible[worst]].priority {
      worst = index
    }
    hidden.append(visible.remove(at: worst))
    hidden.sort()
  }
}
