import InitKit

/// A kernel for sub-pixel convolutions whose enlarged image starts without a checkerboard.
package struct Icnr: Initializer {
  package static let specification = InitializerSpecification(
    name: "icnr",
    summary: "Each filter comes r^2 times, so that a sub-pixel convolution starts as plain enlargement.",
    formula: "w[c r^2 + i] = v[c] for i = 0 ... r^2 - 1, v ~ N(0, (gain / sqrt(fan_in))^2)",
    source: "Aitken, Ledig, Theis, Caballero, Wang and Shi 2017, arXiv:1707.02937",
    parameters: [
      ParameterSpecification(
        "factor", .integer(1...64), default: .value(.number(2)), help: "r: how many times wider and higher"),
      .number("gain", default: 1.4142135623730951, in: .nonNegative, help: "factor on 1 / sqrt(fan_in)"),
    ],
    suits: "the convolution in front of a pixel shuffle (channels to space)",
    notes: ["the r^2 filters of an output channel stand together, as PyTorch's pixel_shuffle reads them"],
    examples: ["icnr(2)", "icnr(3, gain=1)"])

  private let copies: Int
  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    let factor = Int(try arguments.number("factor"))
    copies = factor * factor
    gain = try arguments.number("gain")
  }

  private func law(at site: WeightSite) -> EntryLaw {
    .centeredNormal(deviation: gain / FanMode.fanIn.fan(at: site).squareRoot())
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    guard rows % copies == 0 else {
      throw .refused(reason: "\(rows) filters do not share out among \(copies) places of a pixel")
    }
    let law = law(at: site)
    for channel in 0..<rows / copies {
      for column in 0..<columns {
        let value = law.draw(from: &context.random)
        for copy in 0..<copies { weights[(channel * copies + copy) * columns + column] = value }
      }
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    var promise = Promise(independent: law(at: site), at: site)
    promise.repeats = copies
    if copies > 1 {
      promise.law = nil
      if site.rows > 1 { promise.breaksSymmetry = false }
    }
    return promise
  }
}
