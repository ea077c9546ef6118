import InitKit

/// Looks for what a table of initializers could not hold, in what a plugin says of itself.
enum SpecificationCheck {
  /// Longest text that a plugin may say of one thing.
  private static let textLimit = 2000

  /// What is wrong; nil when nothing is.
  static func problem(in specifications: [InitializerSpecification]) -> String? {
    guard !specifications.isEmpty else { return "it holds no initializer" }
    var names: Set<String> = []
    for specification in specifications {
      for name in [specification.name] + specification.aliases {
        guard isName(name) else { return "`\(name)` is no name: lower case letters, digits and underscores" }
        guard names.insert(name).inserted else { return "two of its initializers are called `\(name)`" }
      }
      var parameters: Set<String> = []
      for parameter in specification.parameters {
        guard isName(parameter.name) else { return "`\(parameter.name)` is no name of a parameter" }
        guard parameters.insert(parameter.name).inserted else {
          return "`\(specification.name)` has the parameter `\(parameter.name)` twice"
        }
        if case .value(let value) = parameter.default, (try? parameter.check(value)) == nil {
          return "the default of `\(parameter.name)` of `\(specification.name)` is not one of its values"
        }
      }
      let texts = [specification.summary, specification.formula, specification.source, specification.suits]
      guard
        (texts + specification.notes + specification.parameters.map(\.help))
          .allSatisfy({ $0.utf8.count <= textLimit })
      else { return "`\(specification.name)` has a text of more than \(textLimit) bytes" }
    }
    return nil
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 64 else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
  }
}
