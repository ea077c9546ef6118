import Language

/// Something of the session that `set NAME VALUE` changes.
struct Setting: Sendable {
  /// The name to type.
  var name: String
  /// One line.
  var summary: String
  /// What may be given.
  var values: String
  /// The default as one would type it.
  var defaultText: String
  /// A value for the help page.
  var example: String
  /// Where the default comes from; empty where that is nowhere in particular.
  var source = ""
  /// The value of now, as one would type it.
  var read: @Sendable (Session) -> String
  /// Takes a new value from the argument `value` of a call.
  var write: @Sendable (Session, Call) throws -> Void

  /// All settings, by name.
  static let all: [Setting] = [
    checkpointMemory, deadShare, explodingUpdate, fastUpdate, precision, record, saturatedShare,
    saturationMargin, scaleRatio, slowUpdate, summation, threads, vanishingGradient,
  ]

  /// The setting of a name.
  static func named(_ name: String) -> Setting? { all.first { $0.name == name } }
}
