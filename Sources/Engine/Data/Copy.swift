import InitKit
import Tensor

extension DataGenerator {
  /// Symbols to be remembered across blanks.
  static let copy = DataGenerator(
    specification: Specification(
      name: "copy", aliases: ["copy_memory", "copying"],
      summary: "The copy problem: symbols are to be remembered across blanks and said again at the end.",
      formula:
        "x = length symbols, blank - 1 blanks, go, length blanks; t = length + blank blanks, the symbols",
      source: "Hochreiter and Schmidhuber 1997, as in Arjovsky, Shah, Bengio 2016, arXiv:1511.06464",
      options: [
        .samples(200), .length(5),
        .integer(
          "blank", aliases: ["delay"], default: 10, in: 1...100_000,
          help: "time steps between symbols and answer"),
        .integer("symbols", default: 8, in: 1...1000, help: "different symbols"),
        .split,
      ],
      example: "data copy n=500 length=5 blank=10"),
    vocabulary: { values in
      (0..<values.integer("symbols", else: 8)).map(String.init) + ["_", ">"]
    }
  ) { values, stream in
    let (count, length) = (values.integer("n", else: 200), values.integer("length", else: 5))
    let (delay, symbols) = (values.integer("blank", else: 10), values.integer("symbols", else: 8))
    let (blank, go) = (symbols, symbols + 1)
    var inputs: [Double] = []
    var answers: [Int] = []
    for _ in 0..<count {
      let memory = (0..<length).map { _ in stream.below(symbols) }
      let blanks = [Int](repeating: blank, count: delay - 1)
      let tokens = memory + blanks + [go] + [Int](repeating: blank, count: length)
      inputs += tokens.map(Double.init)
      answers += [Int](repeating: blank, count: length + delay) + memory
    }
    let steps = 2 * length + delay
    return (
      Tensor(shape: [count, steps], values: inputs),
      .classes(answers, positions: steps, names: (0..<symbols).map(String.init) + ["_"])
    )
  }
}
