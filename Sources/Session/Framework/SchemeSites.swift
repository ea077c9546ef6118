import Engine
import InitKit
import Tensor
import Text

/// What a scheme would make of a network's weights, beside what each weight's default draws.
struct SchemeSites {
  private let chosen: ChosenInitializer
  private let model: Model

  init(_ chosen: ChosenInitializer, _ model: Model) {
    self.chosen = chosen
    self.model = model
  }

  /// A row a weight.
  func rows() throws -> (blocks: [Text.Block], data: [DataValue]) {
    guard !chosen.specification.learns else {
      return (
        [.text("it learns in many rounds: \("init network \(chosen.description)", .code) shows what")], []
      )
    }
    let outcome: (values: [String: [String: [Double]]], report: SchemeReport)
    do throws(EngineError) {
      guard let found = try model.outcome(of: chosen) else { return ([], []) }
      outcome = found
    } catch {
      guard case .scheme(let name, let reason) = error, reason != .fault(.interrupted) else { throw error }
      let why = InitializerWording.diagnostic(for: reason, of: name).message
      return ([.text("not for this network: \(why)")], [])
    }
    return table(outcome.values)
  }

  private func table(_ values: [String: [String: [Double]]]) -> (blocks: [Text.Block], data: [DataValue]) {
    var table = Table(columns: [
      .text("weight", priority: 5), .text("shape", priority: 2), .text("fans", priority: 1),
      .number("default std", priority: 3), .number("std", priority: 4), .number("largest"),
    ])
    var rows: [DataValue] = []
    for layer in model.layers {
      for parameter in layer.parameters where parameter.site.role != .bias && parameter.site.role != .scale {
        guard let own = values[layer.name]?[parameter.name] else { continue }
        let site = parameter.site
        let name = "\(layer.name).\(parameter.name)"
        let standard = parameter.standard.promise(at: site).map { $0.variance.squareRoot() }
        let (deviation, largest) = (Reduction.deviation.apply(own), own.map(\.magnitude).max())
        table.append([
          .text(name, .name), .text(ShapeText.of(site.shape)), .text("\(site.fanIn) -> \(site.fanOut)"),
          .number(standard), .number(deviation), .number(largest),
        ])
        rows.append([
          "weight": .text(name), "shape": .integers(site.shape), "default_std": DataValue(standard),
          "drawn_std": DataValue(deviation), "drawn_largest": DataValue(largest),
          "fan_in": .integer(site.fanIn), "fan_out": .integer(site.fanOut),
        ])
      }
    }
    return ([.table(table)], rows)
  }
}
