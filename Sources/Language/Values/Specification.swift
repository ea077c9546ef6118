/// A name with arguments, such as `normal(std=0.02)` or `he_normal`, whose meaning the session knows.
package struct Specification: Equatable, Sendable {
  /// An argument, with its name where one was written.
  package struct Argument: Equatable, Sendable {
    package var label: Name?
    package var value: Value
    /// Not part of equality.
    package var range: SourceRange

    package init(label: Name? = nil, value: Value, range: SourceRange = SourceRange(0, 0)) {
      self.label = label
      self.value = value
      self.range = range
    }

    package static func == (left: Argument, right: Argument) -> Bool {
      left.label == right.label && left.value == right.value
    }
  }

  package var name: Name
  package var arguments: [Argument]

  package init(_ name: Name, arguments: [Argument] = []) {
    self.name = name
    self.arguments = arguments
  }

  /// As the language writes it; numbers keep all their bits.
  package var text: String {
    guard !arguments.isEmpty else { return name.text }
    let list = arguments.map { ($0.label.map { $0.text + "=" } ?? "") + $0.value.sourceText }
    return name.text + "(" + list.joined(separator: ", ") + ")"
  }
}
