import Language
import Text

/// `save FILE`
enum SaveCommand: SessionCommand {
  static let specification = CommandSpecification(
    "save", group: .keep, summary: "write the session to a file, to be gone on with by `load`",
    forms: [[Positional("file", .word)]],
    arguments: [
      ArgumentHelp(
        "file", "a name such as `run.safetensors`; stands in the working folder", completes: .files)
    ],
    details: [
      "Data, network, weights, the optimizer's memory, step, recorded losses, variables, settings and breakpoints; "
        + "after `load` training goes on with the same bits. The past is not in it: `back` ends there.",
      "The format is safetensors, whatever the name ends in: Python reads the weights under PyTorch's names, and "
        + "the metadata hold the program as a script. Each array has a check sum. The file is put in its place once "
        + "it is whole; a file of that name is replaced.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; save /tmp/run.safetensors",
        shows: "saved step 100")
    ],
    seeAlso: ["load", "export"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let path = try session.files.destination(try call.binder.word("file"))
    let saved = try SavedSession(session)
    let bytes = try saved.contents.write(to: path)
    let step = session.laboratory.modelIfWhole()?.step ?? 0
    return CommandResult(
      [
        "file": .text(path), "step": .integer(step), "arrays": .integer(saved.contents.arrays.count),
        "bytes": .integer(bytes),
      ], "saved step \(step, .number) to \(path, .name) (\(NumberFormat.bytes(bytes)))")
  }
}
