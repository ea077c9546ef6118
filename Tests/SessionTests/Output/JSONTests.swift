import Foundation
import Session
import Testing

/// The lines of `--json` that programs rely on.
@Suite struct JSONTests {
  private static let network = "data xor; layer dense 3 tanh name=h1; layer dense 1 name=out"

  /// Commands of the contract's table with the keys that their `data` holds at least.
  private static let shapes: [(command: String, keys: [String], list: String?, items: [String])] = [
    ("print loss", ["value", "shape"], nil, []),
    ("print h1.weight", ["value", "shape"], nil, []),
    ("step 2", ["step", "loss", "stopped_by"], nil, []),
    ("epoch", ["step", "loss", "stopped_by"], nil, []),
    ("until loss < 100", ["step", "loss", "stopped_by"], nil, []),
    ("back 0", ["step", "loss", "stopped_by", "branch", "last_step"], nil, []),
    (
      "signal", ["layers"], "layers",
      ["layer", "forward_measured", "forward_predicted", "backward_measured", "backward_predicted"]
    ),
    ("why h1", ["causes", "remedies"], "causes", ["cause", "text"]),
    ("breakpoints", ["points"], nil, []),
    (
      "net", ["layers"], "layers", ["name", "kind", "input_shape", "output_shape", "parameters", "init"]
    ),
    (
      "grad h1", ["layer", "neurons"], "neurons",
      ["neuron", "norm", "mean", "max", "bias", "update_ratio"]
    ),
    ("symmetry", ["layers"], "layers", ["layer", "neurons", "distinct", "groups", "gap", "broke_at"]),
    (
      "compare zeros he_normal steps=20 seeds=2", ["rows"], "rows",
      ["init", "loss", "accuracy", "distinct", "dead", "gradient_ratio", "verdict"]
    ),
    ("inits", ["initializers"], "initializers", ["name", "aliases", "source", "parameters", "summary"]),
  ]

  @Test(arguments: shapes.indices) func `data holds what the contract lists`(index: Int) throws {
    let shape = Self.shapes[index]
    let line = try #require(try lines("\(Self.network); \(shape.command)").last)
    #expect(line["command"] as? String == shape.command)
    #expect(line["ok"] as? Bool == true)
    let data = try #require(line["data"] as? [String: Any])
    for key in shape.keys { #expect(data[key] != nil, "\(shape.command): data lacks \(key)") }
    guard let list = shape.list else { return }
    let rows = try #require(data[list] as? [[String: Any]])
    #expect(!rows.isEmpty)
    for key in shape.items {
      #expect(rows.allSatisfy { $0[key] != nil }, "\(shape.command): an item of \(list) lacks \(key)")
    }
  }

  @Test func `windows are what was written, a list of equal numbers as one`() throws {
    let layers = """
      data noise features=48; layer reshape [1, 6, 8]
      layer conv2d 2 kernel=[3, 5] padding=same name=c1; layer max_pool [2, 2] stride=[2, 1] name=p1
      """
    let added = try #require(try lines(layers).last)
    #expect(
      (added["data"] as? [String: Any])?["window"] as? NSDictionary == ["kernel": 2, "stride": [2, 1]])
    for rest in ["net", "layer flatten; layer dense; net"] {
      let line = try #require(try lines("\(layers); \(rest)").last)
      let rows = try #require((line["data"] as? [String: Any])?["layers"] as? [[String: Any]])
      #expect(rows[0]["window"] == nil)
      #expect(rows[1]["window"] as? NSDictionary == ["kernel": [3, 5], "padding": "same"])
      #expect(rows[2]["window"] as? NSDictionary == ["kernel": 2, "stride": [2, 1]])
    }
  }

  @Test func `loss and accuracy of a comparison are median, min and max`() throws {
    let line = try #require(try lines("\(Self.network); compare he_normal steps=5 seeds=3").last)
    let row = try #require(((line["data"] as? [String: Any])?["rows"] as? [[String: Any]])?.first)
    for key in ["loss", "accuracy"] {
      let spread = try #require(row[key] as? [String: Double], "\(key)")
      let (low, middle, high) = (spread["min"], spread["median"], spread["max"])
      #expect(try #require(low) <= #require(middle))
      #expect(try #require(middle) <= #require(high))
    }
  }

  @Test func `groups are lists of neurons, and a gap that has not opened is null`() throws {
    let line = try #require(try lines("\(Self.network); init all constant(0.5); step; symmetry").last)
    let layers = try #require((line["data"] as? [String: Any])?["layers"] as? [[String: Any]])
    #expect(layers.first?["groups"] as? [[Int]] == [[0, 1, 2]])
    #expect(layers.first?["distinct"] as? Int == 1)
    #expect(layers.first?["gap"] as? Double == 0)
    #expect(layers.first?["broke_at"] is NSNull)
  }

