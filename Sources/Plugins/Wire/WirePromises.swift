import InitKit

extension EntryLaw: WireValue {
  func write(to writer: inout WireWriter) {
    switch self {
    case .uniform(let low, let high):
      writer.put(byte: 0)
      writer.put([low, high])
    case .normal(let mean, let deviation):
      writer.put(byte: 1)
      writer.put([mean, deviation])
    case .truncatedNormal(let mean, let deviation, let cut):
      writer.put(byte: 2)
      writer.put([mean, deviation, cut.lower, cut.upper])
    }
  }

  init(from reader: inout WireReader) throws(WireError) {
    let tag = try reader.byte()
    let numbers: [Double] = try reader.value()
    switch (tag, numbers.count) {
    case (0, 2): self = .uniform(low: numbers[0], high: numbers[1])
    case (1, 2): self = .normal(mean: numbers[0], deviation: numbers[1])
    case (2, 4) where -30 <= numbers[2] && numbers[2] < numbers[3] && numbers[3] <= 30:
      self = .truncatedNormal(
        mean: numbers[0], deviation: numbers[1], cut: NormalCut(lower: numbers[2], upper: numbers[3]))
    default: throw WireError()
    }
  }
}

extension Promise: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put([mean, variance, lower, upper, kurtosis])
    writer.put(zeros)
    writer.put(breaksSymmetry)
    writer.put(law)
    writer.put(repeats)
    writer.put(orthogonalGain)
  }

  init(from reader: inout WireReader) throws(WireError) {
    let numbers: [Double] = try reader.value()
    guard numbers.count == 5 else { throw WireError() }
    self.init(
      mean: numbers[0], variance: numbers[1], lower: numbers[2], upper: numbers[3], kurtosis: numbers[4],
      zeros: try reader.value(), breaksSymmetry: try reader.value(), law: try reader.value(),
      repeats: try reader.value(), orthogonalGain: try reader.value())
  }
}
