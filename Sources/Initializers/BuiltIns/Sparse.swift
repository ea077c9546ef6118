import InitKit

/// Normal numbers of which an exact share, at random places, is zero.
package struct Sparse: Initializer {
  package static let specification = InitializerSpecification(
    name: "sparse",
    summary: "Each neuron reads a few inputs at random; its other weights are 0.",
    formula: "ceil(sparsity n) of every n entries are 0, the others ~ N(0, std^2)",
    source: "Martens 2010, Deep learning via Hessian-free optimization, section 5",
    parameters: [
      .number("sparsity", default: 0.9, in: .unit, help: "share of zeros"),
      .number("std", default: 0.01, in: .nonNegative, help: "standard deviation of the others"),
      .choice("along", of: ["neuron", "input"], help: "count the zeros of each neuron or of each input"),
    ],
    suits: "deep autoencoders and recurrent networks",
    notes: [
      "PyTorch and Flux count along=input, which can leave neurons that read nothing; MLX as here",
      "Lasagne's sparsity is the share of the others: its 0.1 is 0.9 here",
      "MLX's std is 1, Martens' too, with 15 inputs a neuron",
    ],
    examples: ["sparse(0.9)", "sparse(0.5, 1)"])

  private let sparsity: Double
  private let deviation: Double
  private let alongNeuron: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    sparsity = try arguments.number("sparsity")
    deviation = try arguments.number("std")
    alongNeuron = try arguments.text("along") == "neuron"
  }

  /// Zeros among some entries, rounded up; a share such as 0.55 of 100 must not become 56 by rounding.
  private func zeros(among count: Int) -> Int {
    min(count, Int((sparsity * Double(count) - 1e-9).rounded(.up)))
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    context.fill(&weights, with: .normal(mean: 0, deviation: deviation))
    // Places come from a lane of their own, so that they do not depend on how values are drawn.
    var places = context.random.onLane(1)
    let (lines, length) = alongNeuron ? (rows, columns) : (columns, rows)
    for line in 0..<lines {
      for place in places.permutation(length).prefix(zeros(among: length)) {
        weights[alongNeuron ? line * columns + place : place * columns + line] = 0
      }
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let (lines, length) = alongNeuron ? (site.rows, site.columns) : (site.columns, site.rows)
    let zeros = zeros(among: length)
    let share = 1 - Double(zeros) / Double(max(1, length))
    let spread = deviation > 0 && share > 0 && site.columns > 0
    let empty = !spread && site.rows >= 2
    return Promise(
      mean: 0, variance: deviation * deviation * share, kurtosis: share > 0 ? 3 / share : 3,
      zeros: deviation > 0 ? lines * zeros : site.count,
      // Along inputs a neuron may be left without any, and two such neurons are equal.
      breaksSymmetry: empty ? false : alongNeuron || zeros == 0 || site.rows < 2 ? true : nil)
  }
}
