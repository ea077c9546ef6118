/// A function of the language itself.
struct BuiltInFunction: Sendable {
  let specification: FunctionSpecification
  let evaluate: @Sendable (FunctionArguments) throws(Diagnostic) -> Value
}

/// The functions that every session has.
package struct FunctionTable: Sendable {
  package static let standard = FunctionTable(
    reductions + entrywise + comparisons + shapes + [quantile, rank, histogram])

  private let functions: [String: BuiltInFunction]
  /// Sorted.
  package let names: [String]

  init(_ list: [BuiltInFunction]) {
    functions = Dictionary(list.map { ($0.specification.name, $0) }, uniquingKeysWith: { first, _ in first })
    names = functions.keys.sorted()
  }

  subscript(name: String) -> BuiltInFunction? { functions[name] }

  /// In the order of the names.
  package var specifications: [FunctionSpecification] { names.compactMap { functions[$0]?.specification } }
}
