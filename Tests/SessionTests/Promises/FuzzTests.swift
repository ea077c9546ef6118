import Foundation
import InitKit
import Testing

@testable import Language
@testable import Session

/// Mutated scripts and command soup: nothing crashes, the session stays usable, nothing takes long.
///
/// They run in a folder of their own, since a command line that was mutated may write files, each in a process of
/// its own: after a crash the script that did it lies in `.build/initlab-fuzz-SEED.lab`.
/// `INITLAB_FUZZ=50 swift test --filter FuzzTests` goes on fifty times as long.
@Suite struct FuzzTests {
  private static let rounds =
    1500 * (Int(ProcessInfo.processInfo.environment["INITLAB_FUZZ"] ?? "") ?? 1)

  /// Lines that people wrote, from the goldens and lessons, without those that write files.
  private static let lines: [String] = {
    let goldens = Repository.files(in: "Tests/Golden", ending: ".lab").map { "Tests/Golden/\($0)" }
    let texts = goldens.compactMap { try? Repository.text($0) }
    return texts.joined(separator: "\n").split(separator: "\n").map(String.init)
      .filter {
        !$0.hasPrefix("#") && !$0.contains("digits") && !$0.hasPrefix("quit") && !$0.contains("1e30")
          && !$0.contains("export") && !$0.contains("plugin new") && !$0.contains("save ")
      }
  }()

  private static let words =
    CommandTable.all.map { $0.specification.name } + [
      "let", "repeat", "for", "if", "else", "in", "xor", "moons", "csv", "dense", "activation", "tanh",
      "relu",
      "h1", "h2", "h1.weight", "h1.bias.grad", "h1[0]", "h1.out", "all", "zeros", "he_normal",
      "normal(std=0.1)",
      "constant(0.5)", "loss", "step", "accuracy", "mse", "adam", "sgd", "norm(h1.weight)", "distinct(h1)",
      "0", "1",
      "2", "3.5", "-1", "1/3", "nan", "inf", "\"text\"", "[1, 2]", "1..3", "name=h1", "lr=0.1", "n=10",
      "split=0.5",
      "steps=2", "seeds=1", "init=zeros", "{", "}", "(", ")", "[", "]", ";", "\n", "=", "==", "~", "within",
      "+", "*",
      ",", ".", "#", "\\", "\"", "$", "é", "\u{0}", "\u{202E}", "\t", "-", "<", "and", "not", "true",
      "{loss}",
    ]

  private static let setup =
    "data xor; layer dense 3 tanh name=h1; layer dense 2 relu name=h2; layer dense 1 name=out; step 2"

  private struct Dice {
    var stream: RandomStream

    init(_ seed: UInt64) { stream = RandomStream(StreamKey(seed: seed, purpose: "fuzz")) }

    mutating func below(_ count: Int) -> Int { stream.below(max(1, count)) }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
  }

