import Analysis
import Engine
import Language
import Text

/// `why [REF]`
enum WhyCommand: SessionCommand {
  static let specification = CommandSpecification(
    "why", group: .look,
    summary: "say why a gradient is zero, neurons are equal, a layer learns nothing, the loss stays",
    forms: [[Positional("what", .place, .optional)]],
    arguments: [
      ArgumentHelp(
        "what",
        "a layer, a neuron `h1[3]`, weights `h1.weight[3, 0]`, with `.grad` or `.update`; `loss` without it",
        completes: .references)
    ],
    details: [
      "The first question that is answered with yes is the cause: is a number not finite; is the learning rate 0, or "
        + "what is asked about frozen (of a `.grad` this is not asked); are the neurons equal bit for bit; is the update above `exploding_update`; is the gradient exactly 0, and then: has the "
        + "activation no slope, does nobody read the neuron, does nothing come from above (the search goes on "
        + "there), is all that it reads 0, do the samples cancel; is the gradient below `vanishing_gradient`; "
        + "are neurons dead or saturated. Else nothing is wrong.",
      "Of the loss it asks further whether each hidden layer is one neuron, and whether the loss of the last 100 "
        + "steps went up and down, stayed, or fell. All numbers are those of the present weights on the current "
        + "batch. The commands at the end can be typed.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; init all constant(0.5); why h1",
        shows: "equal bit for bit"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1 name=out; init all zeros; why h1[2].weight.grad",
        shows: "equal bit for bit"),
      CommandExample(
        "data xor; layer dense 4 relu name=h1; layer dense 1; set h1.bias = -9; why h1[0]",
        shows: "slope of relu"),
      CommandExample("data xor; layer dense 4 tanh; layer dense 1; step 200; why", shows: "the loss falls"),
    ],
    seeAlso: ["grad", "symmetry", "signal", "reverse"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let model = try session.laboratory.model()
    let subject = try subject(call, session, model)
    let causes = try CauseSearch(model, session.thresholds).causes(of: subject)
    let words = causes.map { CauseWording($0, model) }
    var blocks: [Block] = words.flatMap { $0.lines.map { .paragraph(Paragraph($0, indent: 0, hanging: 2)) } }
    var data: DataObject = [
      "step": .integer(model.step),
      "causes": .array(
        words.map { word in
          var object: DataObject = ["cause": .text(word.code)]
          for member in word.data.members { object[member.name] = member.value }
          object["text"] = .text(word.lines.map(\.plain).joined(separator: "; "))
          return .object(object)
        }),
    ]
    if case .weights(let layer, _, _, _, _) = subject, let split = try split(of: layer, session) {
      blocks.append(.text("\(layer, .name) parted at step \(split.step, .number): \(split.cause)"))
      data["split"] = ["step": .integer(split.step), "cause": .text(split.cause)]
    }
    let remedies = words.last?.remedies ?? []
    data["remedies"] = .array(remedies.map { .text($0) })
    if !remedies.isEmpty {
      blocks += [.blank, .text("try"), .code(remedies.joined(separator: "\n"))]
    }
    return CommandResult(data, document: Document(blocks))
  }

  /// What parted a layer's neurons, if that was not the start.
  private static func split(of layer: String, _ session: Session) throws -> SymmetryHistory.Split? {
    let model = try session.laboratory.model()
    guard let place = session.laboratory.observedSymmetry(of: model).brokeAt(layer), place > 0 else {
      return nil
    }
    return try SymmetryHistory(session, layer: layer).splits().last
  }

  private static func subject(
    _ call: Call, _ session: Session, _ model: Model
  ) throws -> CauseSearch.Subject {
    guard let argument = call.binder.argument("what"), argument.raw != "loss" else { return .loss }
    guard case .reference(let reference) = try call.binder.place(of: argument),
      model.layers.contains(where: { $0.name == reference.name.text })
    else {
      throw call.failure(
        "bad-place", "expected `loss`, a layer or weights, found `\(argument.raw)`", at: argument,
        label: "no cause is known of it", help: "such as `why \(model.weightedLayers.first?.name ?? "h1")`",
        suggestions: Suggestions.near(argument.raw, among: model.layers.map(\.name)))
    }
    let layer = reference.name.text
    var bare = reference
    // What is asked of the update or the value has one answer; what is frozen has a gradient all the same.
    let last = reference.members.last
    var name = argument.raw
    if let last, ["grad", "update", "sample_grad"].contains(last), case .member? = bare.steps.last {
      bare.steps.removeLast()
      name = String(name.dropLast(last.count + 1))
    }
    let isGradient = last == "grad" || last == "sample_grad"
    if bare.members.isEmpty {
      var neurons: [Int]?
      if !bare.steps.isEmpty { neurons = try NeuronPlace(bare, argument, call, session, model).neurons }
      return .weights(layer: layer, neurons: neurons, entries: nil, isGradient: isGradient, name: name)
    }
    guard let entries = try LayerReading(bare, session)?.places() else {
      throw call.failure(
        "bad-place", "expected weights, found `\(argument.raw)`", at: argument, label: "no weights",
        help: "such as `why \(layer).weight.grad`")
    }
    return .weights(
      layer: layer, neurons: try neurons(of: entries, model), entries: entries, isGradient: isGradient,
      name: name)
  }

  /// The neurons that weights belong to; nil for all of the layer.
  private static func neurons(of entries: ParameterEntries, _ model: Model) throws -> [Int]? {
    let layer = try model.blueprint.layer(entries.layer)
    guard let part = layer.unitParts.first(where: { $0.parameter == entries.parameter }) else { return nil }
    let found = Set(entries.places.map { part.layout.unit(of: $0) })
    return found.count < layer.units ? found.sorted() : nil
  }
}
