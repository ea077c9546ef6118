/// Keys made of several bytes, as one character each: C1 control characters, which are never text here.
///
/// An escape key alone is then the beginning of nothing, and no unknown sequence leaks into the line.
enum PrivateKey: UInt32 {
  /// Not a key: "run the event that waits".
  case event = 0x90
  /// Keys that move, and the one that deletes.
  case up, down, left, right, home, end, delete, wordLeft, wordRight

  /// Not keys: commands of vi, after a look at the line.
  case replaceOne, replaceMany, again, searchBack, searchOn

  /// The characters that are never text.
  static let range: ClosedRange<UInt32> = 0x80...0x9f

  /// The key as libedit's `bind` writes it.
  var notation: String { "\\" + String(rawValue, radix: 8) }

  /// What terminals send after the escape character, in cursor and in application mode.
  static let sequences: [String: PrivateKey] = [
    "[A": .up, "OA": .up, "[B": .down, "OB": .down,
    "[D": .left, "OD": .left, "[C": .right, "OC": .right,
    "[H": .home, "OH": .home, "[1~": .home, "[7~": .home,
    "[F": .end, "OF": .end, "[4~": .end, "[8~": .end,
    "[3~": .delete,
    "[1;5D": .wordLeft, "[1;3D": .wordLeft, "[5D": .wordLeft,
    "[1;5C": .wordRight, "[1;3C": .wordRight, "[5C": .wordRight,
  ]
}
