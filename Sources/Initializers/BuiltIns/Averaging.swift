import InitKit

/// Equal weights that sum to a gain: every neuron passes on the mean of what it reads.
package struct Averaging: Initializer {
  package static let specification = InitializerSpecification(
    name: "averaging", aliases: ["constnet"],
    summary: "Equal weights that sum to a gain: each neuron passes on the mean of its inputs.",
    formula: "w = gain / fan_in",
    source: "after Blumenfeld, Gilboa and Soudry 2020, arXiv:2007.01038: all features start identical",
    parameters: [.number("gain", default: 1, help: "sum of a neuron's weights")],
    suits: "seeing whether neurons must differ at the start: what then parts them is dropout or rounding",
    notes: [
      "the neurons of a layer stay one neuron here, bit for bit: sums have a fixed order",
      "`set summation shuffled` rounds as a library does that sums in any order, and parts them",
    ],
    examples: ["averaging", "averaging(2)"], isDeterministic: true)

  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  private func value(at site: WeightSite) -> Double { gain / FanMode.fanIn.fan(at: site) }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    fillEverywhere(&weights, with: value(at: site))
  }

  package func promise(at site: WeightSite) -> Promise? { .every(value(at: site), at: site) }
}
