import InitKit
import Tensor

/// Character text as data: windows of tokens, with the next character to be said at each position.
///
/// Tokens are the characters (Unicode scalars) of the whole text in the order of their code points. What is
/// held out is the end of the text: its windows share no character with those that are learnt from.
package struct CharacterText {
  /// Most bytes that windows, which may overlap, make of a text.
  private static let memoryLimit = 4 << 30

  /// The characters in the order of their tokens.
  private let vocabulary: [Unicode.Scalar]
  /// The text in tokens.
  private let tokens: [Int32]

  /// Numbers the characters of a text.
  package init(_ text: [Unicode.Scalar]) {
    // A table of all characters up to the largest: hashing each of a long text took half the time of reading it.
    let largest = text.reduce(0) { max($0, $1.value) }
    var places = [Int32](repeating: -1, count: Int(largest) + 1)
    for scalar in text { places[Int(scalar.value)] = 0 }
    let found = places.indices.filter { places[$0] == 0 }
    for (token, place) in found.enumerated() { places[place] = Int32(token) }
    vocabulary = found.compactMap { Unicode.Scalar(UInt32($0)) }
    tokens = text.map { places[Int($0.value)] }
  }

  /// The windows of `length` characters that start every `stride` ones, the last `split` of the text held out.
  ///
  /// - Throws: `data(.shortText)` when no window fits, `data(.split)` when none fits on one
  ///   side, `memory`, `noMemory`.
  package func dataset(
    name: String, length: Int, stride: Int, split: Double
  ) throws(EngineError) -> Dataset {
    guard tokens.count > length else { throw .data(.shortText(found: tokens.count, needed: length + 1)) }
    let end = tokens.count - Int((split * Double(tokens.count)).rounded())
    let learnt = Self.starts(in: 0..<end, length: length, stride: stride)
    let held = split > 0 ? Self.starts(in: end..<tokens.count, length: length, stride: stride) : []
    guard !learnt.isEmpty, split <= 0 || !held.isEmpty else {
      let all = Self.starts(in: 0..<tokens.count, length: length, stride: stride)
      throw .data(.split(share: split, rows: all.count))
    }
    // A token and its target take five bytes at least.
    let bytes = try ArenaLayout(limit: Self.memoryLimit).product([learnt.count + held.count, length, 5])
    guard bytes <= Self.memoryLimit else { throw .memory(bytes: bytes, limit: Self.memoryLimit) }
    let names = vocabulary.map { String($0) }
    let (inputs, answers) = try windows(at: learnt + held, length: length)
    var dataset = try Dataset(
      name: name, inputs: SampleRows(inputs, shape: [length]),
      targets: Targets(SampleRows(answers, shape: [length]), classNames: names), vocabulary: names)
    dataset.holdOut(last: held.count)
    return dataset
  }

  /// The tokens of windows, and those one character on.
  private func windows(at starts: [Int], length: Int) throws(EngineError) -> (Numbers, Numbers) {
    do throws(NoMemory) {
      let inputs = NumberCollector(reserving: starts.count * length)
      for start in starts {
        for place in start..<start + length { inputs.append(Double(tokens[place])) }
      }
      let answers = try Numbers(wholeCount: starts.count * length) {
        tokens[starts[$0 / length] + $0 % length + 1]
      }
      return (try inputs.finish(), answers)
    } catch {
      throw .noMemory(bytes: error.bytes)
    }
  }

  /// Where windows start whose characters, and the one behind them, lie in a stretch.
  private static func starts(in range: Range<Int>, length: Int, stride step: Int) -> [Int] {
    Array(stride(from: range.lowerBound, to: range.upperBound - length, by: step))
  }
}
