/// A window seen from its places: a transposed convolution gives what the window slides over.
extension SlidingWindow {
  /// Channels of the result in the weight `[in, out / groups, kernel...]`: behind the inputs of their group.
  var transposedUnits: UnitLayout {
    UnitLayout(blocks: groups, outer: outputs / groups, count: channels, inner: area)
  }

  /// Input channel c is read by a run of entries, those of its own row of the weight.
  func transposedPassage(of units: UnitLabels) -> UnitPassage {
    guard let labels = isSequence ? units.repeated(every: outputs) : units.runs(of: places) else {
      return .mixed
    }
    return UnitPassage(readers: [UnitReader("weight", labels.spread(over: channels / groups * area))])
  }

  /// Checks that the result has a size, and that all products of sizes can be counted.
  ///
  /// - Throws: `layerShape` with the arithmetic, `memory`.
  func checkTransposed(_ layer: LayerSettings, input: [Int]) throws(EngineError) {
    for (name, axis) in namedAxes {
      guard let problem = axis.transposedProblem(name) else { continue }
      throw .layerShape(layer: layer.name, kind: layer.kind, input: input, problem: problem)
    }
    try checkGroups(layer, input: input, counts: [(outputs, "input"), (channels, "output")])
    let layout = ArenaLayout(limit: Model.defaultMemoryLimit)
    _ = try layout.product(inputShape)
    _ = try layout.product([channels, vertical.kernel, horizontal.kernel, outputs])
  }
}

extension WindowAxis {
  /// Why a transposed convolution gives nothing, or not what was meant, as arithmetic; nil when it does.
  fileprivate func transposedProblem(_ name: String) -> ShapeProblem? {
    let steps = max(stride, dilation)
    // What the other options do not account for.
    let extra = size - ((places - 1) * stride - 2 * padding + reach)
    guard extra < steps else {
      return .arithmetic(
        "\(name) \(places), output_padding \(extra), stride \(stride), dilation \(dilation): "
          + "\(extra) is not less than \(steps)",
        options: ["output_padding"])
    }
    guard size < 1 else { return nil }
    return .arithmetic(
      "\(name) \(places), kernel \(kernel), padding \(padding): no output, because (\(places) - 1) * \(stride) "
        + "- 2 * \(padding) + \(dilation) * (\(kernel) - 1) + \(extra) + 1 is \(size)",
      options: ["padding", "kernel"])
  }
}
