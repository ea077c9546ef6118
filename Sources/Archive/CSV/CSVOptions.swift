/// How to read a file of comma separated values; what is nil is found out.
package struct CSVOptions: Equatable, Sendable {
  /// Which column is to be learned.
  package enum Target: Equatable, Sendable {
    /// By its name in the header.
    case name(String)
    /// By its number, counted from 0; negative numbers count from the end, -1 is the last.
    case index(Int)
  }

  /// What the target column holds.
  package enum Kind: Equatable, Sendable {
    case values
    case classes
  }

  package var target: Target
  /// Text is classes; so are whole numbers 0 to K - 1, all of them present, with K at most 100 and two
  /// rows or more for a class on average. Anything else is values.
  package var kind: Kind?
  /// One of `,`, `;` and tab; without it, the one most frequent in the first record.
  package var separator: UInt8?
  /// Whether the first record names the columns. Without it: when it has no number at all, or text where
  /// the second record has a number.
  package var header: Bool?

  package init(
    target: Target = .index(-1), kind: Kind? = nil, separator: UInt8? = nil, header: Bool? = nil
  ) {
    self.target = target
    self.kind = kind
    self.separator = separator
    self.header = header
  }
}
