import Foundation
import Testing

@testable import Text

@Suite struct DataTests {
  private let sample: DataValue = [
    "command": "step", "ok": true, "none": nil, "step": 100, "loss": 0.25,
    "name": "a \"b\" \\ \n \u{1} é 漢 😀 \u{2028}",
    "list": [[1, 2.5], [], ["x": -3]], "nan": .number(.nan), "inf": .number(-.infinity),
  ]

  @Test func `JSON is one line in the order given`() {
    #expect(
      sample.json == """
        {"command": "step", "ok": true, "none": null, "step": 100, "loss": 0.25, \
        "name": "a \\"b\\" \\\\ \\n \\u0001 é 漢 😀 \\u2028", "list": [[1, 2.5], [], {"x": -3}], \
        "nan": "nan", "inf": "-inf"}
        """)
    #expect(DataValue.number(3).json == "3")
    #expect(DataValue.number(-0.0).json == "-0.0")
    #expect(DataValue.number(1e-7).json == "1e-07")
    #expect(DataValue.object([:]).json == "{}")
  }

  @Test func `Foundation reads back what is written`() throws {
    let read = try JSONSerialization.jsonObject(with: Data(sample.json.utf8)) as? [String: Any]
    #expect(read?["name"] as? String == "a \"b\" \\ \n \u{1} é 漢 😀 \u{2028}")
    #expect(read?["step"] as? Int == 100)
    #expect((read?["list"] as? [Any])?.count == 3)
    #expect(read?["inf"] as? String == "-inf")
    let controls = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
    let text = try JSONSerialization.jsonObject(
      with: Data(DataValue.text(controls).json.utf8), options: .fragmentsAllowed)
    #expect(text as? String == controls)
  }

  @Test func `numbers keep their bits through JSON`() throws {
    var random = SeededGenerator(state: 9)
    let values =
      (0..<5_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite) + [
        0, -0.0, .leastNonzeroMagnitude,
      ]
    let json = DataValue.numbers(values).json
    // JSONSerialization's own reader is off by the last bit now and then; JSONDecoder's is exact.
    let read = try JSONDecoder().decode([Double].self, from: Data(json.utf8))
    #expect(read.count == values.count)
    let different = zip(read, values).first { $0.bitPattern != $1.bitPattern }
    #expect(different == nil)
  }

  @Test func `an object keeps order, replaces in place and removes`() {
    var object: DataObject = ["b": 1, "a": 2]
    object["b"] = 3
    object["c"] = "x"
    object["a"] = .some(nil)
    #expect(DataValue.object(object).json == #"{"b": 3, "a": null, "c": "x"}"#)
    object["a"] = DataValue?.none
    #expect(object.members.map(\.name) == ["b", "c"])
    #expect(DataObject([.init(name: "x", value: 1), .init(name: "x", value: 2)]).members.count == 1)
  }

  @Test func `nested arrays follow the shape`() {
    #expect(DataValue.nested([7], shape: []).json == "7")
    #expect(DataValue.nested([], shape: [0, 3]).json == "[]")
    #expect(DataValue.nested([1, 2, 3, 4, 5, 6], shape: [2, 3]).json == "[[1, 2, 3], [4, 5, 6]]")
    #expect(DataValue.nested([1, 2, 3, 4], shape: [2, 1, 2]).json == "[[[1, 2]], [[3, 4]]]")
  }

  @Test func `CSV quotes what needs it`() {
    #expect(
      CSVWriter.record(["a", "b,c", "d\"e", "f\ng", " h", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\n")
    #expect(CSVWriter.record([""]) == "\"\"\n")
    #expect(CSVWriter.record(["a\r\nb"]) == "\"a\r\nb\"\n")
  }

  @Test func `CSV of values makes columns of names`() {
    let rows: DataValue = [
      ["init": "zeros", "loss": ["median": 0.25, "min": 0.125]], ["init": "he,normal", "groups": [[0, 1]]],
    ]
    #expect(
      CSVWriter.write(rows) == """
        init,loss.median,loss.min,groups
        zeros,0.25,0.125,
        "he,normal",,,"[[0, 1]]"

        """)
    #expect(CSVWriter.write([[1, 2], [3, .number(.nan)]]) == "1,2\n3,nan\n")
    #expect(CSVWriter.write([1, "x"]) == "1\nx\n")
    #expect(CSVWriter.write(["step": 3]) == "step\n3\n")
    #expect(CSVWriter.write(0.1) == "0.1\n")
    #expect(CSVWriter.write([]) == "")
  }

  @Test func `CSV of a table has every column and exact numbers`() {
    let csv = CSVWriter.write(Samples.neurons)
    #expect(
      csv.hasPrefix("neuron,norm,mean,update [1/step],samples,nearest twin and what it shares with it\n"))
    #expect(csv.contains("h1[1],123.456789,0,-0,1000,\"h1[0]: weights, bias\"\n"))
    #expect(csv.hasSuffix("h1[3],,,,,\n"))
  }
}
