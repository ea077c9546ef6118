import Engine
import Tensor
import Testing

/// A trained network's bits, which must be the same on every machine.
@Suite struct GoldenTests {
  @Test(arguments: [
    (Precision.float32, UInt64(9_173_321_373_736_166_295)), (.float64, 12_061_055_802_774_935_190),
  ])
  func aTrainedNetworkHasTheBitsItHadWhenThisWasWritten(_ golden: (precision: Precision, hash: UInt64)) throws
  {
    let network = try model(
      ModelDescription(
        layers: [dense("h", 8, "tanh"), dense("g", 5, "gelu"), dense("o", 1)],
        optimizer: optimizer("adam", ["lr": 0.01]), precision: golden.precision),
      try DataTable.dataset("xor"))
    // Set by hand, so that only the kernels decide.
    var number = 0.0
    for layer in network.layers {
      for parameter in layer.parameters {
        let values = (0..<parameter.site.count).map { _ in
          number += 1
          return (number * 0.37).truncatingRemainder(dividingBy: 1) - 0.5
        }
        try network.setParameter(
          layer.name, parameter.name, to: Tensor(shape: parameter.shape, values: values))
      }
    }
    _ = network.run(steps: 300)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for (_, tensor) in try network.allParameters().sorted(by: { $0.key < $1.key }) {
      for value in tensor.values { hash = (hash ^ value.bitPattern) &* 0x0000_0100_0000_01B3 }
    }
    #expect(hash == golden.hash)
    #expect(network.loss < 0.1)
  }
}
