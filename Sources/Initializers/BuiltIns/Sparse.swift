import InitKit

/// Normal numbers of which an exact share, at random places, is zero.
package struct Sparse: Initializer {
  package static let specification = InitializerSpecification(
    name: "sparse",
    summary: "Each neuron reads a few inputs at random; its other weights are 0.",
    formula: "ceil(sparsity n) of every n entries are 0, the others ~ N(0, std^2), or as `base` draws",
    source: "Martens 2010, Deep learning via Hessian-free optimization, section 5",
    parameters: [
      .number("sparsity", default: 0.9, in: .unit, help: "share of zeros"),
      .number("std", default: 0.01, in: .nonNegative, help: "standard deviation of the others"),
      .choice("along", of: ["neuron", "input"], help: "count the zeros of each neuron or of each input"),
      ParameterSpecification(
        "count", .integer(0...1_000_000_000), default: .derived("by sparsity"),
        help: "how many are not zero, instead of sparsity"),
      .choice(
        "base", of: Base.allCases.map(\.rawValue), help: "what draws the others; `normal` is N(0, std^2)"),
      .boolean(
        "rescale", default: false, help: "divide the others by the root of their share: the variance stays"),
    ],
    suits: "deep autoencoders and recurrent networks",
    notes: [
      "PyTorch and Flux count along=input, which can leave neurons that read nothing; MLX as here",
      "Lasagne's sparsity is the share of the others: its 0.1 is 0.9 here",
      "MLX's std is 1; Martens' start is sparse(std=1, count=15)",
      "over another scheme, as in Blocks: sparse(0.9, base=he_normal, rescale=true)",
    ],
    examples: ["sparse(0.9)", "sparse(std=1, count=15)", "sparse(0.5, base=orthogonal)"])

  /// What draws the entries that are not zero: initializers with mean zero.
  private enum Base: String, CaseIterable {
    case normal, orthogonal
    case heNormal = "he_normal"
    case heUniform = "he_uniform"
    case lecunNormal = "lecun_normal"
    case lecunUniform = "lecun_uniform"
    case xavierNormal = "xavier_normal"
    case xavierUniform = "xavier_uniform"

    /// Its type; nil for the law that `std` gives.
    var type: (any Initializer.Type)? {
      switch self {
      case .normal: nil
      case .orthogonal: Orthogonal.self
      case .heNormal: HeNormal.self
      case .heUniform: HeUniform.self
      case .lecunNormal: LecunNormal.self
      case .lecunUniform: LecunUniform.self
      case .xavierNormal: XavierNormal.self
      case .xavierUniform: XavierUniform.self
      }
    }
  }

  private let sparsity: Double
  private let deviation: Double
  private let alongNeuron: Bool
  private let count: Int?
  private let base: (any WeightFilling)?
  private let rescales: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    sparsity = try arguments.number("sparsity")
    deviation = try arguments.number("std")
    alongNeuron = try arguments.text("along") == "neuron"
    count = try arguments.optionalNumber("count").map { Int($0) }
    rescales = try arguments.boolean("rescale")
    if count != nil, arguments.isGiven("sparsity") { throw .conflict(parameter: "count", with: "sparsity") }
    if let type = (Base(rawValue: try arguments.text("base")) ?? .normal).type {
      if arguments.isGiven("std") { throw .conflict(parameter: "std", with: "base") }
      base = try InitializerEntry(type).choose().filling
    } else {
      base = nil
    }
  }

  /// Zeros among some entries, rounded up; a share such as 0.55 of 100 must not become 56 by rounding.
  private func zeros(among entries: Int) -> Int {
    if let count { return max(0, entries - count) }
    return min(entries, Int((sparsity * Double(entries) - 1e-9).rounded(.up)))
  }

  /// What the entries that stay are multiplied by.
  private func factor(_ length: Int) -> Double {
    let share = 1 - Double(zeros(among: length)) / Double(max(1, length))
    return rescales && share > 0 ? 1 / share.squareRoot() : 1
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    if let base {
      try base.fill(&weights, at: site, using: &context)
    } else {
      context.fill(&weights, with: .normal(mean: 0, deviation: deviation))
    }
    // Places come from a lane of their own, so that they do not depend on how values are drawn.
    var places = context.random.onLane(1)
    let (lines, length) = alongNeuron ? (rows, columns) : (columns, rows)
    let factor = factor(length)
    if factor != 1 { for index in weights.indices { weights[index] *= factor } }
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
    let whole =
      base?.promise(at: site) ?? Promise(mean: 0, variance: deviation * deviation, breaksSymmetry: nil)
    let spread = whole.variance > 0 && share > 0 && site.columns > 0
    let empty = !spread && site.rows >= 2
    return Promise(
      mean: 0, variance: whole.variance * factor(length) * factor(length) * share,
      kurtosis: share > 0 ? whole.kurtosis / share : 3,
      zeros: whole.variance > 0 ? lines * zeros : site.count,
      // Along inputs a neuron may be left without any, and two such neurons are equal.
      breaksSymmetry: empty ? false : alongNeuron || zeros == 0 || site.rows < 2 ? true : nil)
  }
}
