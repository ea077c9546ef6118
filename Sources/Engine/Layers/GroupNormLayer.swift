/// Normalizes each sample over groups of its units, as PyTorch's GroupNorm.
struct GroupNormLayer: GroupingKind {
  /// All that is said of it.
  let specification = Specification(
    name: "group_norm", aliases: ["groupnorm", "gn"],
    summary: "Normalizes each sample over groups of its channels, with all their places or times.",
    formula:
      "out = (x - mean) / sqrt(var + epsilon) weight + bias, mean and biased var over each of `groups` equal "
      + "parts of the channels; groups=1 takes all, as many groups as channels is instance norm",
    source: "Wu and He 2018, arXiv:1803.08494; PyTorch GroupNorm",
    options: [
      .integer(
        "groups", aliases: ["num_groups"], default: 32, in: 1...1_000_000,
        help: "equal parts of the channels; must divide their number"),
      .normEpsilon(1e-5), .affine, .normBias, .rateFactor,
    ],
    example: "data noise features=64; layer reshape [4, 4, 4]; layer group_norm groups=2; layer flatten")
  /// `group_norm 2` is `group_norm groups=2`.
  let firstOption: String? = "groups"
  /// The mean is taken off.
  let isCentered = true

  /// The shape that goes in, whose units fall into equal groups.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    let (units, groups) = (UnitLayout(shape: input).count, layer.options.integer("groups", else: 1))
    guard units % groups == 0 else {
      throw .layerShape(
        layer: layer.name, kind: layer.kind, input: input,
        problem: .arithmetic(
          "\(units) channels / \(groups) groups leave a remainder of \(units % groups)", options: ["groups"]))
    }
    return input
  }

  /// One number for each unit.
  func affineShape(of layer: LayerSettings, input: [Int]) -> [Int] { [UnitLayout(shape: input).count] }

  /// Channels of images one after the other; features of vectors and sequences as runs.
  func grouping(of layer: LayerSettings, input: [Int]) -> NormGrouping {
    let layout = UnitLayout(shape: input)
    let groups = layer.options.integer("groups", else: 1)
    let units = layout.count / groups
    if layout.inner == 1 {
      return NormGrouping(
        groups: groups, blocks: layout.outer, length: units, groupStep: units, blockStep: layout.count)
    }
    return NormGrouping(
      groups: groups, blocks: units, length: layout.inner, groupStep: units * layout.inner,
      blockStep: layout.inner, isByBlock: true)
  }
}
