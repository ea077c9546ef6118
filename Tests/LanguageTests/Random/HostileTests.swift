import Testing

@testable import Language

@Suite struct HostileTests {
  private static let script = """
    # a script with something of everything
    data csv ../a-b.csv target=x split=0.2; layer dense 8 leaky_relu(0.2) name=h1
    residual { layer dense 8 tanh; layer dense 8 }
    init h1[0:4].weight normal(std=0.02, mean=-1); set h1.weight[1, 0] = 0.1 * 2 ^ -1
    for k in 1..3 { if k > 1 and not k == 3 { step k } else if k == 1 { } else { echo "{k}; \\{" done } }
    repeat 2 { print norm(h1.weight[:, 0] - [1, 2]) % 3 \\
    }
    expect loss ~ 0.25 within 1e-6; expect all(h1.weight > 0) or [1, 2] == [1, 2]
    plot loss, quantile(h1.weight, q=0.5) log=true; time time step 3 - 1
    copy h1[0] to h1[1]; until loss < 0.1 max=5; let σ = "text \\u{3C3}"; !ls -l
    """

  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "\"", "\\", "\n", "\r\n", ";", "#", "=", "==", "..", "-", "1e", "1e999",
    "σ", "\u{0}",
    "let ", "for ", "if ", "else ", "repeat ", "h1", ".", ",", ":", "~", " within ", "\u{202E}", "é", "🙂",
    "{{", "\\u{",
    "1/0", "99999999999999999999", "[::]", "not ", " ^ ", "*", "echo ", "print ", "set ", "time ",
  ]

  /// A script with a few random edits.
  private func mutated(_ random: inout SeededGenerator) -> String {
    var text = Array(Self.script)
    for _ in 0..<1 + random.below(6) {
      let place = random.below(text.count)
      switch random.below(4) {
      case 0: text.remove(at: place)
      case 1: text.removeSubrange(place..<min(text.count, place + random.below(40)))
      case 2: text.insert(contentsOf: Array(random.pick(Self.pieces)), at: place)
      default:
        let start = random.below(text.count)
        text.insert(contentsOf: Array(text[start..<min(text.count, start + random.below(60))]), at: place)
      }
      if text.isEmpty { text = Array("step") }
    }
    return String(text)
  }

  @Test("thousands of broken scripts neither crash nor hang", arguments: 0..<8)
  func mutations(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 100)
    var (parsed, broken) = (0, 0)
    for _ in 0..<250 {
      let text = mutated(&random)
      _ = Completeness(text, grammar: SampleGrammar.prompt)
      do throws(ParseFailure) {
        let source = SourceText(name: "a", text: text)
        let program = try Parser.program(source, grammar: SampleGrammar.script)
        _ = ProgramCheck.findings(in: program, grammar: SampleGrammar.script)
        let printed = StatementPrinter.text(program)
        #expect(throws: Never.self) {
          try #require(try SampleGrammar.parse(printed) == program.statements, "\(text)")
        }
        // Long loops end by the hook, as an interrupt would end them.
        _ = SampleSession.transcript(text, stopsAfter: 50)
        parsed += 1
      } catch {
        #expect(!error.diagnostics.isEmpty)
        for diagnostic in error.diagnostics {
          #expect(diagnostic.hint != nil, "\(diagnostic.code) has no help: \(text)")
          _ = DiagnosticRenderer().render(diagnostic)
        }
        broken += 1
      }
    }
    #expect(parsed > 10 && broken > 50)
  }

  @Test("random bytes neither crash nor hang")
  func bytes() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let bytes = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
      guard let source = try? SourceText(name: "a", bytes: bytes) else { continue }
      _ = try? Parser.program(source, grammar: SampleGrammar.script)
    }
    for _ in 0..<2000 {
      let text = (0..<random.below(30)).map { _ in random.pick(Self.pieces) }.joined()
      _ = SampleSession.transcript(text, stopsAfter: 20)
      _ = Completeness(text, grammar: SampleGrammar.prompt)
    }
  }

  @Test(
    "depth is limited, whatever nests",
    arguments: [
      "(", "[", "-", "not ", "f(", "x[", "1 + ", "2 ^ ", "(-", "repeat 1 { ", "if 1 { ", "residual { ",
      "time ", "x.", "a and ",
      "{", "frob (", "echo {", "if 1 { } else ", "[1, ", "1..", "((1)+", "a[0]",
    ])
  func depth(_ piece: String) {
    for prefix in ["print ", "", "step ", "echo {", "let x = "] {
      let text = prefix + String(repeating: piece, count: 5000)
      #expect(SampleSession.transcript(text).contains("error: "))
    }
  }

  @Test("a hundred thousand parentheses get a diagnostic")
  func parentheses() {
    let count = 100_000
    let text = "print " + String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
    #expect(SampleSession.transcript(text).contains("[too-deep]"))
  }

  @Test("what stays within the limits runs")
  func withinLimits() {
    let sum = "print " + String(repeating: "1 + ", count: 190) + "1"
    #expect(SampleSession.transcript(sum) == "191\n")
    let deep = "print " + String(repeating: "(", count: 90) + "1" + String(repeating: ")", count: 90)
    #expect(SampleSession.transcript(deep) == "1\n")
    let blocks = String(repeating: "if true { ", count: 90) + "echo a" + String(repeating: " }", count: 90)
    #expect(SampleSession.transcript(blocks) == "a\n")
    let branches = String(repeating: "if false { } else ", count: 5000) + "{ echo b }"
    #expect(SampleSession.transcript(branches) == "b\n")
  }

  @Test(
    "values cannot grow without end",
    arguments: [
      "let x = [0]; repeat 100000 { let x = [x] }", "let x = [0]; repeat 100000 { let x = [x, x] }",
      "let s = 1; repeat 100000 { let s = normal(s) }", "print reshape([], [9e18, 9e18, 0])",
      "print reshape([], [1e12, 0])",
      "let x = [1, 2]; repeat 99 { let x = reshape(x, [-1, 1]) + reshape(x, [-1]) }",
    ])
  func growth(_ text: String) {
    let transcript = SampleSession.transcript(text)
    #expect(transcript.contains("[too-large]") || transcript.contains("[shape-mismatch]"))
  }

  @Test("only UTF-8 is a script")
  func encoding() {
    #expect(throws: Diagnostic.self) { try SourceText(name: "a", bytes: [0x73, 0x0A, 0xFF]) }
    do throws(Diagnostic) {
      _ = try SourceText(name: "a.lab", bytes: [0x73, 0x0A, 0xFF])
    } catch {
      let text = "error: `a.lab` is not UTF-8 text (line 2) [not-utf8]\n  help: save the file as UTF-8\n"
      #expect(DiagnosticRenderer().render(error) == text)
    }
  }
}
