import CKernels
import InitKit

/// What recurrent layers share: a cell of gates that reads the input of a step and its own last state.
protocol RecurrentKind: LayerKind {
  /// What its units compute.
  func cell(of layer: LayerSettings) -> il_cell
}

extension RecurrentKind {
  /// Its size is the number of units.
  var sizeRule: LayerWord { .required }
  /// Its gates have theirs.
  var activationRule: LayerWord { .none }

  /// Units from features.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    try stepShape(of: layer, input: input)
  }

  /// Units from features, as many times as there are steps, or once.
  func stepShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    guard input.count == 2 else {
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: .axes(needed: 2))
    }
    let units = layer.size ?? 0
    return layer.returnsSequence ? [input[0], units] : [units]
  }

  /// Gates that its parameters stack.
  private func gates(of layer: LayerSettings) -> Int { Int(il_cell_gates(cell(of: layer))) }

  /// PyTorch's `weight_ih_l0` `[G H, I]`, `weight_hh_l0` `[G H, H]`, `bias_ih_l0`, `bias_hh_l0` `[G H]`.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] {
    let (inputs, units, gates) = (input.last ?? 0, layer.size ?? 0, gates(of: layer))
    // A sum reads one gate's row, and what a unit is read by in one gate are as many rows as there are units.
    let fans = Fans(input: inputs, output: units)
    let (rows, overflow) = gates.multipliedReportingOverflow(by: units)
    let stacked = overflow ? Int.max : rows
    let hasGates = gates > 1
    let weights = [
      ParameterDeclaration(
        "weight_ih_l0", .weight, shape: [stacked, inputs], fans: fans, defaultInitializer: "xavier_uniform"),
      ParameterDeclaration(
        "weight_hh_l0", .recurrent, shape: [stacked, units], fans: Fans(input: units, output: units),
        defaultInitializer: hasGates ? "orthogonal_gates" : "orthogonal",
        arguments: hasGates ? [.number(1), .number(Double(gates))] : []),
    ]
    guard layer.options.isTrue("bias") else { return weights }
    // The second gate of both kinds keeps: at 0 it would lose half of what a unit holds at each step.
    return weights + [
      ParameterDeclaration(
        "bias_ih_l0", .bias, shape: [stacked], fans: fans,
        defaultInitializer: hasGates ? "forget_gate" : nil,
        arguments: hasGates ? [.number(1), .number(0), .number(Double(gates))] : []),
      ParameterDeclaration("bias_hh_l0", .bias, shape: [stacked], fans: fans),
    ]
  }

  /// Adds the recurrence and its way back through time.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers {
    let (settings, input) = (layer.settings, layer.input)
    let recurrence = Recurrence(
      cell: cell(of: settings), steps: input.shape[0], inputs: input.shape[1], units: settings.size ?? 0,
      isSequence: settings.returnsSequence)
    let columns = layer.outputShape.reduce(1, *)
    let out = try plan.reserve(perSample: columns)
    let delta = try plan.reserve(perSample: columns)
    let memory = try plan.reserve(perSample: recurrence.memoryPerSample)
    // Who looks goes back more than once; training writes the slopes of the gates over the gates.
    let slopes = try plan.reserveBeside(perSample: recurrence.slopesPerSample, overwriting: memory)
    let workspace = try plan.reserve(recurrence.workspace)
    let places = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map { layer.parameters[$0] }
    let operands = places.map { $0?.value } + [memory, workspace]
    plan.addForward(.recur(recurrence, input: input.value, operands: operands, result: out))
    plan.addBackward(
      .recurBackward(
        recurrence, input: input.value, delta: delta, operands: operands,
        gradients: places.map { $0?.gradient } + [input.gradient], slopes: slopes))
    return LayerBuffers(
      pre: out, output: Signal(value: out, gradient: delta, shape: layer.outputShape), delta: delta)
  }

  /// A row of each gate, and how the others read the unit: a column of the recurrent weight.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    let (inputs, units, gates) = (input.last ?? 0, layer.size ?? 0, gates(of: layer))
    func rows(_ inner: Int) -> UnitLayout { UnitLayout(outer: gates, count: units, inner: inner) }
    let weights = [
      UnitPart("weight_ih_l0", rows(inputs)), UnitPart("weight_hh_l0", rows(units)),
      UnitPart("weight_hh_l0", UnitLayout(outer: gates * units, count: units, inner: 1), isOutgoing: true),
    ]
    guard layer.options.isTrue("bias") else { return weights }
    return weights + [UnitPart("bias_ih_l0", rows(1)), UnitPart("bias_hh_l0", rows(1))]
  }

  /// Each row of the input weight reads every feature of a step.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage {
    guard let read = units[0].repeated(every: inputs[0].last ?? 0) else { return .mixed }
    let rows = gates(of: layer) * (layer.size ?? 0)
    return UnitPassage(readers: [UnitReader("weight_ih_l0", .init(repeating: read, times: rows))])
  }
}

extension LayerSettings {
  /// Whether the states of all time steps come out.
  var returnsSequence: Bool { options.values["return"] == .text("sequence") }
}

extension OptionSpecification {
  /// What recurrent layers share.
  static let recurrent: [OptionSpecification] = [
    OptionSpecification(
      "return", .choice(["last", "sequence"]), default: .value(.text("last")),
      help: "the state after the last step, or those of all steps"),
    .boolean(
      "bias", aliases: ["use_bias"], default: true, help: "whether the two biases are added to the sums"),
    .rateFactor,
  ]
}
