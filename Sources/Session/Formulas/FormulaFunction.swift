import InitKit
import Language
import Tensor

/// A function that formulas have beyond those of the language.
struct FormulaFunction: Sendable {
  let specification: FunctionSpecification
  let evaluate: @Sendable (EnvironmentCall) throws(Diagnostic) -> Value

  /// In alphabetical order.
  static let all: [FormulaFunction] = [
    entrywise("floor", "the largest whole number that is not above") { $0.rounded(.down) },
    entrywise("sin", "the sine of each entry", PortableMath.sin),
    entrywise("tanh", "the hyperbolic tangent of each entry") { x in
      // Beyond 20 the quotient rounds to one.
      let power = PortableMath.exp(-2 * min(20, x.magnitude))
      return (x < 0 ? -1 : 1) * (1 - power) / (1 + power)
    },
    choice,
  ]

  static func named(_ name: String) -> FormulaFunction? { all.first { $0.specification.name == name } }

  private static func entrywise(
    _ name: String, _ summary: String, _ function: @escaping @Sendable (Double) -> Double
  ) -> FormulaFunction {
    FormulaFunction(
      specification: FunctionSpecification(name, [.init("x")], summary: summary, example: "\(name)(0.5)")
    ) { (call) throws(Diagnostic) in
      Value(try call.tensor(0).map(function))
    }
  }

  /// `where(condition, a, b)`: a where the condition holds, else b, entry by entry.
  private static let choice = FormulaFunction(
    specification: FunctionSpecification(
      "where", [.init("condition"), .init("a"), .init("b")],
      summary: "a where the condition holds, else b", example: "where(activation == \"relu\", sqrt(2), 1)")
  ) { (call) throws(Diagnostic) in
    let (condition, yes, no) = (try call.tensor(0), try call.tensor(1), try call.tensor(2))
    do throws(TensorError) {
      let shape = try Tensor.broadcastShape(
        try Tensor.broadcastShape(condition.shape, yes.shape), no.shape)
      var values = try yes.broadcast(to: shape).values
      let others = try no.broadcast(to: shape).values
      for (index, holds) in try condition.broadcast(to: shape).values.enumerated() where holds == 0 {
        values[index] = others[index]
      }
      return Value(Tensor(shape: shape, values: values))
    } catch {
      throw TensorWording.diagnostic(for: error, call.name.text)
    }
  }
}

extension EnvironmentCall {
  /// An argument as numbers.
  fileprivate func tensor(_ place: Int) throws(Diagnostic) -> Tensor {
    guard arguments.indices.contains(place), let argument = arguments[place] else {
      throw Diagnostic("missing-argument", "`\(name.text)` needs another argument")
    }
    let value = try argument.value()
    guard let tensor = value.asTensor else {
      throw Diagnostic(
        "not-numeric", "expected a number or a tensor in `\(name.text)`, found \(value.kindName)")
    }
    return tensor
  }
}
