import Language

/// Names that people give to layers.
enum LayerName {
  /// A layer's name must be one that expressions can use, and no name of something else.
  static func check(_ name: String, _ call: Call, _ session: Session) throws(Diagnostic) {
    let argument = call.binder.argument("name")
    let isWord =
      name.first.map { $0.isLetter || $0 == "_" } ?? false
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_"
      }
    guard isWord else {
      throw call.failure(
        "bad-name", "`\(name)` cannot be a layer's name", at: argument, label: "letters, digits and `_` only",
        help: "such as `name=h1`")
    }
    guard !Session.scalarNames.contains(name), !Parser.reserved.contains(name),
      Evaluator.constants[name] == nil, session.scope[name] == nil
    else {
      throw call.failure(
        "reserved-name", "`\(name)` means something else already", at: argument, label: "taken",
        help: "such as `name=\(name)_layer`")
    }
  }
}
