import Analysis
import Language
import Text

/// `mark [NAME]`
enum MarkCommand: SessionCommand {
  static let specification = CommandSpecification(
    "mark", group: .run, summary: "give the state of now a name; alone, list the names",
    forms: [[Positional("name", .word, .optional)]],
    arguments: [ArgumentHelp("name", "letters, digits and `_`; a name that is in use is moved here")],
    details: ["`goto NAME` comes back to it, from other branches too."],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 20; mark before; step 100; goto before",
        shows: "step 20"),
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; mark start; step; mark", shows: "start"),
    ],
    seeAlso: ["goto", "branch", "back"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard let argument = call.binder.argument("name") else { return list(session) }
    let name = try call.placeName(of: argument)
    session.laboratory.past.mark(name)
    let step = session.laboratory.past.here.step
    return CommandResult(["name": .text(name), "step": .integer(step)])
  }

  private static func list(_ session: Session) -> CommandResult {
    let marks = session.laboratory.past.bearings.marks.sorted { $0.key < $1.key }
    guard !marks.isEmpty else {
      return CommandResult(["marks": .array([])], "no marks: `mark NAME` sets one")
    }
    var table = Table(columns: [.text("mark", priority: 9), .number("step", priority: 8)])
    for (name, place) in marks { table.append([.text(name, .name), .integer(place.step)]) }
    return CommandResult(
      ["marks": .array(marks.map { ["name": .text($0.key), "step": .integer($0.value.step)] })],
      document: Document([.table(table)]))
  }
}

extension Call {
  /// The name of a mark or a branch.
  ///
  /// - Throws: `bad-name` for one that would read as a number or as several words.
  func placeName(of argument: Argument) throws(Diagnostic) -> String {
    let name = try binder.word(of: argument)
    let isWord =
      name.unicodeScalars.first.map { $0.properties.isAlphabetic || $0 == "_" } ?? false
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_"
      }
    guard isWord else {
      throw failure(
        "bad-name", "`\(name)` cannot be a name", at: argument, label: "letters, digits and `_` only",
        help: "such as `\(command.verb.text) before`")
    }
    return name
  }
}
