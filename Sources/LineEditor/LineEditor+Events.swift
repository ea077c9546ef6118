import CLibedit
import CTerminal

extension LineEditor {
  /// Runs the event that was announced, and tells libedit what to draw.
  func runEvent() -> UInt8 {
    guard !pending.isEmpty else { return UInt8(CC_NORM) }
    isAnnounced = false
    hasMoved = true
    switch pending.removeFirst() {
    case .insert(let text):
      el_insertstr(libedit, text)
      return UInt8(CC_REFRESH)
    case .cursorToEnd:
      el_cursor(libedit, Int32.max / 2)
      return UInt8(CC_CURSOR)
    case .refresh:
      hasMoved = false
      return UInt8(CC_REFRESH)
    case .redraw:
      el_resize(libedit)
      drawAfter("\r")
    case .resized:
      drawAfterResize()
    case .list(let candidates):
      drawList(candidates)
    }
    return UInt8(CC_NORM)
  }

  /// The terminal has re-wrapped what is on it: the prompt's row is so many rows of the new width above.
  private func drawAfterResize() {
    el_resize(libedit)
    let (scalars, cursor) = line
    let rowsAbove = (promptWidth + displayWidth(scalars[..<cursor])) / Terminal.size(drawsOn).columns
    drawAfter("\r" + (rowsAbove > 0 ? "\u{1b}[\(rowsAbove)A" : "") + "\u{1b}[J")
  }

  private func drawList(_ candidates: [CompletionList.Candidate]) {
    let size = Terminal.size(drawsOn)
    let listing = CandidateListing(columns: size.columns, rows: max(1, size.rows - 2), color: options.color)
    write("\r\n" + listing.text(of: candidates))
    el_cursor(libedit, Int32(-listedFromEnd))
    ilt_editline_refresh(libedit)
  }

  private func drawAfter(_ text: String) {
    write(text)
    ilt_editline_refresh(libedit)
  }
}