  @Test func `a training command says how it stopped`() throws {
    let line = try #require(try lines("\(Self.network); step 5").last)
    #expect((line["data"] as? [String: Any])?["stopped_by"] as? String == "count")
    let host = TestSession()
    host.run(Self.network)
    host.host.patience = 0
    let events = host.session.run(.init(name: "input", text: "step 1000000"))
    #expect(events == .interrupted)
    let stopped = host.host.take().compactMap(Rendering.json).last ?? ""
    #expect(stopped.isEmpty || stopped.contains("\"stopped_by\": \"interrupt\""))
  }

  @Test func `numbers are read back to the same bits`() throws {
    let texts = [
      "0.1", "1/3", "2/3", "1e-300", "5e-324", "1.7976931348623157e308", "-0.0", "123456789.123456789",
    ]
    for text in texts {
      let value = try #require(try value(of: text) as? Double)
      let expected = text == "1/3" ? 1.0 / 3 : text == "2/3" ? 2.0 / 3 : try #require(Double(text))
      #expect(value == expected, "\(text)")
    }
    let test = TestSession()
    test.run("\(Self.network); step 7")
    let json = try #require(test.run("print h1.weight").events.compactMap(Rendering.json).last)
    let value = try #require(json.firstMatch(of: /"value": ([^a-z]*), "shape"/)).output.1
    // Not by way of JSONSerialization, which rounds the last digits.
    let numbers = value.matches(of: /-?[0-9][-+.e0-9]*/).compactMap { Double($0.output) }
    let weights = try #require(test.session.laboratory.modelIfWhole()).parameter("h1", "weight")
    #expect(numbers.map(\.bitPattern) == weights.values.map(\.bitPattern))
    #expect(weights.shape == [3, 2])
  }

  @Test(arguments: [("inf", "inf"), ("-inf", "-inf"), ("nan", "nan"), ("[1, inf]", "inf")])
  func `what is no number of JSON is a text`(expression: String, text: String) throws {
    let value = try value(of: expression)
    #expect(value as? String == text || (value as? [Any])?.last as? String == text)
  }

  @Test func `a command prints one line, also in loops and in files`() throws {
    let script = "repeat 3 { print 1 }\nfor i in 1..2 { if i > 1 { echo {i} } }\nlet n = 2\n"
    #expect(
      try lines(script).map { $0["command"] as? String } == ["print 1", "print 1", "print 1", "echo {i}"])
    let nested = try lines("source Tests/Golden/files/nested.lab")
    #expect(
      nested.map { $0["command"] as? String } == [
        "echo one level down", "echo sourced with width {width}", "source width.lab",
        "source Tests/Golden/files/nested.lab",
      ])
    #expect(try lines("time echo hi").count == 2)
  }

  @Test func `an error carries message, file, line, column and hint`() throws {
    let all = try lines("echo fine\nstep many", name: "lesson.lab")
    #expect(all.count == 2)
    #expect(all.last?["ok"] as? Bool == false)
    #expect(all.last?["command"] as? String == "step many")
    let error = try #require(all.last?["error"] as? [String: Any])
    #expect((error["message"] as? String)?.contains("`many`") == true)
    #expect(error["file"] as? String == "lesson.lab")
    #expect(error["line"] as? Int == 2)
    #expect(error["column"] as? Int == 6)
    #expect(error["hint"] as? String != nil)
  }

  @Test(arguments: ["frobnicate", "step many", "print 1/0", "hist 3 bin=2", "layer dense 0", "expect 1 == 2"])
  func `an error names the command as typed`(command: String) throws {
    #expect(try lines("echo hi; \(command)").last?["command"] as? String == command)
  }

  @Test func `an error in a sourced file names that file`() throws {
    let all = try lines("source Tests/Golden/files/fails.lab")
    let failures = all.filter { $0["ok"] as? Bool == false }
    let error = try #require(failures.first?["error"] as? [String: Any])
    #expect(error["file"] as? String == "Tests/Golden/files/fails.lab")
    #expect(error["line"] as? Int == 3)
  }

  @Test func `what does not parse prints its errors, and nothing else`() throws {
    let all = try lines("echo one\nprint (\n")
    #expect(all.count == 1)
    #expect(all.first?["ok"] as? Bool == false)
  }

  private func value(of expression: String) throws -> Any? {
    let line = try #require(try lines("print \(expression)").last)
    return (line["data"] as? [String: Any])?["value"]
  }

  private func lines(_ script: String, name: String = "input") throws -> [[String: Any]] {
    let lines = TestSession().run(script, name: name).events.compactMap(Rendering.json)
    #expect(lines.allSatisfy { !$0.contains("\n") })
    return try lines.map(object)
  }

  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }
}
