import Text

/// What a command found out: as data for programs, as a document for people.
package struct CommandResult: Equatable, Sendable {
  /// Stands under `data` in JSON.
  package var data: DataObject
  package var document: Document

  package init(_ data: DataObject = [:], document: Document = Document()) {
    self.data = data
    self.document = document
  }

  /// A result that people read as one line.
  package init(_ data: DataObject = [:], _ line: StyledText) {
    self.init(data, document: Document(line))
  }
}
