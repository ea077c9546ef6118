import InitKit

/// Krähenbühl et al.'s start from data: units of one variance, and layers that learn at one rate.
package struct Kraehenbuehl: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "kraehenbuehl", aliases: ["data_driven", "magic_init"],
    summary:
      "Weights from draws or data, unit variance for each unit, one learning speed for all layers.",
    formula:
      "w <- w / sd(w x), b <- -mean / sd, unit by unit; then W_k <- W_k sqrt(C_k / C), C_k = sqrt(mean g^2 / mean w^2)",
    source: "Krähenbühl, Doersch, Donahue and Darrell 2016, ICLR, arXiv:1511.06856, algorithms 1 and 2",
    parameters: [
      .choice(
        "weights", of: ["random", "pca", "kmeans", "patches"],
        help: "normal draws; or from what comes in: principal components, cluster centers, samples"),
      .boolean("within", default: true, help: "give each unit mean `bias` and variance 1 (algorithm 1)"),
      .boolean(
        "between", default: true, help: "even out the layers' ratios of gradient and weight (algorithm 2)"),
      .number(
        "bias", default: 0, help: "mean of each unit's sums after the first algorithm; the authors': 0.1"),
      ParameterSpecification(
        "rounds", .integer(1...1000), default: .value(.number(50)), help: "most rounds of the second"),
      .number("tolerance", default: 0.01, in: .positive, help: "how far log ratios may lie from their mean"),
      .number(
        "damping", default: 1, in: NumberRange(0, 1, includesLower: false), help: "the paper's alpha: 0.25"),
      ParameterSpecification(
        "batches", .integer(1...1_000_000), default: .value(.number(1)),
        help: "batches of the first epoch to measure on together"),
    ],
    suits: "convolutional networks of relu, plain or fine-tuned",
    notes: [
      "gradients are those of the loss on the first batch; the authors draw derivatives of the outputs at random",
      "the second undoes the variances of the first: in a network of relu its answer stays the same",
      "units beyond what the data give (more than inputs, or samples) are drawn at random",
    ],
    examples: ["kraehenbuehl", "kraehenbuehl(pca)", "kraehenbuehl(kmeans, between=false)"])

  private let weights: DataWeights
  private let rule: UnitRule?
  private let ratios: GradientRatios?

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    let batches = Int(try arguments.number("batches"))
    weights = DataWeights(
      kind: DataWeights.Kind(rawValue: try arguments.text("weights")) ?? .random, batches: batches)
    let mean = try arguments.number("bias")
    rule = try arguments.boolean("within") ? UnitRule(scale: 1, mean: mean, batches: batches) : nil
    ratios =
      try arguments.boolean("between")
      ? GradientRatios(
        rounds: Int(try arguments.number("rounds")), tolerance: try arguments.number("tolerance"),
        damping: try arguments.number("damping")) : nil
  }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    for weight in try network.freeWeights() {
      try network.write(network.draw(.centeredNormal(deviation: 1), at: weight), to: weight)
    }
    var report = SchemeReport()
    for layer in network.layers where layer.weights.contains(where: \.isFree) {
      guard let weight = layer.onlyWeight, network.units(of: weight) != nil else {
        report.leftAsDrawn.append(layer.name)
        continue
      }
      try weights.fill(weight, of: layer, in: network)
      if let row = try rule?.treat(layer, weight, in: network) { report.rows.append(row) }
    }
    if let ratios { report.rows = try ratios.apply(to: network) }
    return report
  }
}
