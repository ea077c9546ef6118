import Engine
import Language

extension Setting {
  /// `set summation fixed|shuffled`
  static let summation = Setting(
    name: "summation",
    summary:
      "order of sums in dense layers: shuffled, equal neurons get other roundings, as in most libraries",
    values: "fixed, shuffled", defaultText: "fixed", example: "shuffled",
    read: { $0.laboratory.description.summation.rawValue },
    write: { session, call in
      let word = try call.binder.choice("value", from: Summation.allCases.map(\.rawValue))
      guard let summation = Summation(rawValue: word) else { return }
      try session.laboratory.change { $0.summation = summation }
    })
}
