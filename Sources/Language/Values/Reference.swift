/// A path from a name: `h1`, `h1[3]`, `h1.weight`, `h1[3].weight.grad`.
package struct Reference: Equatable, Sendable {
  /// One entry of an index, counted from 0, negative from the end.
  package enum Selector: Equatable, Sendable {
    case at(Int)
    /// From the first up to, but without, the second; nil is the start or the end.
    case slice(Int?, Int?)
  }

  /// What leads one part further along the path.
  package enum Step: Equatable, Sendable {
    case member(Name)
    case index([Selector], SourceRange)

    package static func == (left: Step, right: Step) -> Bool {
      switch (left, right) {
      case (.member(let left), .member(let right)): left == right
      case (.index(let left, _), .index(let right, _)): left == right
      default: false
      }
    }

    package var range: SourceRange {
      switch self {
      case .member(let name): name.range
      case .index(_, let range): range
      }
    }
  }

  package var name: Name
  package var steps: [Step]

  package init(_ name: Name, steps: [Step] = []) {
    self.name = name
    self.steps = steps
  }

  /// The names behind the first, such as `out_proj` and `weight` of `t[3].out_proj.weight`.
  package var members: [String] {
    steps.compactMap { if case .member(let name) = $0 { name.text } else { nil } }
  }

  /// The whole path in the source.
  package var range: SourceRange { steps.reduce(name.range) { $0.union($1.range) } }

  /// As the language writes it, such as `h1[0:4].weight`.
  package var text: String {
    steps.reduce(name.text) { text, step in
      switch step {
      case .member(let name): text + "." + name.text
      case .index(let items, _): text + "[" + items.map(\.text).joined(separator: ", ") + "]"
      }
    }
  }
}

extension Reference.Selector {
  package var text: String {
    switch self {
    case .at(let place): String(place)
    case .slice(let from, let to): (from.map { String($0) } ?? "") + ":" + (to.map { String($0) } ?? "")
    }
  }
}
