import Engine
import InitKit
import Language
import Text

/// `init`, `init WHERE`, `init WHERE SPEC`, `init define NAME(PARAMETERS) = EXPRESSION`
enum InitCommand: SessionCommand {
  static let specification = CommandSpecification(
    "init", group: .initialize, summary: "draw weights: all anew, or some of them by an initializer",
    forms: [
      [.keyword("define"), Positional("definition", .assignment)],
      [Positional("where", .place, .optional), Positional("initializer", .specification, .optional)],
    ],
    arguments: [
      ArgumentHelp("define", "add an initializer of your own to the table, by a formula"),
      ArgumentHelp(
        "definition",
        "`NAME = EXPRESSION`, or `NAME(gain=1, power) = EXPRESSION` with parameters; `help formulas`"),
      ArgumentHelp(
        "where",
        "`all`, `network`, a layer such as `h1`, or a parameter such as `h1.bias`", completes: .places),
      ArgumentHelp(
        "initializer", "a name or a call, such as `he_normal` or `normal(std=0.01)`; `inits` lists all",
        completes: .initializers),
    ],
    details: [
      "For `all` and for a layer the initializer is that of the weights; biases are drawn anew by their own, "
        + "zeros if none was chosen. `init` alone, `init all` and `init all SPEC` set the step to 0.",
      "For `network` the initializer takes the place of all that was chosen for layers: a scheme such as `lsuv` "
        + "looks at all of them, and at the data (`help schemes`); an initializer of weights draws every weight, "
        + "and biases start at zero; `like(pytorch)` and its kin draw the biases too.",
      "Every drawing takes the next numbers of each weight's own stream, so that `init` twice gives two "
        + "different starts, and the same script with the same seed gives the same bits.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); print distinct(h1)",
        shows: "1"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init h1 he_normal; init h1.bias constant(0.1)"),
      CommandExample(
        "data moons n=64; layer dense 8 tanh; layer dense 8 tanh; layer dense; init network lsuv",
        shows: "variance of the sums"),
      CommandExample(
        "init define mine(gain=1) = normal(0, gain * sqrt(2 / (fan_in + fan_out))); describe mine(2)",
        shows: "w = normal(0, gain * sqrt(2 / (fan_in + fan_out)))"),
    ],
    seeAlso: ["schemes", "formulas", "inits", "describe", "seed", "compare", "plugin"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if call.binder.hasKeyword("define") { return try DefineInitializer.run(call, in: session) }
    try refuseDefinitionWords(call)
    let place = try call.binder.optionalPlace("where")
    let target = try place.map { try WeightPlace($0, call, session) } ?? .all
    var initializer: ChosenInitializer?
    if let specification = try call.binder.optionalSpecification("initializer") {
      initializer = try session.chosenInitializer(specification, in: call)
      if target != .network { try call.refuseScheme(initializer, at: "initializer") }
    }
    guard !session.laboratory.description.layers.isEmpty else { throw EngineError.noLayers }
    let before = session.laboratory.asked
    do {
      if let initializer { try choose(initializer, for: target, session) }
      if target.scope == .all, let scheme = session.laboratory.description.networkInitializer,
        scheme.scope.isNetworkWide, session.laboratory.modelIfWhole() != nil
      {
        session.host.showProgress("initializing by \(scheme.description)")
      }
      try session.laboratory.draw(target.scope)
    } catch {
      session.laboratory.restore(before)
      throw error
    }
    return result(target, initializer, session)
  }

  /// `define` alone defines nothing.
  private static func refuseDefinitionWords(_ call: Call) throws(Diagnostic) {
    guard call.binder.argument("where")?.raw == "define" else { return }
    throw call.failure(
      "bad-definition", "expected a definition", at: call.binder.argument("where"),
      label: "nothing is defined here", help: "`init define mine(gain=1) = normal(0, gain / sqrt(fan_in))`")
  }

  private static func choose(
    _ initializer: ChosenInitializer, for target: WeightPlace, _ session: Session
  ) throws {
    try session.laboratory.change { description in
      guard target != .network else { return description.initializeNetwork(by: initializer) }
      if target == .all { description.networkInitializer = nil }
      for index in description.layers.indices {
        switch target {
        case .all:
          description.layers[index].weightInitializer = initializer
          description.layers[index].parameterInitializers = [:]
        case .layer(let name) where description.layers[index].name == name:
          description.layers[index].weightInitializer = initializer
        case .parameter(let layer, let name) where description.layers[index].name == layer:
          description.layers[index].parameterInitializers[name] = initializer
        default: continue
        }
      }
    }
  }

  private static func result(
    _ target: WeightPlace, _ initializer: ChosenInitializer?, _ session: Session
  ) -> CommandResult {
    let what = initializer?.description ?? "as chosen"
    guard let model = session.laboratory.modelIfWhole() else {
      return CommandResult(
        ["where": .text(target.text), "init": .text(what)],
        "\(target.text, .name) \(what): drawn when data and layers are complete")
    }
    let data: DataObject = ["where": .text(target.text), "init": .text(what), "step": .integer(model.step)]
    guard target == .all || target == .network, let report = model.schemeReport else {
      return CommandResult(data)
    }
    return SchemeTable(report).result(data)
  }
}

/// What `init` draws.
enum WeightPlace: Equatable {
  case all
  /// All, by an initializer of the whole network.
  case network
  case layer(String)
  case parameter(layer: String, name: String)

  init(_ place: Place, _ call: Call, _ session: Session) throws {
    guard case .reference(let reference) = place else {
      throw call.failure(
        "bad-place", "expected `all`, `network`, a layer or a parameter, found a pattern",
        at: call.binder.argument("where"), help: "such as `init h1.bias zeros`")
    }
    if reference.text == "all" {
      self = .all
      return
    }
    let names = session.laboratory.description.layers.map(\.name)
    // A layer may be called so.
    if reference.text == "network", !names.contains("network") {
      self = .network
      return
    }
    guard names.contains(reference.name.text) else {
      throw EngineError.unknownName(reference.name.text, subject: "layer", known: names + ["all", "network"])
    }
    let name = reference.members.joined(separator: ".")
    switch reference.steps.count {
    case 0: self = .layer(reference.name.text)
    case reference.members.count:
      if let layer = try session.laboratory.planned(reference.name.text) { _ = try layer.parameter(name) }
      self = .parameter(layer: reference.name.text, name: name)
    default:
      throw call.failure(
        "bad-place", "expected `all`, a layer or a parameter, found `\(reference.text)`",
        at: call.binder.argument("where"), help: "such as `init \(reference.name.text) he_normal`")
    }
  }

  var scope: Model.Scope {
    switch self {
    case .all, .network: .all
    case .layer(let name): .layer(name)
    case .parameter(let layer, let name): .parameter(layer: layer, name: name)
    }
  }

  var text: String {
    switch self {
    case .all: "all"
    case .network: "network"
    case .layer(let name): name
    case .parameter(let layer, let name): "\(layer).\(name)"
    }
  }
}
