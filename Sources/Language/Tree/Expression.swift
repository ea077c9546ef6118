/// A node of the expression tree; equality does not look at places.
package struct Expression: Equatable, Sendable {
  /// What the node computes, and from what.
  package indirect enum Kind: Equatable, Sendable {
    case number(Double)
    case text(String)
    case name(String)
    case list([Expression])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case call(Name, [CallArgument])
    case member(Expression, Name)
    case index(Expression, [IndexItem])
    /// `1 in 0..10`, a default and what it may become; stands in definitions only.
    case bounded(Expression, Expression)
  }

  /// One argument of a call, with its name in `std=0.02`.
  package struct CallArgument: Equatable, Sendable {
    package var label: Name?
    package var value: Expression

    package init(label: Name? = nil, value: Expression) {
      self.label = label
      self.value = value
    }
  }

  /// One entry between brackets: a place counted from 0 (negative from the end), or a slice.
  package enum IndexItem: Equatable, Sendable {
    case at(Expression)
    case slice(from: Expression?, to: Expression?)

    var expressions: [Expression] {
      switch self {
      case .at(let expression): [expression]
      case .slice(let from, let to): [from, to].compactMap { $0 }
      }
    }
  }

  package let kind: Kind
  package let range: SourceRange
  /// Height of the tree, bounded by the parser so that no recursion over a tree can overflow the stack.
  package let height: Int

  package init(_ kind: Kind, range: SourceRange = SourceRange(0, 0)) {
    self.kind = kind
    self.range = range
    height = 1 + kind.children.reduce(0) { max($0, $1.height) }
  }

  package static func == (left: Expression, right: Expression) -> Bool { left.kind == right.kind }
}

extension Expression.Kind {
  /// The expressions directly below, in the order written.
  package var children: [Expression] {
    switch self {
    case .number, .text, .name: []
    case .list(let items): items
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments.map(\.value)
    case .member(let base, _): [base]
    case .index(let base, let items): [base] + items.flatMap(\.expressions)
    case .bounded(let value, let bounds): [value, bounds]
    }
  }
}
