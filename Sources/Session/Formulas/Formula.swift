import InitKit
import Language
import Tensor

/// An initializer written as an expression, such as `normal(0, gain * sqrt(2 / (fan_in + fan_out)))`.
///
/// Draws are calls of initializers; the k-th call in the text draws from a stream of its own, the first from
/// the parameter's. So a formula that is one call gives the bits of that initializer.
struct Formula: WeightFilling {
  /// The name that it is called by.
  let name: String
  /// The names of its parameters.
  let parameterNames: [String]
  /// What is computed.
  let body: Expression
  /// The text that the body stands in.
  let source: SourceText
  /// Numbers that the body reads: variables of the session at the time of the definition, then arguments.
  var scope: Scope
  /// The initializers that the body calls, by the names it uses.
  let entries: [String: InitializerEntry]

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    guard weights.count == site.count else { throw .storage(found: weights.count, needed: site.count) }
    do throws(Diagnostic) {
      let values = try values(at: site, from: context.random, by: context.arithmetic)
      for index in weights.indices { weights[index] = values[index] }
    } catch {
      throw .refused(reason: error.message)
    }
  }

  func promise(at site: WeightSite) -> Promise? {
    FormulaPromise(formula: self, site: site).promise
  }

  /// All entries of a parameter.
  ///
  /// - Throws: a diagnostic with its place in the formula.
  func values(
    at site: WeightSite, from stream: RandomStream, by arithmetic: any BulkArithmetic = PlainArithmetic()
  ) throws(Diagnostic) -> [Double] {
    let value = try evaluator(at: site, from: stream, by: arithmetic).value(of: body)
    guard let tensor = value.asTensor else {
      throw misfit("gives \(value.kindName), expected numbers", help: "such as `\(name) = normal(0, 0.1)`")
    }
    do throws(TensorError) {
      return try tensor.broadcast(to: site.shape).values
    } catch {
      throw misfit(
        "gives the shape \(ShapeText.of(tensor.shape)) for a parameter of \(ShapeText.of(site.shape))",
        help: "draws, `row`, `column` and `index` have the parameter's own shape")
    }
  }

  /// Computes parts of the body at a place.
  func evaluator(
    at site: WeightSite, from stream: RandomStream, by arithmetic: any BulkArithmetic = PlainArithmetic()
  ) -> Evaluator {
    let calls = body.calls(of: Set(entries.keys))
    return Evaluator(
      source, scope: scope,
      environment: FormulaSite(
        site: site, stream: stream, arithmetic: arithmetic, entries: entries, calls: calls))
  }

  /// Whether a part of the body draws random numbers.
  func draws(_ part: Expression) -> Bool {
    part.calls(of: Set(entries.filter { !$0.value.specification.isDeterministic }.keys)).count > 0
  }

  private func misfit(_ message: String, help: String) -> Diagnostic {
    Diagnostic(
      "formula-shape", "`\(name)` \(message)", label: "not what a parameter holds", help: help,
      source: source, range: body.range)
  }
}

extension Expression {
  /// The places where functions with one of the names are called, in the order of the text.
  func calls(of names: Set<String>) -> [SourceRange] {
    var found: [SourceRange] = []
    if case .call(let name, _) = kind, names.contains(name.text) { found.append(name.range) }
    return kind.children.reduce(into: found) { $0 += $1.calls(of: names) }
  }

  /// All names and called names in the expression.
  var mentionedNames: Set<String> {
    var names: Set<String> = []
    switch kind {
    case .name(let text): names.insert(text)
    case .call(let name, _): names.insert(name.text)
    default: break
    }
    return kind.children.reduce(into: names) { $0.formUnion($1.mentionedNames) }
  }
}
