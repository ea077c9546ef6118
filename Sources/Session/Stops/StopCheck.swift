import Engine
import Language
import Text

/// Looks at the conditions of a run: those of the session, and that of `until`.
struct StopCheck {
  /// What `until` waits for.
  struct Condition {
    let expression: Expression
    let source: SourceText

    /// As typed.
    var text: String { source.text(expression.range) }
  }

  private let session: Session
  private let condition: Condition?

  init(_ session: Session, _ condition: Condition?) {
    self.session = session
    self.condition = condition
  }

  /// Whether no training step can change what is looked at: then training runs at full speed.
  var isIdle: Bool {
    condition == nil
      && session.stops.stopping.allSatisfy { StopReading($0.expression, scope: session.scope) == .nothing }
  }

  /// What stops training in the state of now; notes the values for the next look.
  ///
  /// - Throws: what is wrong with a condition.
  func findings() throws(Diagnostic) -> [StopFinding] {
    var found: [StopFinding] = []
    if let condition {
      let evaluator = session.evaluator(in: condition.source)
      if try evaluator.condition(condition.expression) {
        found.append(
          StopFinding(
            name: "until", reason: "condition", number: nil, text: condition.text, before: nil,
            values: try evaluator.parts(of: condition.expression)))
      }
    }
    for point in session.stops.stopping {
      if let finding = try finding(point) { found.append(finding) }
    }
    return found
  }

  private func finding(_ point: StopPoint) throws(Diagnostic) -> StopFinding? {
    let evaluator = session.evaluator(in: point.source)
    let value: Value
    let isHit: Bool
    if point.kind == .watch {
      value = try evaluator.value(of: point.expression)
      isHit = point.last.map { !$0.isSame(as: value) } ?? false
    } else {
      let holds = try evaluator.condition(point.expression)
      value = .boolean(holds)
      // It is becoming true that stops: else training could never go on from where it holds.
      isHit = holds && point.last == .boolean(false)
    }
    session.stops.note(point.number, value, isHit: isHit)
    guard isHit else { return nil }
    let isWatch = point.kind == .watch
    return StopFinding(
      name: "\(point.kind.rawValue) \(point.number)", reason: point.kind.rawValue, number: point.number,
      text: point.text, before: isWatch ? point.last : nil,
      values: isWatch ? [(point.text, value)] : try evaluator.parts(of: point.expression))
  }
}

extension Session {
  /// Evaluates expressions of an earlier text as they are now.
  func evaluator(in source: SourceText) -> Evaluator {
    Evaluator(source, scope: scope, environment: self)
  }

  /// What `display` asked for, with its values of now; one that has none says why instead.
  func displays() throws(Diagnostic) -> [DisplayedValue] {
    stops.displays.map { point in
      do throws(Diagnostic) {
        return DisplayedValue(
          number: point.number, text: point.text,
          content: .value(try evaluator(in: point.source).value(of: point.expression)))
      } catch {
        return DisplayedValue(number: point.number, text: point.text, content: .problem(error.message))
      }
    }
  }
}

/// One line, or one table, of `display`.
struct DisplayedValue {
  /// What there is to show.
  enum Content {
    case value(Value)
    /// Why there is no value.
    case problem(String)
  }

  let number: Int
  let text: String
  let content: Content

  /// For people.
  var blocks: [Text.Block] {
    switch content {
    case .value(let value): ValueBlocks.blocks(value, named: "\(number): \(text)")
    case .problem(let message): [.text("\("\(number): \(text)", .name): \(message, .warning)")]
    }
  }

  /// For programs.
  var data: DataValue {
    switch content {
    case .value(let value):
      ["number": .integer(number), "expression": .text(text), "value": value.data]
    case .problem(let message):
      ["number": .integer(number), "expression": .text(text), "value": .null, "problem": .text(message)]
    }
  }
}
