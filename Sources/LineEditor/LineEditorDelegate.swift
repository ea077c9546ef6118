/// What the editor has to ask about the language it edits.
package protocol LineEditorDelegate: AnyObject {
  /// The candidates for the word at `cursor`, an offset in unicode scalars into the entry so far.
  func completions(for text: String, cursor: Int) -> CompletionList

  /// False while an open bracket, an open text or a trailing backslash wants another line.
  func isComplete(_ text: String) -> Bool
}
