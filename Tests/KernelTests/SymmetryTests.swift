import CKernels
import Dispatch
import Testing

extension Kernels {
  @Suite("Symmetry")
  struct Symmetry {
    /// A tanh network with constant weights on random data, minibatches from four of them.
    func constantNetwork<T: KernelScalar>(_ width: Int, batch: Int) -> Network<T> {
      let samples = 4 * batch
      let network = Network<T>(
        [10, width, width, 3], inputs: values(samples * 10, seed: 1, scale: 2),
        targets: values(samples * 3, seed: 2, scale: 2), batch: batch)
      network.fill(0, 0.1)
      network.fill(1, 0.07)
      network.fill(2, 0.05)
      return network
    }

    /// Whether all hidden neurons are bit-equal: rows, columns and biases alike.
    func neuronsAreEqual<T: KernelScalar>(_ network: Network<T>, _ width: Int) -> Bool {
      let w = network.values
      let (first, second, third) = (network.layers[0], network.layers[1], network.layers[2])
      for neuron in 1..<width {
        for i in 0..<10 where w[first.weights + neuron * 10 + i] != w[first.weights + i] { return false }
        for o in 0..<3 where w[third.weights + o * width + neuron] != w[third.weights + o * width] {
          return false
        }
        if w[first.bias + neuron] != w[first.bias] || w[second.bias + neuron] != w[second.bias] {
          return false
        }
      }
      return (second.weights..<second.bias).allSatisfy { w[$0] == w[second.weights] }
    }

    func check<T: KernelScalar>(_ width: Int, batch: Int, _: T.Type) {
      func trained() -> Network<T> {
        let network: Network<T> = constantNetwork(width, batch: batch)
        #expect(network.train(200) == IL_RUN_DONE)
        #expect(neuronsAreEqual(network, width))
        return network
      }
      let expected = using(IL_SCALAR_REFERENCE) { trained() }
      #expect(expected.run.loss != expected.losses[0])
      for level in fastLevels {
        let network = using(level) { trained() }
        #expect(sameBits(network.values, expected.values), "level \(level.rawValue)")
      }
    }

    @Test(
      "equal neurons stay bit-equal for 200 steps: 10-17-17-3 with 33, 10-16-16-3 with 32 samples a batch")
    func trainings() {
      check(17, batch: 33, Float.self)
      check(16, batch: 32, Float.self)
      check(17, batch: 33, Double.self)
      check(16, batch: 32, Double.self)
    }

    @Test("training gives the same bits with one, two and three threads")
    func threads() {
      defer { il_threads_set(1) }
      func trained() -> [Float] {
        let network = Network<Float>(
          [65, 129, 33, 3], inputs: values(200 * 65, seed: 1), targets: values(200 * 3, seed: 2), batch: 130,
          optimizer: optimizer(IL_ADAM))
        network.values = values(network.parameterCount, seed: 3, scale: 0.2)
        network.train(10)
        return network.values
      }
      let expected = trained()
      for count in [2, 3] {
        il_threads_set(Int32(count))
        #expect(sameBits(trained(), expected))
      }
    }

    @Test("callers on several threads at once share the pool safely")
    func concurrentCallers() {
      defer { il_threads_set(1) }
      il_threads_set(3)
      let a: [Float] = Store.some(200 * 300, seed: 1)
      let b: [Float] = Store.some(300 * 100, seed: 2)
      let product = Product<Float>(m: 200, n: 100, k: 300, a: a, b: b)
      let expected = product.result()
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        for _ in 0..<5 { #expect(sameBits(product.result(), expected)) }
      }
    }
  }
}
