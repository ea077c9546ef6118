import InitKit

/// Attention that starts like trained attention: tokens look at tokens like themselves.
package struct Mimetic: Initializer {
  package static let specification = InitializerSpecification(
    name: "mimetic",
    summary: "Attention that starts like a trained one: tokens attend to what is like themselves.",
    formula:
      "W_Q W_K^T = alpha Z + beta I for each head, W_V W_O = value_alpha Z - value_beta I, Z ~ N(0, 1 / d)",
    source: "Trockman and Kolter 2023, Mimetic initialization of self-attention layers, arXiv:2305.09828",
    parameters: [
      .number("alpha", default: 0.7, in: .nonNegative, help: "noise in the product of queries and keys"),
      .number("beta", default: 0.7, in: .nonNegative, help: "identity in it"),
      .number(
        "value_alpha", default: 0.4, in: .nonNegative, help: "noise in the product of values and output"),
      .number("value_beta", default: 0.4, in: .nonNegative, help: "identity in it, taken away"),
      ParameterSpecification(
        "heads", .integer(1...1024), default: .value(.number(1)),
        help: "heads of the layer, each with the largest parts of a product of its own"),
    ],
    suits: "in_proj_weight and out_proj.weight of attention on small data sets, in vision",
    notes: [
      "say the layer's heads: `layer attention 16 heads=4` wants mimetic(heads=4)",
      "the paper takes both products apart by singular values; here W_O is a multiple of the identity and W_V the "
        + "rest, as two parameters are drawn apart: their product is the paper's",
      "weights of other kinds are xavier_uniform, biases 0",
    ],
    examples: ["mimetic(heads=4)", "mimetic(0.7, 0.7, 0.4, 0.4, 2)"])

  private let queryKey: (noise: Double, identity: Double)
  private let value: (noise: Double, identity: Double)
  private let heads: Int

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    queryKey = (try arguments.number("alpha"), try arguments.number("beta"))
    value = (try arguments.number("value_alpha"), try arguments.number("value_beta"))
    heads = Int(try arguments.number("heads"))
  }

  /// The output's multiple of the identity; its square is about the size of the product.
  private var outputScale: Double { max(value.noise, value.identity).squareRoot() }

  /// What other weights are drawn from.
  private func otherLaw(at site: WeightSite) -> EntryLaw {
    .centeredUniform(deviation: 1 / FanMode.fanAverage.fan(at: site).squareRoot())
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    if site.parameter.hasSuffix("in_proj_weight") {
      return try fillStack(&weights, at: site, using: &context)
    }
    if site.parameter.hasSuffix("out_proj.weight") {
      return try Identity(gain: outputScale).fill(&weights, at: site, using: &context)
    }
    guard site.role != .bias else { return fillEverywhere(&weights, with: 0) }
    context.fill(&weights, with: otherLaw(at: site))
  }

  /// Queries, keys and values, stacked.
  private func fillStack(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, width) = try site.matrix(storage: weights.count)
    guard rows == 3 * width, width % heads == 0 else {
      throw .refused(
        reason: "[\(rows), \(width)] is no stack of queries, keys and values for \(heads) heads of one size")
    }
    let block = width * width
    let size = width / heads
    for head in 0..<heads {
      let parts = SingularValues(product(queryKey, sign: 1, width, &context), size: width)
      for part in 0..<size {
        let root = parts.values[part].squareRoot()
        let row = (head * size + part) * width
        for column in 0..<width {
          weights[row + column] = root * parts.left[part][column]
          weights[block + row + column] = root * parts.right[part][column]
        }
      }
    }
    let values = product(value, sign: -1, width, &context)
    for row in 0..<width {
      for column in 0..<width {
        // Rows are neurons here: the matrix of the paper lies turned.
        let entry = outputScale > 0 ? values[column * width + row] / outputScale : 0
        weights[2 * block + row * width + column] = entry
      }
    }
  }

  /// noise Z + sign identity I.
  private func product(
    _ law: (noise: Double, identity: Double), sign: Double, _ width: Int, _ context: inout FillContext
  ) -> [Double] {
    let deviation = law.noise / Double(max(1, width)).squareRoot()
    return (0..<width * width).map { index in
      deviation * context.random.normal() + (index / width == index % width ? sign * law.identity : 0)
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    if site.parameter.hasSuffix("in_proj_weight") { return nil }
    if site.parameter.hasSuffix("out_proj.weight") { return Identity(gain: outputScale).promise(at: site) }
    return site.role == .bias ? .every(0, at: site) : Promise(independent: otherLaw(at: site), at: site)
  }
}
