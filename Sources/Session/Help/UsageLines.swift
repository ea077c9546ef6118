import Language

extension CommandSpecification {
  /// The ways to write the command, one line a form, options behind the first.
  package var usageLines: [String] {
    let optionTexts = options.map { "[\($0.name)=…]" } + (takesAnyOption ? ["[option=…]"] : [])
    let optionForm = forms.indices.max { forms[$0].weight < forms[$1].weight } ?? 0
    // The form that does the most comes first, whatever order the parser tries them in.
    let order = [optionForm] + forms.indices.filter { $0 != optionForm }
    return order.map { index in
      let form = forms[index]
      var words = [name] + form.map(usage)
      // Options belong to the form that does the most; the others are short ways of asking.
      if index == optionForm { words += optionTexts }
      return words.joined(separator: " ")
    }
  }

  /// An argument as a usage line writes it, with brackets where it may be left out.
  private func usage(_ positional: Positional) -> String {
    let word = word(positional)
    return switch positional.presence {
    case .required: word
    case .optional: "[\(word)]"
    case .any: "[\(word) …]"
    case .some: "\(word) …"
    }
  }

  /// What stands for an argument, in a usage line and in front of its explanation.
  func word(_ positional: Positional) -> String {
    if let usage = arguments.first(where: { $0.name == positional.name })?.usage { return usage }
    return switch positional.syntax {
    case .keyword(let keyword): keyword
    case .assignment: "REF = EXPR"
    case .expectation: "EXPR | A ~ B within C"
    case .expressions: "EXPR, …"
    case .block: "{ … }"
    default: positional.name.uppercased()
    }
  }
}

extension [Positional] {
  /// How much of a form the user fills in; keywords are fixed, and what may be repeated counts for more.
  fileprivate var weight: Int {
    reduce(0) { sum, positional in
      if case .keyword = positional.syntax { return sum }
      return sum + (positional.presence == .any || positional.presence == .some ? 2 : 1)
    }
  }
}
