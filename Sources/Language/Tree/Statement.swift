/// One statement: control flow, or a command.
package struct Statement: Equatable, Sendable {
  /// What the statement does.
  package indirect enum Kind: Equatable, Sendable {
    /// `let NAME = EXPR`
    case assignment(Name, Expression)
    /// `repeat N { … }`
    case repetition(Expression, StatementBlock)
    /// `for NAME in SEQUENCE { … }`
    case loop(Name, Expression, StatementBlock)
    /// `if EXPR { … } else if EXPR { … } else { … }`
    case conditional([Branch], otherwise: StatementBlock?)
    case command(Command)
  }

  /// A condition and what it guards.
  package struct Branch: Equatable, Sendable {
    package var condition: Expression
    package var body: StatementBlock

    package init(condition: Expression, body: StatementBlock) {
      self.condition = condition
      self.body = body
    }
  }

  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, range: SourceRange = SourceRange(0, 0)) {
    self.kind = kind
    self.range = range
  }

  package static func == (left: Statement, right: Statement) -> Bool { left.kind == right.kind }
}

/// The statements between `{` and `}`.
package struct StatementBlock: Equatable, Sendable {
  package var statements: [Statement]
  package var range: SourceRange

  package init(_ statements: [Statement], range: SourceRange = SourceRange(0, 0)) {
    self.statements = statements
    self.range = range
  }

  package static func == (left: StatementBlock, right: StatementBlock) -> Bool {
    left.statements == right.statements
  }
}

/// A whole script, parsed before any of it runs.
package struct Program: Equatable, Sendable {
  package var source: SourceText
  package var statements: [Statement]

  package init(source: SourceText, statements: [Statement]) {
    self.source = source
    self.statements = statements
  }
}
