import Analysis
import Language
import Text

/// `perturb WHERE SIZE`
enum PerturbCommand: SessionCommand {
  static let specification = CommandSpecification(
    "perturb", group: .edit, summary: "add seeded noise to weights",
    forms: [[Positional("where", .place), Positional("size", .value)]],
    arguments: [
      ArgumentHelp(
        "where",
        "`all`, a layer, some neurons such as `h1[0:2]`, a parameter such as `h1.bias`, or one number of it",
        completes: .places),
      ArgumentHelp("size", "standard deviation of the noise, which is normal"),
    ],
    details: [
      "The noise has a stream of its own, keyed by the seed and by how often noise was added: the same script gives "
        + "the same bits. Noise below the spacing of the numbers is lost by rounding, which is said: "
        + "`set precision float64` has finer ones."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); perturb h1 1e-3; "
          + "print distinct(h1)",
        shows: "4")
    ],
    seeAlso: ["watch", "symmetry", "set", "copy", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let deviation = try call.binder.number("size", in: .atLeast(0))
    guard let argument = call.binder.argument("where") else {
      _ = try call.binder.place("where")
      return CommandResult()
    }
    let laboratory = session.laboratory
    let model = try laboratory.model()
    let noise = try model.perturbing(
      try EditCall(call, session).entries(argument, model), deviation: deviation,
      number: laboratory.perturbations)
    for edit in noise.edits where !edit.value.values.allSatisfy(\.isFinite) {
      throw call.failure(
        "not-finite", "`\(edit.layer).\(edit.parameter)` would not be finite",
        at: call.binder.argument("size"),
        help: "a smaller number")
    }
    try laboratory.write(noise.edits)
    laboratory.perturbations += 1
    var result = CommandResult(
      [
        "where": .text(argument.raw), "size": .number(deviation), "numbers": .integer(noise.count),
        "changed": .integer(noise.changed),
      ])
    if noise.changed < noise.count, deviation > 0 {
      let lost = noise.count - noise.changed
      result.document = Document(
        "\("\(lost) of \(noise.count) numbers stayed the same: \(model.precision.rawValue) rounds so small a noise away", .warning)"
      )
    }
    return result
  }
}
