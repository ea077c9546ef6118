import Text

/// The page of a command.
enum CommandHelp {
  static func document(_ specification: CommandSpecification) -> Document {
    var document = Document([.heading("\(specification.name)  (command)")])
    document.append(.text(StyledText(specification.summary)))
    document.append(.blank)
    document.append(.heading("usage"))
    for line in specification.usageLines {
      document.append(.paragraph(Paragraph(StyledText(line, .code), indent: 2, hanging: 4)))
    }
    if !specification.arguments.isEmpty {
      document.append(.blank)
      document.append(
        .list(
          TextList(
            specification.arguments.map {
              .init(term: StyledText(specification.term($0), .name), StyledText($0.help))
            })))
    }
    if !specification.options.isEmpty {
      document.append(.blank)
      document.append(.heading("options"))
      document.append(.list(TextList(specification.options.map(item))))
    }
    for paragraph in specification.details {
      document.append(.blank)
      document.append(.text(StyledText(paragraph)))
    }
    if !specification.examples.isEmpty {
      document.append(.blank)
      document.append(.heading(specification.examples.count == 1 ? "example" : "examples"))
      for example in specification.examples { document.append(.code(example.commands)) }
    }
    if !specification.seeAlso.isEmpty {
      document.append(.blank)
      document.append(.text("see also: \(specification.seeAlso.joined(separator: ", "))"))
    }
    return document
  }

  private static func item(_ option: CommandOption) -> TextList.Item {
    let standard = option.defaultText.isEmpty ? "" : " (default \(option.defaultText))"
    return .init(term: StyledText("\(option.name)=", .name), StyledText(option.help + standard))
  }
}

extension CommandSpecification {
  /// An argument as the usage lines write it, so that the eye finds it there.
  fileprivate func term(_ argument: ArgumentHelp) -> String {
    forms.joined().first { $0.name == argument.name }.map(word) ?? argument.name.uppercased()
  }
}
