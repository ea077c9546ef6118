/// Why a script came to an end before its last statement.
package enum Stop: Error, Equatable, Sendable {
  /// It does not parse: nothing of it has run.
  case unparsed([Diagnostic])
  /// A command failed.
  case failed(Diagnostic)
  /// An `expect` did not hold.
  case unmet(Diagnostic)
  /// The user stopped it; what had run stays.
  case interrupted
  /// `quit`, which is no failure.
  case quit

  /// What there is to show.
  package var diagnostics: [Diagnostic] {
    switch self {
    case .unparsed(let list): list
    case .failed(let diagnostic), .unmet(let diagnostic): [diagnostic]
    case .interrupted, .quit: []
    }
  }

  /// Runs what may fail with a diagnostic inside of what stops.
  package static func failing<Result>(
    _ body: () throws(Diagnostic) -> Result
  ) throws(Stop) -> Result {
    do throws(Diagnostic) {
      return try body()
    } catch {
      throw .failed(error)
    }
  }
}
