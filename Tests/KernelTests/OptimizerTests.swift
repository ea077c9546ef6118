import CKernels
import Foundation
import Testing

/// An optimizer's settings, PyTorch's defaults where nothing is said.
func optimizer(
  _ kind: il_optimizer_kind, momentum: Double = 0, beta2: Double = 0.999, epsilon: Double = 1e-8,
  decay: Double = 0
) -> il_optimizer {
  il_optimizer(
    kind: kind, momentum: momentum, beta1: 0.9, beta2: beta2, epsilon: epsilon, weight_decay: decay)
}

extension Kernels {
  @Suite("Optimizers")
  struct Optimizers {
    let cases = [
      optimizer(IL_SGD), optimizer(IL_SGD, decay: 0.1), optimizer(IL_SGD, momentum: 0.9),
      optimizer(IL_SGD, momentum: 0.9, decay: 0.1), optimizer(IL_SGD_NESTEROV, momentum: 0.9),
      optimizer(IL_SGD_NESTEROV, momentum: 0.9, decay: 0.1), optimizer(IL_ADAM),
      optimizer(IL_ADAM, decay: 0.1),
      optimizer(IL_ADAMW, decay: 0.01), optimizer(IL_RMSPROP, beta2: 0.99),
      optimizer(IL_RMSPROP, beta2: 0.99, decay: 0.1),
      optimizer(IL_RMSPROP, momentum: 0.9, beta2: 0.99), optimizer(IL_ADAGRAD, epsilon: 1e-10),
      optimizer(IL_ADAGRAD, epsilon: 1e-10, decay: 0.1),
      // 0.96^0.004, rounded to a double.
      optimizer(IL_NADAM, momentum: 0.9998367253526753),
      optimizer(IL_NADAM, momentum: 0.9998367253526753, decay: 0.1),
      optimizer(IL_ADADELTA, beta2: 0.9, epsilon: 1e-6),
      optimizer(IL_ADADELTA, beta2: 0.9, epsilon: 1e-6, decay: 0.1), optimizer(IL_LION, beta2: 0.99),
      optimizer(IL_LION, beta2: 0.99, decay: 0.1),
    ]

    /// The parameters after some steps with changing gradients.
    func trained<T: KernelScalar>(_ settings: il_optimizer, count: Int, steps: Int, rate: Double = 0.05)
      -> [T]
    {
      var settings = settings
      var w: [T] = values(count, seed: 1)
      var first = [T](repeating: 0, count: count)
      var second = first
      var powers = [1.0, 1.0, 1.0]
      for step in 0..<steps {
        let g: [T] = values(count, seed: UInt64(100 + step))
        il_optimize(T.code, &settings, rate, Int64(count), &w, g, &first, &second, &powers, nil)
      }
      return w
    }

    /// PyTorch's documented update of one parameter, written out.
    struct Plain {
      var w: Double
      var v = 0.0
      var u = 0.0
      var product = 1.0
      var step = 0

      mutating func update(_ o: il_optimizer, rate: Double, gradient: Double) {
        step += 1
        let isDecoupled = o.kind == IL_ADAMW || o.kind == IL_LION
        if isDecoupled { w -= rate * o.weight_decay * w }
        let g = gradient + (isDecoupled ? 0 : o.weight_decay * w)
        switch o.kind {
        case IL_SGD, IL_SGD_NESTEROV:
          v = step == 1 ? g : o.momentum * v + g
          w -= rate * (o.kind == IL_SGD ? v : g + o.momentum * v)
        case IL_ADAM, IL_ADAMW:
          v = o.beta1 * v + (1 - o.beta1) * g
          u = o.beta2 * u + (1 - o.beta2) * g * g
          let correction1 = (0..<step).reduce(1.0) { power, _ in power * o.beta1 }
          let correction2 = (0..<step).reduce(1.0) { power, _ in power * o.beta2 }
          w -= rate * (v / (1 - correction1)) / ((u / (1 - correction2)).squareRoot() + o.epsilon)
        case IL_RMSPROP:
          v = o.beta2 * v + (1 - o.beta2) * g * g
          u = o.momentum * u + g / (v.squareRoot() + o.epsilon)
          w -= rate * u
        case IL_NADAM:
          v = o.beta1 * v + (1 - o.beta1) * g
          u = o.beta2 * u + (1 - o.beta2) * g * g
          let mean = o.beta1 * (1 - 0.5 * pow(o.momentum, Double(step)))
          let next = o.beta1 * (1 - 0.5 * pow(o.momentum, Double(step + 1)))
          product *= mean
          let root = (u / (1 - pow(o.beta2, Double(step)))).squareRoot() + o.epsilon
          w -= rate * ((1 - mean) / (1 - product) * g + next / (1 - product * next) * v) / root
        case IL_ADADELTA:
          v = o.beta2 * v + (1 - o.beta2) * g * g
          let slope = (u + o.epsilon).squareRoot() / (v + o.epsilon).squareRoot() * g
          u = o.beta2 * u + (1 - o.beta2) * slope * slope
          w -= rate * slope
        case IL_LION:
          let direction = o.beta1 * v + (1 - o.beta1) * g
          v = o.beta2 * v + (1 - o.beta2) * g
          w -= direction == 0 ? 0 : direction > 0 ? rate : -rate
        default:
          v += g * g
          w -= rate * g / (v.squareRoot() + o.epsilon)
        }
      }
    }

    @Test("updates follow PyTorch's formulas over many steps")
    func formulas() {
      for settings in cases {
        let start: [Double] = values(5, seed: 1)
        var plain = start.map { Plain(w: $0) }
        for step in 0..<30 {
          let g: [Double] = values(5, seed: UInt64(100 + step))
          for i in 0..<5 { plain[i].update(settings, rate: 0.05, gradient: g[i]) }
        }
        let w: [Double] = trained(settings, count: 5, steps: 30)
        for i in 0..<5 { #expect(abs(w[i] - plain[i].w) < 1e-12, "optimizer \(settings)") }
      }
    }

    @Test("every instruction set gives the reference's bits")
    func bits() {
      for settings in cases {
        for count in [0, 1, 2, 3, 7, 8, 16, 17, 33, 100] {
          expectReferenceBits("\(settings) of \(count)") { () -> [Float] in
            trained(settings, count: count, steps: 3)
          }
          expectReferenceBits("\(settings) of \(count)") { () -> [Double] in
            trained(settings, count: count, steps: 3)
          }
        }
      }
    }

    @Test("threads change no bit")
    func threads() {
      defer { il_threads_set(1) }
      for settings in cases {
        let expected: [Float] = trained(settings, count: 50_001, steps: 1)
        il_threads_set(3)
        let found: [Float] = trained(settings, count: 50_001, steps: 1)
        #expect(sameBits(found, expected))
        il_threads_set(1)
      }
    }

    @Test("state blocks are counted, and unneeded ones may be missing")
    func states() {
      let counts = cases.map { settings in
        var settings = settings
        return Int(il_optimizer_state_count(&settings))
      }
      #expect(counts == [0, 0, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 1, 1, 2, 2, 2, 2, 1, 1])
      var settings = optimizer(IL_SGD)
      var w = [1.0, 2, 3]
      il_optimize(IL_FLOAT64, &settings, 0.5, 3, &w, [2.0, 2, 2], nil, nil, nil, nil)
      #expect(w == [0, 1, 2])
    }
  }
}
