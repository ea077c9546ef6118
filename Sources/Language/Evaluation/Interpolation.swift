extension Evaluator {
  /// The text of a template with its `{EXPR}` parts filled in: six significant digits, whole numbers plain.
  package func text(of template: Template) throws(Diagnostic) -> String {
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let plain): text += plain
      case .expression(let expression): text += try value(of: expression).displayText
      }
    }
    return text
  }
}
