import Engine
import InitKit
import Language
import Text

/// `net`, `net clear`
enum NetCommand: SessionCommand {
  static let specification = CommandSpecification(
    "net", group: .build, summary: "show the network as a table, or clear it",
    forms: [[], [.keyword("clear")]],
    arguments: [ArgumentHelp("clear", "forget the layers; data, loss, optimizer, batch and seed stay")],
    details: [
      "One row a layer: kind, shape in and out, number of weights, what draws them, and how many inputs and "
        + "outputs each weight joins (fan in, fan out); and what is frozen, where something is."
    ],
    examples: [
      CommandExample("data xor; layer dense 8 tanh; layer dense 1; net", shows: "dense1"),
      CommandExample("net clear"),
    ],
    seeAlso: ["layer", "init"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if call.binder.hasKeyword("clear") {
      session.laboratory.clear()
      return CommandResult()
    }
    let layers = session.laboratory.description.layers
    guard !layers.isEmpty else { throw EngineError.noLayers }
    guard let model = session.laboratory.modelIfWhole() else { return try sketch(layers, session) }
    return table(model)
  }

  private static func table(_ model: Model) -> CommandResult {
    var table = Table(columns: [
      .text("layer", priority: 9), .text("kind", priority: 8), .text("activation", priority: 7),
      .text("in", priority: 5), .text("out", priority: 6), .number("weights", priority: 5),
      .text("init", priority: 4), .number("fan in", priority: 3), .number("fan out", priority: 2),
    ])
    let isChain = model.layers.indices.allSatisfy { model.layers[$0].inputs == [$0 - 1] }
    if !isChain { table.columns.insert(.text("reads", priority: 6), at: 2) }
    let windows = model.description.layers.map(WindowWording.text)
    let hasWindows = windows.contains { !$0.isEmpty }
    if hasWindows { table.columns.append(.text("window", priority: 1)) }
    let frozen = model.description.layers.map { $0.frozenTexts.joined(separator: ", ") }
    let hasFrozen = frozen.contains { !$0.isEmpty }
    if hasFrozen { table.columns.append(.text("frozen", priority: 6)) }
    for (layer, (window, frozen)) in zip(model.layers, zip(windows, frozen)) {
      let weight = layer.parameters.first { $0.site.role == .weight }
      let reads: [Cell] = isChain ? [] : [.text(sources(layer, model).joined(separator: ", "), .dim)]
      table.append(
        [.text(layer.name, .name), .text(layer.settings.kind)] + reads + [
          .text(layer.settings.activation.description),
          .text(ShapeText.of(layer.inputShape)), .text(ShapeText.of(layer.outputShape)),
          .integer(layer.parameterCount), .text(drawn(layer)?.initializer.description ?? ""),
          weight.map { .integer($0.site.fanIn) } ?? .empty, weight.map { .integer($0.site.fanOut) } ?? .empty,
        ] + (hasWindows ? [.text(window)] : []) + (hasFrozen ? [.text(frozen)] : []))
    }
    let blueprint = model.blueprint
    let optimizer = blueprint.optimizer
    let schedule = blueprint.schedule.isConstant ? "" : " (schedule \(blueprint.schedule.schedule.name))"
    let line: StyledText =
      "\(blueprint.parameterCount, .number) weights; loss \(blueprint.loss.name, .name), \(optimizer.optimizer.name, .name) lr \(model.learningRate, .number)\(schedule), batch \(blueprint.batchRows, .number) of \(model.data.rows, .number), \(model.precision.rawValue)\(model.description.parametrization.note), seed \(String(model.description.seed), .number), step \(model.step, .number)"
    return CommandResult(
      [
        "layers": .array(model.layers.map { data($0, model) }),
        "parameters": .integer(blueprint.parameterCount),
        "loss": .text(blueprint.loss.name), "optimizer": .text(optimizer.optimizer.name),
        "lr": .number(model.learningRate), "schedule": .text(blueprint.schedule.schedule.name),
        "batch": .integer(blueprint.batchRows), "precision": .text(model.precision.rawValue),
        "step": .integer(model.step), "parametrization": .text(model.description.parametrization.text),
        "network_init": model.description.networkInitializer.map { .text($0.description) } ?? .null,
      ], document: Document([.table(table), .text(line)]))
  }

  /// The parameter that `init` draws before all others: the weight, or the table.
  private static func drawn(_ layer: BlueprintLayer) -> BlueprintParameter? {
    layer.parameters.first { $0.site.role == .weight }
      ?? layer.parameters.first { $0.site.role == .embedding }
  }

  /// Names of what a layer reads.
  private static func sources(_ layer: BlueprintLayer, _ model: Model) -> [String] {
    layer.inputs.map { $0 < 0 ? "input" : model.layers[$0].name }
  }

  private static func data(_ layer: BlueprintLayer, _ model: Model) -> DataValue {
    let description = model.description.layers.first { $0.name == layer.name }
    let parameters: [DataValue] = layer.parameters.map {
      [
        "name": .text($0.name), "shape": .integers($0.shape), "init": .text($0.initializer.description),
        "fan_in": .integer($0.site.fanIn), "fan_out": .integer($0.site.fanOut),
      ]
    }
    var data: DataObject = [
      "name": .text(layer.name), "kind": .text(layer.settings.kind),
      "activation": .text(layer.settings.activation.description), "input_shape": .integers(layer.inputShape),
      "output_shape": .integers(layer.outputShape), "parameters": .integer(layer.parameterCount),
      "init": drawn(layer).map { .text($0.initializer.description) } ?? .null,
      "reads": .texts(sources(layer, model)), "tensors": .array(parameters),
    ]
    if let window = description.flatMap(WindowWording.data) { data["window"] = window }
    if let frozen = description?.frozenTexts, !frozen.isEmpty { data["frozen"] = .texts(frozen) }
    return .object(data)
  }

  /// What is known before data and layers fit together, and what is missing.
  private static func sketch(_ layers: [LayerDescription], _ session: Session) throws -> CommandResult {
    var table = Table(columns: [
      .text("layer"), .text("kind"), .number("size"), .text("activation"), .text("init"),
    ])
    let windows = layers.map(WindowWording.text)
    let hasWindows = windows.contains { !$0.isEmpty }
    if hasWindows { table.columns.append(.text("window")) }
    let hasFrozen = layers.contains { !$0.frozenTexts.isEmpty }
    if hasFrozen { table.columns.append(.text("frozen")) }
    var rows: [DataValue] = []
    for (layer, window) in zip(layers, windows) {
      let activation = layer.activation.flatMap { try? ChosenActivation($0).description } ?? "identity"
      table.append(
        [
          .text(layer.name, .name), .text(layer.kind), layer.size.map { .integer($0) } ?? .empty,
          .text(activation),
          .text(layer.weightInitializer?.description ?? ""),
        ] + (hasWindows ? [.text(window)] : [])
          + (hasFrozen ? [.text(layer.frozenTexts.joined(separator: ", "))] : []))
      var data: DataObject = [
        "name": .text(layer.name), "kind": .text(layer.kind), "input_shape": nil, "output_shape": nil,
        "parameters": nil, "init": layer.weightInitializer.map { .text($0.description) } ?? .null,
      ]
      if let window = WindowWording.data(layer) { data["window"] = window }
      if !layer.frozenTexts.isEmpty { data["frozen"] = .texts(layer.frozenTexts) }
      rows.append(.object(data))
    }
    var missing = "the network is not whole yet"
    do throws(EngineError) {
      _ = try session.laboratory.model()
    } catch {
      let diagnostic = EngineWording(session: session).diagnostic(for: error)
      missing = "not whole yet: \(diagnostic.message)" + (diagnostic.hint.map { "; \($0)" } ?? "")
    }
    return CommandResult(
      ["layers": .array(rows)], document: Document([.table(table), .text(StyledText(missing, .warning))]))
  }
}
