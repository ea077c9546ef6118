/// What a command acts on: a path, or a pattern over the names of places such as `"*.bias"`.
package enum Place: Equatable, Sendable {
  case reference(Reference)
  case pattern(String)

  /// As typed.
  package var text: String {
    switch self {
    case .reference(let reference): reference.text
    case .pattern(let pattern): pattern
    }
  }
}
