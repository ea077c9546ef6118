import InitKit

/// A recurrent network of relu units that starts by keeping its state.
package struct Irnn: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "irnn", aliases: ["identity_rnn"],
    summary: "Recurrent relu layers that add what comes in to what they hold; all else by default.",
    formula: "W_hh = scale I, W_ih ~ N(0, std^2), b = 0",
    source: "Le, Jaitly and Hinton 2015, arXiv:1504.00941, section 3",
    parameters: [
      .number("scale", default: 1, in: .positive, help: "factor of the identity; below 1 the state fades"),
      .number("std", default: 0.001, in: .positive, help: "deviation of the weights of what comes in"),
    ],
    suits: "`layer rnn SIZE relu` on long sequences",
    notes: [
      "the paper takes 1 for adding and digits by pixels, 0.01 where the past matters less",
      "lstm and gru keep their own start: their gates do what the identity does here",
    ],
    examples: ["irnn", "irnn(scale=0.9)"])

  private let scale: Double
  private let deviation: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    scale = try arguments.number("scale")
    deviation = try arguments.number("std")
  }

  package var breaksSymmetry: Bool? { true }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    let plain = network.layers.filter { $0.kind == "rnn" }
    guard !plain.isEmpty else {
      throw .refused(reason: "the network has no `layer rnn`, which is what it starts")
    }
    for layer in plain {
      guard layer.activation.name == "relu" else {
        throw .refused(reason: "\(layer.name) has \(layer.activation.name): it is made for relu")
      }
      for parameter in layer.parameters where parameter.isFree {
        try network.write(start(of: parameter, units: layer.units, network), to: parameter)
      }
    }
    return SchemeReport()
  }

  /// The first numbers of a parameter of a recurrent layer.
  private func start(of parameter: NetworkParameter, units: Int, _ network: any NetworkHost) -> [Double] {
    switch parameter.site.role {
    case .recurrent: (0..<units * units).map { $0 % (units + 1) == 0 ? scale : 0 }
    case .weight: network.draw(.centeredNormal(deviation: deviation), at: parameter)
    default: [Double](repeating: 0, count: parameter.site.count)
    }
  }
}