  @Test(arguments: [1, 2] as [UInt64]) func `mutated scripts never crash a session`(seed: UInt64) async throws
  {
    let place = try Workplace()
    await #expect(processExitsWith: .success) { [seed, folder = place.path as String] in
      try Workplace.enter(folder)
      var dice = Dice(seed)
      Self.fuzz(seed) { Self.mutated(&dice) }
    }
  }

  @Test func `command soup never crashes a session`() async throws {
    let place = try Workplace()
    await #expect(processExitsWith: .success) { [folder = place.path as String] in
      try Workplace.enter(folder)
      var dice = Dice(3)
      Self.fuzz(3) {
        (0..<dice.below(12) + 1).map { _ in dice.pick(Self.words) }.joined(
          separator: dice.below(9) > 0 ? " " : "")
      }
    }
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `a command that fails changes nothing, whatever came before`(seed: UInt64) async throws {
    let place = try Workplace()
    await #expect(processExitsWith: .success) { [seed, folder = place.path as String] in
      try Workplace.enter(folder)
      Self.fail(seed)
    }
  }

  @Test func `what a script writes here stays in the folder of its own`() async throws {
    let place = try Workplace()
    let name = "written-\(UUID().uuidString).npz"
    await #expect(processExitsWith: .success) { [folder = place.path as String, name = name as String] in
      try Workplace.enter(folder)
      let test = TestSession(folder: folder)
      #expect(test.run("\(Self.setup); export weights \(name)").outcome == .completed)
    }
    #expect(FileManager.default.fileExists(atPath: "\(place.path)/\(name)"))
    #expect(!FileManager.default.fileExists(atPath: Repository.root.appending(path: name).path))
  }

  @Test func `completion is asked anything, anywhere`() {
    var dice = Dice(4)
    let test = TestSession(isPrompt: true)
    test.run(Self.setup)
    for _ in 0..<Self.rounds / 2 {
      let text = Self.mutated(&dice)
      let completion = test.session.completions(for: text, cursor: dice.below(text.unicodeScalars.count + 3))
      #expect(completion.replaced.lowerBound >= 0)
      #expect(completion.replaced.upperBound <= text.unicodeScalars.count)
    }
  }

  /// Runs lines that fail, or go well, and compares the state before and after each that fails.
  private static func fail(_ seed: UInt64) {
    let folder = FileManager.default.currentDirectoryPath
    var dice = Dice(seed)
    var test = TestSession(folder: folder)
    var past: [String] = []
    for round in 0..<rounds {
      if round % 40 == 0 {
        test = TestSession(folder: folder)
        test.host.patience = 300
        past = []
      }
      let line = bounded(dice.below(3) == 0 ? mutated(&dice) : dice.pick(lines))
      // Several commands in one, and training that diverges or is cut short, leave behind what went well.
      guard !line.contains(/[;{\n]|^(step|epoch|unt|source|time|st|ep|un)/) else { continue }
      let before = SessionState(test.session)
      let isFailure = test.run(line).outcome != .completed
      if isFailure, SessionState(test.session) != before {
        Issue.record("`\(line)` failed and changed the state, after: \(past.joined(separator: "; "))")
        return
      }
      past.append(line)
    }
  }

  /// Runs scripts in one session after the other, a new one now and then.
  private static func fuzz(_ seed: UInt64, _ script: () -> String) {
    let folder = FileManager.default.currentDirectoryPath
    let record = Repository.root.appending(path: ".build/initlab-fuzz-\(seed).lab")
    var test = TestSession(folder: folder)
    for round in 0..<rounds {
      if round % 25 == 0 {
        test = TestSession(isPrompt: round % 50 == 0, folder: folder)
        test.run(setup)
        test.host.patience = 300
      }
      let text = bounded(script())
      try? Data(text.utf8).write(to: record)
      let (outcome, events) = test.run(text)
      let isSilent = !events.contains { $0.diagnostic != nil }
      let isFailure = [.commandFailed, .notParsed, .expectationFailed].contains(outcome)
      #expect(isFailure != isSilent, "\(outcome) without a word, or with one too many: \(text)")
      // All that was said can be shown.
      for event in events { _ = (Rendering.text(event), Rendering.json(event)) }
      let answer = test.output("print 1 + 1")
      #expect(answer == "2\n", "the session is not usable any more after: \(text)")
    }
    try? FileManager.default.removeItem(at: record)
  }

  /// One to three of the lines that people wrote, each with a small change.
  private static func mutated(_ dice: inout Dice) -> String {
    (0...dice.below(3)).map { _ in
      var scalars = Array(dice.pick(lines).unicodeScalars)
      for _ in 0...dice.below(3) {
        let place = dice.below(scalars.count + 1)
        let other = Array(dice.pick(words).unicodeScalars)
        switch dice.below(6) {
        case 0: scalars.insert(contentsOf: other, at: place)
        case 1: scalars.removeSubrange(place..<min(scalars.count, place + 1 + dice.below(4)))
        case 2: scalars = Array(scalars.prefix(place))
        case 3: scalars += [" "] + other
        case 4 where place < scalars.count: scalars.swapAt(place, dice.below(scalars.count))
        default: scalars.insert(contentsOf: scalars.dropFirst(place).prefix(8), at: place)
        }
      }
      return String(String.UnicodeScalarView(scalars))
    }.joined(separator: dice.below(4) == 0 ? "\n" : "; ")
  }

  /// The same with small numbers, as sizes that are refused have tests of their own, and without files.
  private static func bounded(_ text: String) -> String {
    text.replacing(/[0-9]{3,}/) { String($0.output.prefix(2)) }.replacing(/([0-9.])[eE]\+?[0-9]+/) {
      "\($0.output.1)e1"
    }.replacing("save ", with: "print ")
  }
}
