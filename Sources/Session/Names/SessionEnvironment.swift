import Engine
import InitKit
import Language
import Tensor

/// The names of a session, as expressions see them.
extension Session: Environment {
  /// Names that mean the same in every session.
  static let scalarNames = [
    "accuracy", "all", "epoch", "input", "loss", "lr", "output", "seed", "step", "target",
  ]

  /// The layers' names, from the input up.
  var layerNames: [String] { laboratory.description.layers.map(\.name) }

  package var names: [String] { layerNames + Self.scalarNames }

  package func parts(of reference: Reference) -> [String] {
    guard layerNames.contains(reference.name.text) else { return [] }
    let members = reference.members
    let layer = laboratory.modelIfWhole().flatMap { try? $0.blueprint.layer(reference.name.text) }
    let known = layer.map { $0.parameters.map(\.name) + $0.statistics.map(\.name) } ?? ["weight", "bias"]
    guard !members.isEmpty else { return known + LayerQuantity.allCases.map(\.rawValue) }
    let typed = members.joined(separator: ".")
    if known.contains(typed) { return ParameterQuantity.allCases.dropFirst().map(\.rawValue) }
    return known.filter { $0.hasPrefix(typed + ".") }.map { String($0.dropFirst(typed.count + 1)) }
  }

  package func isSpecification(_ name: String) -> Bool {
    initializers[name] != nil || ActivationTable.builtin[name] != nil
  }

  package func value(of reference: Reference) throws(Diagnostic) -> Value? {
    do {
      if layerNames.contains(reference.name.text) {
        return try LayerReading(reference, self)?.value()
      }
      return reference.steps.isEmpty ? try scalar(reference.name.text) : nil
    } catch let error as EngineError {
      throw EngineWording(session: self).diagnostic(for: error)
    } catch let error as TensorError {
      throw TensorWording.diagnostic(for: error, reference.text)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic("failed", "`\(reference.text)` cannot be read: \(error)")
    }
  }

  private func scalar(_ name: String) throws -> Value? {
    switch name {
    case "seed": return .number(Double(laboratory.seed))
    case "step" where laboratory.modelIfWhole() == nil, "epoch" where laboratory.modelIfWhole() == nil:
      return .number(0)
    case "lr": return .number(try learningRate)
    case "all": return nil
    default: break
    }
    guard Self.scalarNames.contains(name) else { return nil }
    let model = try laboratory.model()
    switch name {
    case "step": return .number(Double(model.step))
    case "epoch": return .number(Double(model.epoch))
    case "loss": return .number(model.loss)
    case "accuracy": return try accuracy(of: model)
    case "input": return Value(model.input)
    case "target": return Value(model.target)
    case "output": return Value(model.output)
    default: return nil
    }
  }

  /// The learning rate of the next step; of step 0 before there is a network.
  ///
  /// - Throws: what is wrong with the optimizer or the schedule.
  var learningRate: Double {
    get throws(EngineError) {
      if let model = laboratory.modelIfWhole() { return model.learningRate }
      let description = laboratory.description
      let optimizer = try ChosenOptimizer(description.optimizer ?? OptimizerDescription("sgd"))
      return try ChosenSchedule(description.schedule).rate(at: 0, of: optimizer.learningRate)
    }
  }

  /// Share of right answers on the samples held out, or on all training samples where there are none.
  private func accuracy(of model: Model) throws -> Value {
    guard let accuracy = model.accuracy(on: model.data.heldOut == nil ? .training : .heldOut) else {
      throw Diagnostic(
        "no-accuracy", "`accuracy` means nothing here: the targets are numbers, not classes",
        help: "`print loss`")
    }
    return .number(accuracy)
  }
}
