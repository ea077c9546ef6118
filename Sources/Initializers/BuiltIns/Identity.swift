import InitKit

/// Ones, or a gain, on the main diagonal.
package struct Identity: Initializer {
  package static let specification = InitializerSpecification(
    name: "identity", aliases: ["eye"],
    summary: "The layer passes its inputs on: neuron i reads input i alone.",
    formula: "w[i, j] = gain if i = j, else 0", source: "Le, Jaitly and Hinton 2015, arXiv:1504.00941",
    parameters: [.number("gain", default: 1, help: "value on the diagonal")],
    suits: "square layers in deep linear and relu networks, recurrent weights",
    notes: [
      "not square: ones on the main diagonal, as in PyTorch and Keras; MLX and DL4J refuse",
      "neurons beyond the number of inputs read nothing and are equal to one another",
    ],
    examples: ["identity", "identity(0.5)"], isDeterministic: true)

  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    guard site.shape.count == 2 else { throw .shape(found: site.shape, needed: .axes(2)) }
    let (rows, columns) = try site.matrix(storage: weights.count)
    fillEverywhere(&weights, with: 0)
    for index in 0..<min(rows, columns) { weights[index * columns + index] = gain }
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
