import Engine
import InitKit
import Language
import Text

/// `init`, `init WHERE`, `init WHERE SPEC`, `init define NAME(PARAMETERS) = EXPRESSION`
enum InitCommand: SessionCommand {
  static let specification = CommandSpecification(
    "init", group: .initialize,
    summary: "draw weights anew: all, a layer's, a pattern's, one neuron's, by an initializer",
    forms: [
      [.keyword("define"), Positional("definition", .assignment)],
      [Positional("where", .place, .optional), Positional("initializer", .specification, .optional)],
    ],
    arguments: [
      ArgumentHelp("define", "add an initializer of your own to the table, by a formula"),
      ArgumentHelp(
        "definition",
        "a name and its formula; with parameters `mine(power, gain=1 in 0..10) = normal(0, gain / power)`; "
          + "`help formulas` has the names", usage: "NAME = EXPR"),
      ArgumentHelp(
        "where",
        "`all`, `network`, a layer such as `h1`, a parameter such as `h1.bias`, a neuron such as `h1[3]`, or a "
          + "pattern such as `\"*.bias\"`", completes: .places),
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
      "In a pattern `*` stands for any letters and `?` for one. With a dot it is over parameters, `\"conv*.weight\"`, "
        + "without one over layers, `\"conv*\"`. What it matches now is told, drawn, and keeps the choice.",
      "With an index, `h1[3]`, `h1[0:4]`, `h1.weight[3]`, `h1.weight[:, 2]`, `r.weight_ih_l0[0:16]` (the first gate of "
        + "16 units), only those entries are drawn: they get what a fresh draw of the whole parameter has in their "
        + "place, from a stream of their own. A neuron's bias is drawn by the bias's own initializer. All other "
        + "numbers stay, bit for bit, and so do step and choice: `init` alone draws by the choice.",
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
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); init h1[2] he_normal; "
          + "print distinct(h1)",
        shows: "2"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init \"*.bias\" constant(0.1)",
        shows: "h1.bias, dense2.bias"),
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
      let chosen = try session.chosenInitializer(specification, in: call)
      if target != .network { try call.refuseScheme(chosen, at: "initializer") }
      // A variable may hold the file's name: the journal has the name that was found.
      if !session.locatedFiles.isEmpty, let place = call.binder.argument("where") {
        session.journalText = "init \(place.raw) \(chosen.description)"
      }
      initializer = chosen
    }
    guard !session.laboratory.description.layers.isEmpty else { throw EngineError.noLayers }
    if case .layer(let name) = target { try refuseNothing(name, initializer, call, session) }
    guard let scope = target.scope else { return try drawEntries(target, initializer, session) }
    let before = session.laboratory.asked
    do {
      if let initializer { try choose(initializer, for: target, session) }
      if scope == .all, let scheme = session.laboratory.description.networkInitializer,
        scheme.scope.isNetworkWide, session.laboratory.modelIfWhole() != nil
      {
        session.host.showProgress("initializing by \(scheme.description)")
      }
      try session.laboratory.draw(scope)
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

  /// A layer without anything that the initializer would draw is refused: nothing would happen, without a word.
  private static func refuseNothing(
    _ layer: String, _ initializer: ChosenInitializer?, _ call: Call, _ session: Session
  ) throws {
    guard session.laboratory.modelIfWhole() != nil,
      let names = session.laboratory.parameterNames(of: layer),
      session.laboratory.weightNames(of: layer).isEmpty, names.isEmpty || initializer != nil
    else { return }
    let owner = session.laboratory.description.layers.first { $0.name == layer }?.tie
    let what = initializer?.description ?? "zeros"
    let help =
      owner.map { "`init \($0) \(what)` draws the one that it uses" }
      ?? names.first.map { "`init \(layer).\($0) \(what)` draws that parameter" } ?? "`net` lists the weights"
    throw call.failure(
      "no-weights", "`\(layer)` has no weights to draw", at: call.binder.argument("where"),
      label: names.isEmpty ? "no parameters at all" : "no weights of its own", help: help)
  }

  private static func choose(
    _ initializer: ChosenInitializer, for target: WeightPlace, _ session: Session
  ) throws {
    let laboratory = session.laboratory
    let weights = Dictionary(
      laboratory.description.layers.map { ($0.name, laboratory.weightNames(of: $0.name)) },
      uniquingKeysWith: { first, _ in first })
    try laboratory.change { description in
      guard target != .network else { return description.initializeNetwork(by: initializer) }
      if target == .all { description.networkInitializer = nil }
      choose(initializer, for: target, weights, in: &description)
    }
  }

  /// Writes a choice down; that of a layer takes the place of older ones for single weights of it.
  private static func choose(
    _ initializer: ChosenInitializer, for target: WeightPlace, _ weights: [String: [String]],
    in description: inout ModelDescription
  ) {
    if case .matches(_, let places) = target {
      for place in places { choose(initializer, for: place, weights, in: &description) }
    }
    for index in description.layers.indices {
      let layer = description.layers[index].name
      switch target {
      case .all:
        description.layers[index].weightInitializer = initializer
        description.layers[index].parameterInitializers = [:]
      case .layer(layer):
        description.layers[index].weightInitializer = initializer
        for name in weights[layer] ?? [] { description.layers[index].parameterInitializers[name] = nil }
      case .parameter(layer, let name):
        description.layers[index].parameterInitializers[name] = initializer
      default: continue
      }
    }
  }

  /// Draws entries once; what is chosen for their parameters stays.
  private static func drawEntries(
    _ target: WeightPlace, _ initializer: ChosenInitializer?, _ session: Session
  ) throws -> CommandResult {
    guard case .entries(let path, let entries) = target else { return CommandResult() }
    let model = try session.laboratory.model()
    let isNeuron = !path.contains(".")
    var parts: [PartialDraw] = []
    var rows: [DataValue] = []
    var said: [String] = []
    for part in entries where !part.places.isEmpty {
      let parameter = try model.blueprint.layer(part.layer).parameter(part.parameter)
      // Of a neuron the initializer is that of its weights, as of a layer.
      let own = isNeuron && [.bias, .scale].contains(parameter.site.role)
      let drawing = own ? nil : initializer
      parts.append(
        PartialDraw(
          layer: part.layer, parameter: part.parameter, places: part.places, initializer: drawing))
      let by = (drawing ?? parameter.alone).description
      said.append("\(part.places.count) of \(part.layer).\(part.parameter) by \(by)")
      rows.append([
        "parameter": .text("\(part.layer).\(part.parameter)"), "count": .integer(part.places.count),
        "init": .text(by),
      ])
    }
    try session.laboratory.redraw(parts)
    return CommandResult(
      [
        "where": .text(path), "init": .text(initializer?.description ?? "as chosen"), "drawn": .array(rows),
        "step": .integer(model.step),
      ], "\(path, .name): \(said.joined(separator: ", "))")
  }

  private static func result(
    _ target: WeightPlace, _ initializer: ChosenInitializer?, _ session: Session
  ) -> CommandResult {
    let what = initializer?.description ?? "as chosen"
    if case .matches(_, let places) = target { return matched(target.text, places, initializer, session) }
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

  /// Names what a pattern was found to be of.
  private static func matched(
    _ pattern: String, _ places: [WeightPlace], _ initializer: ChosenInitializer?, _ session: Session
  ) -> CommandResult {
    let what = initializer?.description ?? "as chosen"
    let names = places.map(\.text)
    var data: DataObject = ["where": .text(pattern), "init": .text(what), "matches": .texts(names)]
    guard let model = session.laboratory.modelIfWhole() else {
      return CommandResult(
        data,
        "\(pattern, .name) \(what): \(names.joined(separator: ", ")); drawn when data and layers are complete"
      )
    }
    data["step"] = .integer(model.step)
    var result = CommandResult(data, "\(pattern, .name) \(what): \(names.joined(separator: ", "))")
    let scales = scales(among: places, model)
    if let initializer, !initializer.specification.isDeterministic, !scales.isEmpty {
      let verb = scales.count == 1 ? "is a scale, which is" : "are scales, which are"
      result.document.append(
        .text("\("\(scales.joined(separator: ", ")) \(verb) 1 as a rule", .warning)"))
    }
    return result
  }

  /// Those parameters that multiply what was normalized: the weight of a norm is easily meant by no one.
  private static func scales(among places: [WeightPlace], _ model: Model) -> [String] {
    places.compactMap { place in
      guard case .parameter(let layer, let name) = place,
        let parameter = try? model.blueprint.layer(layer).parameter(name), parameter.site.role == .scale
      else { return nil }
      return place.text
    }
  }
}
