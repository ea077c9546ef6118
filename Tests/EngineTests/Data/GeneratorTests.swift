import Engine
import InitKit
import Tensor
import Testing

@Suite struct GeneratorTests {
  @Test(arguments: DataTable.builtin.names)
  func theSameSeedGivesTheSameBitsAndShapesFit(_ name: String) throws {
    let first = try DataTable.dataset(name, seed: 5)
    #expect(first == (try DataTable.dataset(name, seed: 5)))
    let isSequence = ["adding", "parity_sequence"].contains(name)
    #expect(first.inputs.rank == (isSequence ? 3 : 2))
    #expect((first.vocabulary != nil) == (name == "copy"))
    #expect(first.inputs.rows == first.targets.rows)
    #expect(first.name == name)
    #expect(first.heldOut == nil)
    let values = try OptionValues(for: #require(DataTable.builtin[name]).specification)
    let isRandom =
      ["adding", "copy", "linear", "noise", "parity_sequence"].contains(name)
      || (values.number("noise") ?? 0) > 0
    #expect((try DataTable.dataset(name, seed: 6) != first) == isRandom)
  }

  @Test(arguments: ["moons", "circles", "spirals", "blobs"], [1, 2, 3, 100, 101])
  func classesAreBalanced(_ name: String, _ count: Int) throws {
    let data = try DataTable.dataset(name, [.number(Double(count))])
    let indices = try #require(data.targets.classes)
    let names = try #require(data.targets.classNames)
    #expect(indices.count == count)
    #expect(names.count == (name == "blobs" ? 3 : 2))
    let sizes = names.indices.map { kind in indices.count { $0 == kind } }
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }

  @Test func truthTablesAreTheirFunctions() throws {
    let corners = [[0.0, 0], [0, 1], [1, 0], [1, 1]]
    for (name, answers) in [("xor", [0.0, 1, 1, 0]), ("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1])] {
      let data = try DataTable.dataset(name)
      #expect(data.inputs == Tensor(rows: corners))
      #expect(data.targets == .values(Tensor(rows: answers.map { [$0] })))
    }
    let noisy = try DataTable.dataset("xor", [.number(10)], [NamedArgument("noise", .number(0.1))])
    #expect(noisy.inputs.shape == [10, 2])
    #expect(zip(noisy.inputs.values, corners.flatMap { $0 }).allSatisfy { abs($0 - $1) < 0.6 })
  }

  @Test(arguments: [1, 2, 5])
  func parityCountsOnes(_ bits: Int) throws {
    let data = try DataTable.dataset("parity", [], [NamedArgument("bits", .number(Double(bits)))])
    #expect(data.inputs.shape == [1 << bits, bits])
    let rows = (0..<1 << bits).map { data.inputs.values[$0 * bits..<($0 + 1) * bits].reduce(0, +) }
    #expect(data.targets == .values(Tensor(rows: rows.map { [$0.truncatingRemainder(dividingBy: 2)] })))
    #expect(
      Set((0..<1 << bits).map { data.inputs.values[$0 * bits..<($0 + 1) * bits].description }).count == 1
        << bits)
  }

  @Test func withoutNoisePointsLieOnTheirCurves() throws {
    let none = [NamedArgument("noise", .number(0))]
    let circles = try DataTable.dataset("circles", [.number(40)], none)
    for row in 0..<40 {
      let (x, y) = (circles.inputs.values[2 * row], circles.inputs.values[2 * row + 1])
      #expect(abs((x * x + y * y).squareRoot() - (row % 2 == 0 ? 1 : 0.5)) < 1e-14)
    }
    let moons = try DataTable.dataset("moons", [.number(3)], none).inputs
    #expect(abs(moons.values[0] - 1) < 1e-15)
    #expect(abs(moons.values[4] + 1) < 1e-15)
    let sine = try DataTable.dataset("sine", [.number(3)])
    #expect(abs(sine.inputs.values[0] + .pi) < 1e-15)
    #expect(sine.inputs.values[1] == 0)
    #expect(throws: EngineError.self) { try DataTable.dataset("moons", [.number(0)]) }
    #expect(throws: EngineError.self) { try DataTable.dataset("moons", [.number(2.5)]) }
  }
}
