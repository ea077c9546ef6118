/// What help, completion and argument checks know of a function.
package struct FunctionSpecification: Equatable, Sendable {
  /// A parameter of the function.
  package struct Parameter: Equatable, Sendable {
    package var name: String
    package var isOptional: Bool
    /// Only written with its name: `mean(x, axis=0)`.
    package var isNamedOnly: Bool

    package init(_ name: String, isOptional: Bool = false, isNamedOnly: Bool = false) {
      self.name = name
      self.isOptional = isOptional
      self.isNamedOnly = isNamedOnly
    }
  }

  package var name: String
  package var parameters: [Parameter]
  /// One line, lower case, no full stop.
  package var summary: String
  /// A call that can be typed.
  package var example: String

  package init(_ name: String, _ parameters: [Parameter], summary: String, example: String) {
    self.name = name
    self.parameters = parameters
    self.summary = summary
    self.example = example
  }

  /// Such as `quantile(x, q)` or `mean(x, [axis=])`.
  package var signature: String {
    let list = parameters.map { parameter in
      let name = parameter.name + (parameter.isNamedOnly ? "=" : "")
      return parameter.isOptional ? "[\(name)]" : name
    }
    return "\(name)(\(list.joined(separator: ", ")))"
  }
}
