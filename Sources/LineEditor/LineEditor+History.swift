import CLibedit
import CTerminal

extension LineEditor {
  /// The entries of this session and of those before it, oldest first.
  package var history: [String] { list.entries }

  /// Reads the history file; without one, or if that fails, the list begins empty.
  func loadHistory() {
    guard let path = options.historyFile else { return }
    let file = HistoryFile(path: path, limit: options.historyLimit)
    do throws(SystemFailure) {
      list = HistoryList(entries: try file.load(), limit: options.historyLimit)
      historyFile = file
    } catch {
      problems.append(.history(path: path, reason: error.description))
    }
    for entry in list.entries { ilt_history_add(searchable, entry) }
  }

  /// Keeps an entry, before its command runs; after the first failure of the file only in memory.
  func remember(_ entry: String) {
    guard list.add(entry) else { return }
    ilt_history_add(searchable, entry)
    guard let file = historyFile else { return }
    do throws(SystemFailure) {
      try file.append(entry)
    } catch {
      problems.append(.history(path: file.path, reason: error.description))
      historyFile = nil
    }
  }

  /// Up: replaces the line by the entry before.
  func recallPrevious() -> UInt8 {
    show(list.previous(leaving: lineText))
  }

  /// Down: replaces the line by the entry after, at last by the unfinished line.
  func recallNext() -> UInt8 {
    show(list.next())
  }

  private func show(_ entry: String?) -> UInt8 {
    guard let entry else { return UInt8(CC_ERROR) }
    if entry.isEmpty {
      // libedit refuses to replace a line by nothing.
      el_cursor(libedit, Int32.max / 2)
      el_deletestr(libedit, el_cursor(libedit, 0))
    } else {
      el_replacestr(libedit, entry)
    }
    el_cursor(libedit, Int32.max / 2)
    return UInt8(CC_REFRESH)
  }
}
