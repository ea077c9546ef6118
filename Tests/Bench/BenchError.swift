/// Why a benchmark has no number.
enum BenchError: Error, Equatable {
  /// The call is wrong.
  case usage(String)
  case cannotStart(String)
  case failed(arguments: [String], status: Int32)
  /// A network of the bench cannot be built.
  case network(String)
}
