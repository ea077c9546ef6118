import InitKit

/// Sitzmann's rule for networks of sines.
package struct Siren: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "siren",
    summary: "Uniform numbers for networks of sines: wide in the first layer, matched in the others.",
    formula: "first: U(-1/fan_in, 1/fan_in); others: U(-b, b), b = sqrt(6 / fan_in) / omega",
    source: "Sitzmann, Martel, Bergman, Lindell and Wetzstein 2020, SIREN, arXiv:2006.09661, section 3.2",
    parameters: [
      .number("omega", default: 30, in: .positive, help: "frequency omega of sin(omega z)"),
      .choice(
        "layer", of: ["auto", "first", "hidden"],
        help: "which rule; `auto` takes the first for the network's first layer"),
      .boolean("folded", default: false, help: "multiply by omega, for layers that compute sin(z)"),
    ],
    suits: "sin, for images and other signals as functions of coordinates",
    notes: [
      "with plain `sin` use folded=true: the authors' layers compute sin(omega z)",
      "the authors' code leaves biases at fan_uniform",
      "sums settle at a deviation of 0.893 without biases, not at 1",
    ],
    examples: ["siren(folded=true)", "siren(30, hidden)"])

  private let omega: Double
  private let layer: String
  private let factor: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    omega = try arguments.number("omega")
    layer = try arguments.text("layer")
    factor = try arguments.boolean("folded") ? omega : 1
  }

  func law(at site: WeightSite) -> EntryLaw {
    let fan = FanMode.fanIn.fan(at: site)
    let isFirst = layer == "first" || (layer == "auto" && site.layerIndex == 0)
    let bound = factor * (isFirst ? 1 / fan : (6 / fan).squareRoot() / omega)
    return .uniform(low: -bound, high: bound)
  }
}
