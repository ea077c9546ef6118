import Language
import Text

/// `seed N`
enum SeedCommand: SessionCommand {
  static let specification = CommandSpecification(
    "seed", group: .build, summary: "choose the seed of all random numbers; alone, say which it is",
    forms: [[Positional("n", .value, .optional)]],
    arguments: [ArgumentHelp("n", "a whole number of at least 0")],
    details: [
      "Weights that no step has trained yet are drawn from the new seed at once; trained ones stay until `init`. "
        + "The order of the samples in mini-batches follows from it from now on."
    ],
    examples: [CommandExample("seed 7")], seeAlso: ["init"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard call.binder.isGiven("n") else {
      let seed = session.laboratory.seed
      return CommandResult(["seed": .number(Double(seed))], "\(String(seed), .number)")
    }
    // Above 2^53 a number of the language is no longer exact.
    let seed = try call.binder.integer("n", in: .between(0, 9_007_199_254_740_992))
    try session.laboratory.setSeed(UInt64(seed))
    return CommandResult(["seed": .integer(seed)])
  }
}
