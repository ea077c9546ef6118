import InitKit
import Tensor
import Testing

@testable import Engine

@Suite("The order of sums") struct SummationTests {
  /// Ten inputs, two hidden layers of 17 equal neurons: a net that libraries break within a few steps.
  private static func network(_ summation: Summation, _ precision: Precision = .float32) throws -> Model {
    let constant = try initializer("constant", 0.1)
    var layers = [dense("h1", 17, "tanh"), dense("h2", 17, "tanh"), dense("o", 3)]
    for index in layers.indices { layers[index].weightInitializer = constant }
    var description = ModelDescription(
      layers: layers, optimizer: optimizer("sgd", ["lr": 0.05]), precision: precision)
    description.summation = summation
    return try model(description, try randomData(rows: 33, inputs: 10, outputs: 3))
  }

  private func areEqual(_ model: Model, _ layer: String) throws -> Bool {
    let weight = try model.parameter(layer, "weight")
    return zip(weight.values, weight.values.dropFirst(weight.columns)).allSatisfy {
      $0.bitPattern == $1.bitPattern
    }
  }

  @Test("fixed keeps equal neurons equal, shuffled parts them by rounding", arguments: Precision.allCases)
  func rounding(_ precision: Precision) throws {
    let (fixed, shuffled) = (try Self.network(.fixed, precision), try Self.network(.shuffled, precision))
    _ = fixed.run(steps: 100)
    _ = shuffled.run(steps: 100)
    #expect(try areEqual(fixed, "h1") && areEqual(fixed, "h2"))
    // Where the gradient's sums agree, what reads the neurons differs: some layer has parted in what it reads.
    let parted = try ["h1", "h2"].filter { try !areEqual(shuffled, $0) }
    #expect(!parted.isEmpty)
    // Both are the same training but for the last digits.
    #expect(abs(fixed.loss - shuffled.loss) <= 1e-5 * fixed.loss)
  }

  @Test("shuffled sums are the same again, on any number of threads and instruction set") func again() throws
  {
    let (threads, fastest) = (Kernels.threads, Kernels.instructionSet)
    defer {
      Kernels.setThreads(threads)
      _ = Kernels.useInstructionSet(fastest)
    }
    var ends: [[String: Tensor]] = []
    for (count, set) in [(1, fastest), (3, fastest), (2, "base"), (1, "scalar")] {
      Kernels.setThreads(count)
      _ = Kernels.useInstructionSet(set)
      let network = try Self.network(.shuffled)
      _ = network.run(steps: 30)
      ends.append(try network.allParameters())
    }
    for other in ends.dropFirst() { #expect(haveSameBits(other, ends[0])) }
  }
}
