import Engine
import Language
import Text

/// A command whose block holds layers that a join brings together.
struct BlockCall {
  private let call: Call
  private let session: Session

  init(_ call: Call, in session: Session) {
    self.call = call
    self.session = session
  }

  /// Runs the block, then adds the join of what it ends in; nothing is changed where either fails.
  func run(
    isParallel: Bool, join: (_ block: LayerBlock, _ name: String?) throws -> LayerDescription
  ) throws -> CommandResult {
    let before = session.laboratory.asked
    let name = try call.binder.optionalWord("name")
    if let name { try LayerName.check(name, call, session) }
    let block = try written(isParallel: isParallel)
    do {
      let layer = try join(block, name)
      try session.laboratory.change { description in
        guard !description.layers.contains(where: { $0.name == layer.name }) else {
          throw EngineError.repeatedLayer(layer.name)
        }
        description.layers.append(layer)
      }
      if !session.blocks.isEmpty { session.blocks[session.blocks.count - 1].append(layer.name) }
      return LayerCommand.result(layer, session)
    } catch {
      session.laboratory.restore(before)
      throw error
    }
  }

  /// Runs the block alone.
  ///
  /// - Throws: what stopped it; `empty-block` when it added no layer.
  func written(isParallel: Bool) throws -> LayerBlock {
    let statements = try call.binder.block("layers").statements
    let block = try session.writing(isParallel: isParallel) {
      var runner = session
      try call.interpreter.run(statements, on: &runner)
    }
    guard !block.ends.isEmpty else {
      throw call.failure(
        "empty-block", "the block of `\(call.command.verb.text)` adds no layer",
        at: call.binder.argument("layers"),
        label: "expected `layer …`", help: "`\(call.command.verb.text) { layer dense 8 tanh }`")
    }
    return block
  }
}
