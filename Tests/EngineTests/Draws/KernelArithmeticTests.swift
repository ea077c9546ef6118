import Engine
import InitKit
import Testing

// Every branch of the quantile: the middle, both tails, cuts within a tail as far as they go.
private let laws: [EntryLaw] = [
  .uniform(low: 0, high: 1), .uniform(low: -0.3, high: 0.7), .uniform(low: 2, high: 2),
  .normal(mean: 0, deviation: 1), .normal(mean: -4, deviation: 0.1), .normal(mean: 1, deviation: 0),
  .truncatedNormal(mean: 0, deviation: 1, cut: NormalCut(lower: -2, upper: 2)),
  .truncatedNormal(mean: 3, deviation: 0.02, cut: NormalCut(lower: -1, upper: 4)),
  .truncatedNormal(mean: 0, deviation: 1, cut: NormalCut(lower: 0.1, upper: 3)),
  .truncatedNormal(mean: 0, deviation: 1, cut: NormalCut(lower: -0.5, upper: 0)),
  .truncatedNormal(mean: 0, deviation: 2, cut: NormalCut(lower: 5, upper: 9)),
  .truncatedNormal(mean: 0, deviation: 1, cut: NormalCut(lower: -30, upper: -29)),
]

@Suite("bulk arithmetic by the kernels", .serialized)
struct KernelArithmeticTests {
  private func stream(_ position: UInt64) -> RandomStream {
    RandomStream(StreamKey(bits: 0xDEAD_BEEF_1234_5678), lane: 3 << 32 | 17, position: position)
  }

  private func drawn(_ law: EntryLaw, _ count: Int, _ random: inout RandomStream, _ by: any BulkArithmetic)
    -> [Double]
  {
    var numbers = [Double](repeating: .nan, count: count)
    var span = numbers.mutableSpan
    by.draw(law, from: &random, into: &span)
    return numbers
  }

  /// Runs a body with every instruction set of the machine, the fastest last.
  private func onEachInstructionSet(_ body: (String) throws -> Void) rethrows {
    let fastest = Kernels.instructionSet
    defer { _ = Kernels.useInstructionSet(fastest) }
    for name in Kernels.availableInstructionSets {
      #expect(Kernels.useInstructionSet(name))
      try body(name)
    }
  }

  @Test("draws have the bits of one after the other, from any position, by any instructions", arguments: laws)
  func draws(law: EntryLaw) {
    for (position, count) in [(0, 0), (0, 1), (1, 1), (7, 3), (0, 256), (1, 511), (8, 2000), (5, 9001)] {
      var plain = stream(UInt64(position))
      let expected = drawn(law, count, &plain, PlainArithmetic())
      onEachInstructionSet { name in
        var random = stream(UInt64(position))
        let found = drawn(law, count, &random, KernelArithmetic())
        #expect(found.map(\.bitPattern) == expected.map(\.bitPattern), "\(count) at \(position), \(name)")
        // The stream goes on where it would.
        var next = plain
        #expect(random == plain && random.next() == next.next())
      }
    }
  }

  @Test("positions beyond 2^33 change the counter's second word", arguments: [0, 1, 5])
  func positions(offset: UInt64) {
    var plain = stream((1 << 33) - 300 + offset)
    var fast = plain
    let law = EntryLaw.normal(mean: 0, deviation: 1)
    #expect(drawn(law, 900, &plain, PlainArithmetic()) == drawn(law, 900, &fast, KernelArithmetic()))
  }

  @Test("threads change no bit", arguments: laws)
  func threads(law: EntryLaw) {
    let before = Kernels.threads
    defer { Kernels.setThreads(before) }
    Kernels.setThreads(1)
    var random = stream(3)
    let expected = drawn(law, 70_001, &random, KernelArithmetic())
    for threads in [2, 3, 7] {
      Kernels.setThreads(threads)
      var random = stream(3)
      #expect(drawn(law, 70_001, &random, KernelArithmetic()) == expected)
    }
  }

  @Test(
    "products have the bits of the plain loops, wherever their parts lie",
    arguments: [[0, 0, 0], [1, 1, 1], [3, 5, 2], [17, 9, 384], [8, 33, 385], [40, 31, 800], [5, 4, 0]])
  func products(sizes: [Int]) {
    let (rows, columns, inner) = (sizes[0], sizes[1], sizes[2])
    var random = stream(0)
    let law = EntryLaw.normal(mean: 0, deviation: 1)
    for (isLeftTransposed, isRightTransposed) in [(false, false), (false, true), (true, false), (true, true)]
    {
      func operand(_ rows: Int, _ columns: Int, _ isTransposed: Bool) -> MatrixOperand {
        let (height, width) = isTransposed ? (columns, rows) : (rows, columns)
        let part = MatrixPart(first: 5, rows: height, columns: width, stride: width + 3)
        let numbers = drawn(law, 5 + height * (width + 3), &random, KernelArithmetic())
        return MatrixOperand(numbers, part, isTransposed: isTransposed)
      }
      let left = operand(rows, inner, isLeftTransposed)
      let right = operand(inner, columns, isRightTransposed)
      let part = MatrixPart(first: 2, rows: rows, columns: columns, stride: columns + 1)
      let start = drawn(law, 2 + rows * (columns + 1), &random, KernelArithmetic())
      var expected = start
      PlainArithmetic().addProduct(left, right, to: &expected, at: part)
      onEachInstructionSet { name in
        var found = start
        KernelArithmetic().addProduct(left, right, to: &found, at: part)
        #expect(found == expected, "\(sizes), \(name)")
      }
    }
  }

  @Test(
    "orthonormal vectors are the same by every arithmetic, instruction set and number of threads",
    arguments: [[1, 1], [3, 7], [64, 64], [65, 70], [100, 500], [130, 131]])
  func orthonormalVectors(shape: [Int]) {
    func vectors(_ arithmetic: any BulkArithmetic) -> [Double] {
      var context = FillContext(random: stream(1), arithmetic: arithmetic)
      return context.orthonormalVectors(count: shape[0], length: shape[1])
    }
    let expected = vectors(PlainArithmetic())
    let before = Kernels.threads
    defer { Kernels.setThreads(before) }
    onEachInstructionSet { name in
      for threads in [1, 2, 3] {
        Kernels.setThreads(threads)
        #expect(vectors(KernelArithmetic()) == expected, "\(name), \(threads) threads")
      }
    }
  }

  @Test("1024 orthonormal vectors are so to 1e-6, as float32 and far closer as drawn")
  func large() {
    var context = FillContext(random: stream(0), arithmetic: KernelArithmetic())
    let size = 1024
    let square = MatrixPart(rows: size, columns: size)
    let exact = context.orthonormalVectors(count: size, length: size)
    for (numbers, limit) in [(exact, 1e-13), (exact.map { Double(Float($0)) }, 1e-6)] {
      var products = [Double](repeating: 0, count: size * size)
      KernelArithmetic().addProduct(
        MatrixOperand(numbers, square), MatrixOperand(numbers, square, isTransposed: true), to: &products,
        at: square)
      for index in 0..<size { products[index * (size + 1)] -= 1 }
      #expect((products.map(\.magnitude).max() ?? 1) <= limit)
    }
  }
}
