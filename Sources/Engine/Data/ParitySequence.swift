import InitKit
import Tensor

extension DataGenerator {
  /// The parity of bits that come one after the other.
  static let paritySequence = DataGenerator(
    specification: Specification(
      name: "parity_sequence", aliases: ["sequential_parity"],
      summary: "Whether the number of ones is odd, for random bits that come one at a time step.",
      formula:
        "x [length, 1] = bits; t = (b_1 + ... + b_length) mod 2, with each=true of the first k at step k",
      source: "Hochreiter and Schmidhuber 1996",
      options: [
        .samples(200), .length(8), .noise(0),
        .boolean("each", default: false, help: "ask at each time step, for the bits so far"),
      ] + OptionSpecification.forAllData,
      example: "data parity_sequence n=500 length=8")
  ) { values, stream in
    let (count, length) = (values.integer("n", else: 200), values.integer("length", else: 8))
    let noise = values.number("noise", else: 0)
    var disturbance = stream.onLane(1)
    var inputs: [Double] = []
    var parities: [Double] = []
    for _ in 0..<count {
      var parity = 0
      for step in 0..<length {
        let bit = stream.below(2)
        parity ^= bit
        inputs.append(Double(bit) + disturbance.noise(noise))
        if values.isTrue("each") || step == length - 1 { parities.append(Double(parity)) }
      }
    }
    let shape = values.isTrue("each") ? [count, length, 1] : [count, 1]
    return (
      Tensor(shape: [count, length, 1], values: inputs), .values(Tensor(shape: shape, values: parities))
    )
  }
}
