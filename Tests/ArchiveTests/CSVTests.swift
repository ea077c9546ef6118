import Archive
import Foundation
import Testing

@Suite struct CSVTests {
  private func read(_ text: String, _ options: CSVOptions = CSVOptions()) throws(ArchiveError) -> CSVTable {
    try CSVTable(bytes: Array(text.utf8), options: options)
  }

  private func file(_ name: String) -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return root.deletingLastPathComponent().appending(path: "examples/data/\(name)").path
  }

  @Test func `iris is 150 rows of four measurements and three species`() throws {
    let iris = try CSVTable(contentsOf: file("iris.csv"))
    #expect(iris.featureNames == ["sepal_length", "sepal_width", "petal_length", "petal_width"])
    #expect(iris.rows == 150 && iris.columns == 4 && iris.features.count == 600)
    #expect(iris.features.prefix(4) == [5.1, 3.5, 1.4, 0.2])
    #expect(iris.targetName == "species")
    guard case .classes(let indices, let names) = iris.target else {
      Issue.record("text is classes")
      return
    }
    #expect(names == ["setosa", "versicolor", "virginica"])
    #expect((0..<3).map { kind in indices.count { $0 == kind } } == [50, 50, 50])
  }

  @Test func `digits are 1797 rows of 64 pixels and ten classes`() throws {
    let digits = try CSVTable(contentsOf: file("digits.csv"), options: CSVOptions(target: .name("digit")))
    #expect(digits.rows == 1797 && digits.columns == 64)
    #expect(digits.features.min() == 0 && digits.features.max() == 16)
    // Sum of all pixels, by `awk -F, 'NR>1{for(i=1;i<=64;i++)s+=$i}END{print s}' digits.csv`.
    #expect(digits.features.reduce(0, +) == 561718)
    guard case .classes(let indices, let names) = digits.target else {
      Issue.record("whole numbers 0 to 9 are classes")
      return
    }
    #expect(names == (0..<10).map(String.init))
    #expect(indices.count == 1797 && indices[0] == 0 && indices[1] == 1)
    let values = try CSVTable(contentsOf: file("digits.csv"), options: CSVOptions(kind: .values))
    #expect(values.target == .values(indices.map(Double.init)))
  }

  @Test func `quotes, line ends, spaces and a byte order mark are taken in`() throws {
    let plain = try read("a,b,c\n1,2,x\n3,4,y\n")
    for text in [
      "\u{FEFF}a,b,c\r\n1,2,x\r\n3,4,y", "a,b,c\r1,2,x\r3,4,y\r",
      "\n\n\"a\", \"b\" ,c\n\n 1 ,\t2,x\n\"3\",4,\"y\"\n  \n",
      "a;b;c\n1;2;x\n3;4;y\n", "a\tb\tc\n1\t2\tx\n3\t4\ty\n", "a;b;c\n1,0;2e0;x\n+3,;4.0;y\n",
    ] {
      #expect(try read(text) == plain, "\(text.debugDescription)")
    }
  }

  @Test func `a quoted field holds separators, quotes and lines`() throws {
    let table = try read("\"x,1\",\"kind \"\"k\"\"\"\n1,\"a\nb\"\n2,\"c\r\nd\"\n3,\"\"\"\"\n")
    #expect(table.featureNames == ["x,1"])
    #expect(table.targetName == "kind \"k\"")
    #expect(table.target == .classes(indices: [1, 2, 0], names: ["\"", "a\nb", "c\r\nd"]))
  }

  @Test func `records are the same however the bytes come`() throws {
    let text = "\u{FEFF}\"a\"\"\n\";b;c\r\n1,5;\"2\";äöü\r\n\r\n3;4;\"y;\r\n\"\r\n"
    let whole = try read(text)
    for portion in 1...20 {
      #expect(try CSVTable(bytes: Array(text.utf8), portion: portion) == whole)
    }
    #expect(whole.features == [1.5, 2, 3, 4])
  }

  @Test func `numbers are read to the nearest double`() throws {
    for text in [
      "0", "-0", "1", "+1", ".5", "5.", "1e5", "1E-5", "0.1", "-123.456e-7", "1e22", "1e23",
      "123456789012345678",
      "2.2250738585072011e-308", "1.7976931348623157e308", "4.9e-324", "1e-400",
      "0.000000000000000000000000123",
      "9007199254740993", "00012.50", "8.5e-22", "1e-22", "123456789012345e22", "179769313486231570000e288",
    ] {
      let value = try read("\(text),1\n", CSVOptions(header: false)).features[0]
      let clean = text.hasSuffix(".") ? text + "0" : text
      #expect(value.bitPattern == Double(clean)?.bitPattern, "\(text)")
    }
  }

  @Test func `random numbers keep their bits`() throws {
    var random = SeededGenerator(state: 1)
    let values = (0..<3_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    let rounded = (0..<3_000).map { _ in Double(random.next() % 10_000_000) / 10_000 }
    let text = (values + rounded).map { "\($0),0\n" }.joined()
    let read = try read(text, CSVOptions(header: false)).features
    #expect(read.map(\.bitPattern) == (values + rounded).map(\.bitPattern))
  }

  @Test func `a header is told from data`() throws {
    #expect(try read("5.1,3.5,setosa\n4.9,3.0,setosa\n").rows == 2)
    #expect(try read("5.1,3.5,setosa\n4.9,3.0,setosa\n").featureNames == ["x0", "x1"])
    #expect(try read("a,b,2020\n1,2,3\n").targetName == "2020")
    #expect(try read("1,2\n3,4\n").rows == 2)
    #expect(try read("1,2\n3,4\n", CSVOptions(header: true)).featureNames == ["1"])
    #expect(try read("a,\n1,2\n").targetName == "x1")
  }

  @Test func `the target is chosen by name or number`() throws {
    let text = "a,b,c\n1,2,3.5\n4,5,6.5\n"
    #expect(try read(text).target == .values([3.5, 6.5]))
    let first = try read(text, CSVOptions(target: .name("a")))
    #expect(first.target == .values([1, 4]) && first.features == [2, 3.5, 5, 6.5])
    #expect(first.featureNames == ["b", "c"])
    #expect(try read(text, CSVOptions(target: .index(1))).targetName == "b")
    #expect(try read(text, CSVOptions(target: .index(-3))).targetName == "a")
  }

  @Test func `whole numbers from 0 are classes when there are enough of each`() throws {
    func target(_ values: [String], _ kind: CSVOptions.Kind? = nil) throws -> CSVTable.Target {
      try read("x,y\n" + values.map { "1,\($0)\n" }.joined(), CSVOptions(kind: kind)).target
    }
    #expect(try target(["0", "1.0", " 1", "0"]) == .classes(indices: [0, 1, 1, 0], names: ["0", "1"]))
    #expect(try target(["0", "1", "2"]) == .values([0, 1, 2]))
    #expect(try target(["0", "2", "2", "0", "0", "0"]) == .values([0, 2, 2, 0, 0, 0]))
    #expect(try target(["1", "2", "1", "2"]) == .values([1, 2, 1, 2]))
    #expect(try target(["0", "0.5", "0", "1"]) == .values([0, 0.5, 0, 1]))
    #expect(try target(["3", "-1", "3"], .classes) == .classes(indices: [1, 0, 1], names: ["-1", "3"]))
    #expect(try target(["1", "b", "a", "1"]) == .classes(indices: [0, 2, 1, 0], names: ["1", "a", "b"]))
    let many = (0..<101).map(String.init)
    #expect(try target(many + many) == .values((many + many).compactMap { Double($0) }))
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
