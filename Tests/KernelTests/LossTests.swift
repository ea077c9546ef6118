import CKernels
import Foundation
import Testing

/// Target of a loss: values or classes.
enum Target<T: KernelScalar> {
  case values([T])
  case classes([Int32])
}

extension Kernels {
  @Suite("Losses")
  struct Losses {
    let kinds = [
      IL_MSE, IL_MAE, IL_HUBER, IL_BCE, IL_CROSS_ENTROPY, IL_CROSS_ENTROPY_PROBABILITIES, IL_HINGE,
      IL_HINGE_CLASSES,
    ]

    /// Value and gradient.
    func loss<T: KernelScalar>(
      _ kind: il_loss, _ rows: Int, _ columns: Int, _ p: [T], _ target: Target<T>, delta: Double = 0.75
    ) -> (value: Double, gradient: [T]) {
      var gradient = [T](repeating: .nan, count: p.count)
      let value =
        switch target {
        case .values(let t):
          il_loss_value(T.code, kind, delta, Int64(rows), Int64(columns), p, t, &gradient)
        case .classes(let t):
          il_loss_value(T.code, kind, delta, Int64(rows), Int64(columns), p, t, &gradient)
        }
      return (value, gradient)
    }

    /// A target that suits a loss.
    func target<T: KernelScalar>(_ kind: il_loss, _ rows: Int, _ columns: Int) -> Target<T> {
      let t: [T] = values(rows * columns, seed: 6)
      switch kind {
      case IL_CROSS_ENTROPY, IL_HINGE_CLASSES:
        return .classes((0..<rows).map { Int32($0 * 7 % max(columns, 1)) })
      case IL_BCE, IL_CROSS_ENTROPY_PROBABILITIES: return .values(t.map { abs($0) })
      case IL_HINGE: return .values(t.map { $0 > 0 ? 1 : 0 })
      default: return .values(t)
      }
    }

    /// The loss by its formula, in double precision.
    func formula(_ kind: il_loss, _ rows: Int, _ columns: Int, _ p: [Double], _ target: Target<Double>)
      -> Double
    {
      func element(_ p: Double, _ t: Double) -> Double {
        switch kind {
        case IL_MSE: (p - t) * (p - t)
        case IL_MAE: abs(p - t)
        case IL_HUBER: abs(p - t) < 0.75 ? 0.5 * (p - t) * (p - t) : 0.75 * (abs(p - t) - 0.375)
        case IL_BCE: max(p, 0) - p * t + log1p(exp(-abs(p)))
        default: max(0, 1 - (t > 0 ? 1 : -1) * p)
        }
      }
      func share(_ row: Int, _ column: Int) -> Double {
        switch target {
        case .values(let t): t[row * columns + column]
        case .classes(let t): Int(t[row]) == column ? 1 : 0
        }
      }
      var total = 0.0
      for i in 0..<rows {
        let row = Array(p[i * columns..<(i + 1) * columns])
        let logarithm = log(row.map { exp($0) }.reduce(0, +))
        for j in 0..<columns {
          let byRow = kind == IL_CROSS_ENTROPY || kind == IL_CROSS_ENTROPY_PROBABILITIES
          total += byRow ? share(i, j) * (logarithm - row[j]) : element(row[j], share(i, j)) / Double(columns)
        }
      }
      return total / Double(rows)
    }

    let shapes = [
      (1, 1), (1, 2), (2, 1), (3, 5), (4, 1), (5, 8), (2, 16), (7, 10), (3, 17), (33, 3), (2, 100), (130, 1),
    ]

    @Test("values follow their formulas, means included")
    func formulas() {
      #expect(kinds.count == Int(IL_LOSS_COUNT))
      for kind in kinds {
        for (rows, columns) in shapes {
          let p: [Double] = values(rows * columns, seed: 5, scale: 3)
          let target: Target<Double> = target(kind, rows, columns)
          let expected = formula(kind, rows, columns, p, target)
          let found = loss(kind, rows, columns, p, target).value
          #expect(
            abs(found - expected) < 1e-14 * max(1, expected), "loss \(kind.rawValue), \(rows)x\(columns)")
        }
      }
    }

    @Test("gradients agree with central differences")
    func gradients() {
      for kind in kinds {
        for (rows, columns) in [(1, 1), (3, 5), (2, 17)] {
          let p: [Double] = values(rows * columns, seed: 15, scale: 3)
          let target: Target<Double> = target(kind, rows, columns)
          let gradient = loss(kind, rows, columns, p, target).gradient
          for e in 0..<p.count {
            func moved(_ step: Double) -> Double {
              var q = p
              q[e] += step
              return loss(kind, rows, columns, q, target).value
            }
            let difference = (moved(1e-6) - moved(-1e-6)) / 2e-6
            #expect(abs(gradient[e] - difference) < 1e-8, "loss \(kind.rawValue), element \(e)")
          }
        }
      }
    }

    func checkBits<T: KernelScalar>(_: T.Type) {
      for kind in kinds {
        for (rows, columns) in shapes {
          let p: [T] = values(rows * columns, seed: 25, scale: 20)
          let target: Target<T> = target(kind, rows, columns)
          expectReferenceBits("loss \(kind.rawValue), \(rows)x\(columns)") {
            let result = loss(kind, rows, columns, p, target)
            return result.gradient + [T(result.value)]
          }
        }
      }
    }

    @Test("every instruction set gives the reference's bits")
    func bits() {
      checkBits(Float.self)
      checkBits(Double.self)
    }

    @Test("no rows or no columns give 0, and a gradient is optional")
    func degenerate() {
      for kind in kinds {
        #expect(loss(kind, 0, 3, [Float](), target(kind, 0, 3)).value == 0)
        #expect(loss(kind, 3, 0, [Float](), target(kind, 3, 0)).value == 0)
      }
      let classes: [Int32] = [1]
      #expect(il_loss_value(IL_FLOAT64, IL_CROSS_ENTROPY, 0, 1, 2, [0.0, 0.0], classes, nil) == log(2))
    }

    @Test("a class outside the columns makes the loss NaN instead of reading beyond")
    func strangeClass() {
      for kind in [IL_CROSS_ENTROPY, IL_HINGE_CLASSES] {
        for strange: Int32 in [-1, 3, .max, .min] {
          #expect(loss(kind, 1, 3, [Float(1), 2, 3], .classes([strange])).value.isNaN)
        }
      }
    }

    @Test("large logits neither overflow nor lose the loss")
    func largeLogits() {
      #expect(loss(IL_CROSS_ENTROPY, 1, 2, [Float(1000), 0], .classes([1])).value == 1000)
      #expect(loss(IL_BCE, 1, 1, [Float(-1000)], .values([1])).value == 1000)
      #expect(loss(IL_BCE, 1, 1, [Float(1000)], .values([1])).value == 0)
    }

    @Test("a non-finite prediction gives a non-finite loss")
    func nonFinite() {
      for kind in kinds {
        #expect(
          !loss(kind, 1, 3, [Float(1), .nan, 2], target(kind, 1, 3)).value.isFinite, "loss \(kind.rawValue)")
      }
    }

    @Test("derivatives at kinks: mae is 0 at 0, huber continuous, hinge 0 beyond the margin")
    func kinks() {
      #expect(loss(IL_MAE, 1, 1, [1.0], .values([1])).gradient == [0])
      #expect(loss(IL_HUBER, 1, 1, [0.75], .values([0])).gradient == [0.75])
      #expect(loss(IL_HINGE, 1, 3, [1.0, 2, -2], .values([1, 1, -1])).gradient == [0, 0, 0])
    }
  }
}
