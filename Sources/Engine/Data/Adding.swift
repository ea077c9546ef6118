import InitKit
import Tensor

extension DataGenerator {
  /// Two marked numbers of a sequence to be added.
  static let adding = DataGenerator(
    specification: Specification(
      name: "adding", aliases: ["adding_problem"],
      summary: "The adding problem: of a sequence of numbers, the two that are marked are to be added.",
      formula:
        "x [length, 2] = (number from 0 to 1, mark), one mark in each half; t = sum of the marked numbers",
      source: "Hochreiter and Schmidhuber 1997, as in Le, Jaitly, Hinton 2015, arXiv:1504.00941",
      options: [.samples(200), .length(20, atLeast: 2)] + OptionSpecification.forAllData,
      example: "data adding n=500 length=20")
  ) { values, stream in
    let (count, length) = (values.integer("n", else: 200), values.integer("length", else: 20))
    var inputs: [Double] = []
    var sums: [[Double]] = []
    for _ in 0..<count {
      let marks = [stream.below(length / 2), length / 2 + stream.below(length - length / 2)]
      var sum = 0.0
      for step in 0..<length {
        let number = stream.uniform(0, 1)
        let isMarked = marks.contains(step)
        if isMarked { sum += number }
        inputs += [number, isMarked ? 1 : 0]
      }
      sums.append([sum])
    }
    return (Tensor(shape: [count, length, 2], values: inputs), .values(Tensor(rows: sums)))
  }
}
