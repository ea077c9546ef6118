import InitKit
import Text

/// `init define NAME(PARAMETERS) = EXPRESSION`: an initializer by a formula, in the table at once.
enum DefineInitializer {
  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let definition = try FormulaDefinition(call, in: session)
    let name = definition.entry.specification.name
    let isNew = session.initializers[name] == nil
    session.laboratory.initializers = try session.initializers.removing(name).adding(definition.entry)
    return CommandResult(
      [
        "name": .text(name), "formula": .text(definition.entry.specification.formula),
        "parameters": .texts(definition.entry.specification.parameters.map(\.name)),
        "source": .text(definition.entry.origin.rawValue), "replaced": .boolean(!isNew),
      ],
      "\(name, .name): \(isNew ? "in the table" : "defined anew"); \("describe \(name)", .code), \("plugin check \(name)", .code), \("compare \(name) he_normal", .code)"
    )
  }
}
