import Language
import Tensor

extension Setting {
  /// `set precision float32|float64`
  static let precision = Setting(
    name: "precision",
    summary: "the number type of training; weights of now are converted, draws are the same in both",
    values: "float32, float64", defaultText: "float32", example: "float64",
    read: { $0.laboratory.precision.rawValue },
    write: { session, call in
      let word = try call.binder.choice("value", from: Precision.allCases.map(\.rawValue))
      guard let precision = Precision(rawValue: word) else { return }
      try session.laboratory.setPrecision(precision)
    })
}
