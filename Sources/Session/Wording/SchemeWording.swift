import InitKit
import Language
import Text

/// What to say about a scheme over a whole network that cannot do its work.
enum SchemeWording {
  /// - Parameter owner: the scheme; nil when the message has to do without its name.
  static func diagnostic(for error: InitializerError, of owner: String?) -> Diagnostic {
    let name = owner.map { "`\($0)`" } ?? "the scheme"
    let format = NumberFormat()
    switch error {
    case .wholeNetwork(let scheme):
      return Diagnostic(
        "whole-network", "`\(scheme)` initializes a whole network, not a single weight",
        label: "not for one weight", help: "`init network \(scheme)`")
    case .lacks(let need):
      return Diagnostic(
        "scheme-lacks", "\(name) needs \(need.words), which this network has not", help: need.remedy)
    case .unmeasurable(let layer, let measure, let found):
      return Diagnostic(
        "scheme-unmeasurable",
        "\(name) cannot work with a \(measure) of \(format.string(found))\(layer.map { " in `\($0)`" } ?? "")",
        notes: ["the network is as it was"],
        help: found == 0
          ? "nothing varies there on this batch: another start, more samples, or `why` tells more"
          : "smaller weights to start from, such as `start=orthogonal`")
    case .notReached(let shortfall):
      let rounds = shortfall.rounds == 1 ? "1 round" : "\(shortfall.rounds) rounds"
      return Diagnostic(
        "scheme-not-reached",
        "\(name) left the \(shortfall.measure)\(shortfall.layer.map { " of `\($0)`" } ?? "") at "
          + "\(format.string(shortfall.found)) after \(rounds), expected \(format.string(shortfall.needed)) "
          + "within \(format.string(shortfall.tolerance))",
        notes: ["the network is as it was"],
        help: "more rounds, a larger tolerance, or another start")
    default: return InitializerWording.diagnostic(for: error, of: owner)
    }
  }
}

extension NetworkNeed {
  /// What is needed, in words.
  fileprivate var words: String {
    switch self {
    case .freeWeight: "a weight without an initializer of its own"
    case .residualBranch: "a residual branch"
    case .attention: "a layer of attention"
    case .hiddenLayer: "a hidden layer"
    case .proportionalLayer: "a layer with one weight: dense, convolution or embedding"
    case .secondBatch: "a second batch"
    }
  }

  /// What to type.
  fileprivate var remedy: String {
    switch self {
    case .freeWeight: "`init network SCHEME` forgets what was chosen for layers"
    case .residualBranch: "`residual { layer dense 8 relu; layer dense 8 }`, or another: `help schemes`"
    case .attention: "`layer transformer_block heads=2`, or another: `help schemes`"
    case .hiddenLayer, .proportionalLayer: "`layer dense 8 tanh`, or another: `help schemes`"
    case .secondBatch: "a smaller batch, such as `batch 32`"
    }
  }
}
