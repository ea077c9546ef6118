import Language

/// An expression that is looked at while training goes on.
struct StopPoint: Equatable {
  /// What it is for.
  enum Kind: String {
    /// Stops when it becomes true.
    case `break`
    /// Stops when its value changes.
    case watch
    /// Is shown whenever training has stopped.
    case display
  }

  /// The number to delete it by.
  let number: Int
  let kind: Kind
  let expression: Expression
  /// The text that the expression stands in.
  let source: SourceText
  /// How often it has stopped training.
  var hits = 0
  /// Its value when it was looked at last; nil when the past was changed since.
  var last: Value?

  /// As typed.
  var text: String { source.text(expression.range) }

  /// Texts decide, not places in them.
  static func == (left: StopPoint, right: StopPoint) -> Bool {
    left.number == right.number && left.kind == right.kind && left.text == right.text
      && left.hits == right.hits && left.last.isSame(as: right.last)
  }
}

extension Value {
  /// Equal bit for bit; all NaN count as equal.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.number(let left), .number(let right)):
      left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
    case (.tensor(let left), .tensor(let right)): left.hasSameBits(as: right)
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    default: self == other
    }
  }
}

extension Value? {
  /// Both missing, or equal bit for bit.
  func isSame(as other: Value?) -> Bool {
    switch (self, other) {
    case (nil, nil): true
    case (let left?, let right?): left.isSame(as: right)
    default: false
    }
  }
}
