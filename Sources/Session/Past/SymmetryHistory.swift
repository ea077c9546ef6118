import Analysis
import Engine
import Language

/// When the classes of a layer's neurons split, and what split them, found by replay.
struct SymmetryHistory {
  /// One split.
  struct Split {
    /// The first step at which the classes are those after it.
    let step: Int
    let before: [[Int]]
    let after: [[Int]]
    /// What split them, in words.
    let cause: String
  }

  private let session: Session
  private let layer: String

  init(_ session: Session, layer: String) {
    self.session = session
    self.layer = layer
  }

  /// Most splits that are looked for.
  private static let mostSplits = 8
  /// States that a stretch is looked at in before halving begins.
  private static let looks = 16

  /// The splits from the earliest state that can be had up to that of now.
  ///
  /// Between two states that are looked at, one split is found: classes that part and meet again in between are not
  /// seen, which only rounding could do.
  /// - Throws: `Stop.interrupted`; what stands against going back.
  func splits() throws -> [Split] {
    let past = session.laboratory.past
    var splits: [Split] = []
    var known: (moment: Moment, groups: [[Int]])?
    for leg in past.legsBehind {
      let every = max(1, (leg.step - leg.first) / Self.looks)
      var steps = Array(stride(from: leg.first, through: leg.step, by: every))
      if steps.last != leg.step { steps.append(leg.step) }
      for (moment, groups) in try groups(at: steps.map { Moment(stretch: leg.stretch, step: $0) }) {
        defer { known = (moment, groups) }
        guard splits.count < Self.mostSplits else { continue }
        guard let known else {
          if groups.count > 1 {
            splits.append(Split(step: moment.step, before: [], after: groups, cause: cause(of: moment)))
          }
          continue
        }
        guard known.groups != groups else { continue }
        if known.moment.stretch != moment.stretch {
          splits.append(
            Split(step: moment.step, before: known.groups, after: groups, cause: cause(of: moment)))
        } else {
          splits.append(try split(from: known, to: (moment, groups)))
        }
      }
    }
    return splits
  }

  /// Finds the step between two states of a stretch, by halves.
  private func split(
    from start: (moment: Moment, groups: [[Int]]), to end: (moment: Moment, groups: [[Int]])
  ) throws -> Split {
    var (low, high) = (start.moment.step, end.moment.step)
    var after = end.groups
    while high - low > 1 {
      let middle = (low + high) / 2
      guard let found = try groups(at: [Moment(stretch: end.moment.stretch, step: middle)]).first else {
        break
      }
      if found.groups == start.groups { low = middle } else { (high, after) = (middle, found.groups) }
    }
    return Split(step: high, before: start.groups, after: after, cause: trainingCause)
  }

  private func groups(at moments: [Moment]) throws -> [(moment: Moment, groups: [[Int]])] {
    var result: [(moment: Moment, groups: [[Int]])] = []
    let isDone = try session.laboratory.visit(moments, interrupt: session.host.interruptFlag) { moment in
      if session.shouldStop { throw Stop.interrupted }
      guard let symmetry = try? session.laboratory.model().symmetry(of: layer) else { return }
      result.append((moment, symmetry.groups))
    }
    guard isDone else { throw Stop.interrupted }
    return result
  }

  /// The command that a stretch began with.
  private func cause(of moment: Moment) -> String {
    let command = session.laboratory.past.stretch(moment.stretch)?.cause ?? ""
    switch command.split(separator: " ").first {
    case nil: return "the start"
    case "init", "layer", "data", "residual", "parallel", "seed", "net":
      return "the initializer, by `\(command)`"
    case "load", "import": return "the numbers of a file, by `\(command)`"
    default: return "a change by hand, `\(command)`"
    }
  }

  /// What can part equal neurons in a training step.
  private var trainingCause: String {
    guard let model = session.laboratory.modelIfWhole() else { return "training" }
    let kinds = model.layers.map(\.kind.specification.name)
    if kinds.contains(where: { $0.contains("dropout") }) { return "dropout: its mask treats neurons apart" }
    if model.description.summation == .shuffled {
      return "rounding: `set summation shuffled` sums each neuron in another order"
    }
    if kinds.contains(where: { $0.contains("noise") }) { return "noise on the neurons" }
    return "training: what the optimizer remembers of them, or what reads them, differed"
  }
}
