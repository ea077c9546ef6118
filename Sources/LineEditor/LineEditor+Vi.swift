import CLibedit
import CTerminal

extension LineEditor {
  /// Commands of vi that read or write past our own reader: key, stand-in, libedit's command.
  private static let checked: [(key: Unicode.Scalar, standIn: PrivateKey, command: String)] = [
    ("r", .replaceOne, "vi-replace-char"), ("R", .replaceMany, "vi-replace-mode"), (".", .again, "vi-redo"),
    ("/", .searchBack, "vi-search-prev"), ("?", .searchOn, "vi-search-next"),
  ]

  /// Puts ours on top of vi's keys.
  func bindVi() {
    // libedit keeps vi's cursor on the last character while text is typed, too.
    _ = ilt_editline_bind(libedit, PrivateKey.right.notation, "initlab-right")
    _ = ilt_editline_bind(libedit, PrivateKey.end.notation, "initlab-end")
    let commands = [
      "k": "initlab-previous", "j": "initlab-next", "^R": "em-inc-search-prev",
      // libedit's command line crashes on an unmatched quote, so there is none.
      ":": "ed-unassigned",
    ]
    for (key, command) in commands { _ = ilt_editline_bind_alternative(libedit, key, command) }
    for (key, standIn, command) in Self.checked {
      _ = ilt_editline_bind_alternative(libedit, standIn.notation, command)
      _ = ilt_editline_bind_alternative(libedit, String(key), "initlab-checked")
    }
  }

  /// Hands a checked key over to libedit's own command, unless the line is taller than the screen.
  ///
  /// There libedit would step behind its last row, and write through a null pointer.
  func passOn(_ key: Int32) -> UInt8 {
    guard let entry = Self.checked.first(where: { Int32($0.key.value) == key }), !isTallerThanScreen
    else { return UInt8(CC_ERROR) }
    el_wpush(libedit, [wchar_t(entry.standIn.rawValue), 0])
    return UInt8(CC_ARGHACK)  // a count typed before stays
  }
}
