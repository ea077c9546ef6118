import InitKit

/// Ones, or a gain, on the main diagonal.
package struct Identity: Initializer {
  package static let specification = InitializerSpecification(
    name: "identity", aliases: ["eye"],
    summary: "The layer passes its inputs on: neuron i reads input i alone.",
    formula: "w[i, (i + shift) mod I] = gain for i < min(O, I), else 0",
    source: "Le, Jaitly and Hinton 2015, arXiv:1504.00941",
    parameters: [
      .number("gain", default: 1, help: "value on the diagonal"),
      ParameterSpecification(
        "shift", .integer(-1_000_000...1_000_000), default: .value(.number(0)),
        help: "neuron i reads input i + shift, around the end"),
    ],
    suits: "square layers in deep linear and relu networks, recurrent weights",
    notes: [
      "not square: ones on the main diagonal, as in PyTorch and Keras; MLX and DL4J refuse",
      "Flux's identity_init has the shift too",
      "neurons beyond the number of inputs read nothing and are equal to one another",
    ],
    examples: ["identity", "identity(0.5)", "identity(shift=1)"], isDeterministic: true)

  private let gain: Double
  private let shift: Int

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
    shift = Int(try arguments.number("shift"))
  }

  /// The diagonal itself.
  init(gain: Double) { (self.gain, shift) = (gain, 0) }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    guard site.shape.count == 2 else { throw .shape(found: site.shape, needed: .axes(2)) }
    let (rows, columns) = try site.matrix(storage: weights.count)
    fillEverywhere(&weights, with: 0)
    for index in 0..<min(rows, columns) {
      let column = ((index + shift) % columns + columns) % columns
      weights[index * columns + column] = gain
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let diagonal = min(site.rows, site.columns)
    let share = Double(diagonal) / Double(max(1, site.count))
    return Promise(
      mean: gain * share, variance: gain * gain * share * (1 - share), lower: min(0, gain),
      upper: max(0, gain),
      zeros: gain == 0 ? site.count : site.count - diagonal,
      breaksSymmetry: site.rows < 2 || (gain != 0 && site.rows <= site.columns + 1))
  }
}
