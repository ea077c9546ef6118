/// Where the cursor stands: in which command, behind which words, in which word.
struct CompletionPlace: Equatable {
  /// Whole words of the command before the cursor's, the verb first.
  var words: [String] = []
  /// What stands of the word before the cursor.
  var prefix = ""
  /// The option that the word is the value of.
  var option: String?
  /// Where `prefix` starts, in unicode scalars.
  var start = 0
  /// Whether the word stands inside brackets or behind an operator: an expression goes on.
  var isInExpression = false

  init(_ text: String, cursor: Int) {
    let scalars = Array(text.unicodeScalars.prefix(cursor))
    start = scalars.count
    var word: [Unicode.Scalar] = []
    var isQuoted = false
    var closed = 0
    for (index, scalar) in scalars.enumerated() {
      if index < closed {
        word.append(scalar)
        continue
      }
      if scalar == "\"" { isQuoted.toggle() }
      switch scalar {
      case _ where isQuoted: word.append(scalar)
      case ";", "\n", "{", "}":
        words = []
        reset(&word)
      case "[" where !word.isEmpty && scalars[index...].contains("]"):
        // `h1[3].we`: an index that is closed belongs to the path.
        closed = (scalars[index...].firstIndex(of: "]") ?? index) + 1
        word.append(scalar)
      case "(", "[", ",", "+", "*", "<", ">":
        // A name inside an expression: `norm(h` completes `h`, the words before stay.
        if !word.isEmpty { words.append(Self.text(word)) }
        reset(&word)
        isInExpression = true
      case " ", "\t":
        if !word.isEmpty { words.append(Self.text(word)) }
        let goesOn =
          isInExpression && scalars[..<index].last.map { ",(+*<>[".unicodeScalars.contains($0) } ?? false
        reset(&word)
        isInExpression = goesOn
      case "=" where option == nil && !word.isEmpty:
        option = Self.text(word)
        word = []
      default: word.append(scalar)
      }
    }
    prefix = Self.text(word)
    start = scalars.count - word.count
  }

  private mutating func reset(_ word: inout [Unicode.Scalar]) {
    word = []
    option = nil
    isInExpression = false
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
