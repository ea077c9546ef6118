import Tensor
import Testing

@testable import Engine

/// Expects the same parameters after five steps under every instruction set and number of threads, and the
/// digest on record.
func expectDigest(_ expected: UInt64, of network: () throws -> Model) throws {
  let fastest = Kernels.instructionSet
  defer {
    Kernels.setThreads(1)
    _ = Kernels.useInstructionSet(fastest)
  }
  var results: [[String: Tensor]] = []
  for name in Kernels.availableInstructionSets {
    #expect(Kernels.useInstructionSet(name))
    for threads in name == fastest ? [1, 2, 3] : [2] {
      Kernels.setThreads(threads)
      let trained = try network()
      _ = trained.run(steps: 5)
      results.append(try trained.allParameters())
    }
  }
  #expect(results.count >= 4)
  for result in results { #expect(haveSameBits(result, results[0])) }
  var digest: UInt64 = 0xCBF2_9CE4_8422_2325
  for (_, tensor) in results[0].sorted(by: { $0.key < $1.key }) {
    for value in tensor.values { digest = (digest ^ value.bitPattern) &* 0x0000_0100_0000_01B3 }
  }
  #expect(digest == expected)
}
