/// Why a benchmark has no number.
enum BenchError: Error, Equatable {
  /// The call is wrong.
  case usage(String)
  case cannotStart(String)
  case failed(arguments: [String], status: Int32)
  /// A network of the bench cannot be built, or its memory not be told.
  case network(String)
}

extension BenchError: CustomStringConvertible {
  var description: String {
    switch self {
    case .usage(let problem): problem
    case .cannotStart(let command): "`\(command)` does not start, or fails"
    case .failed(let arguments, let status): "status \(status) of the program with \(arguments)"
    case .network(let name): "no memory of `\(name)`"
    }
  }
}
