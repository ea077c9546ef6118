import Analysis
import Engine
import Language
import Tensor

/// A function over the network, such as `distinct(h1)`.
struct TradeFunction: Sendable {
  let specification: FunctionSpecification
  let evaluate: @Sendable (EnvironmentCall, Session) throws -> Value
}

extension TradeFunction {
  /// A function of one layer on the current batch.
  static func ofLayer(
    _ name: String, _ summary: String, _ compute: @escaping @Sendable (Model, String) throws -> Value
  ) -> TradeFunction {
    ofLayer(name, summary) { model, layer, _ in try compute(model, layer) }
  }

  /// A function of one layer on the current batch, by the session's thresholds.
  static func ofLayer(
    _ name: String, _ summary: String,
    _ compute: @escaping @Sendable (Model, String, Thresholds) throws -> Value
  ) -> TradeFunction {
    TradeFunction(
      specification: FunctionSpecification(name, [.init("layer")], summary: summary, example: "\(name)(h1)")
    ) { call, session in
      let layer = try call.layer(in: session)
      return try compute(try session.laboratory.model(), layer, session.thresholds)
    }
  }
}

/// The functions over the network, one file each; a new one is a line here.
enum TradeFunctionTable {
  static let all: [TradeFunction] = [
    .dead, .distinct, .fanIn, .fanOut, .gain, .gap, .growth, .sampleNorm, .saturated, .varianceRatio,
  ]

  static let specifications = all.map(\.specification)

  static func function(_ name: String) -> TradeFunction? { all.first { $0.specification.name == name } }
}

extension Session {
  package var functions: [FunctionSpecification] { TradeFunctionTable.specifications }

  package func call(_ call: EnvironmentCall) throws(Diagnostic) -> Value {
    guard let function = TradeFunctionTable.function(call.name.text) else {
      throw Diagnostic("unknown-function", "no function is called `\(call.name.text)`")
    }
    return try worded { try function.evaluate(call, self) }
  }

  /// Runs what may throw errors of the modules below, and words them.
  func worded<Result>(_ body: () throws -> Result) throws(Diagnostic) -> Result {
    do {
      return try body()
    } catch let error as Diagnostic {
      throw error
    } catch let error as EngineError {
      throw EngineWording(session: self).diagnostic(for: error)
    } catch let error as TensorError {
      throw TensorWording.diagnostic(for: error, "index")
    } catch {
      throw Diagnostic("failed", "\(error)")
    }
  }
}

extension EnvironmentCall {
  /// The layer that the only argument names.
  func layer(in session: Session) throws(Diagnostic) -> String {
    guard let argument = arguments.first ?? nil else {
      throw Diagnostic("missing-argument", "`\(name.text)` needs a layer", help: "`\(name.text)(h1)`")
    }
    guard let reference = argument.reference, reference.steps.isEmpty,
      session.layerNames.contains(reference.name.text)
    else {
      throw Diagnostic(
        "not-a-layer", "expected a layer in `\(name.text)(…)`, found `\(argument.text)`",
        label: "not a layer", help: session.layerNames.first.map { "`\(name.text)(\($0))`" },
        suggestions: Suggestions.near(argument.text, among: session.layerNames))
    }
    return reference.name.text
  }
}
