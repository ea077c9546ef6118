import Engine
import Language
import Testing

@testable import Session

/// What `save` writes of frozen single weights, and what `load` makes of such a file that was changed.
@Suite struct FrozenValueTests {
  private static func description(_ entries: Value) throws -> ModelDescription {
    let test = TestSession()
    test.run("data xor; layer dense 3 tanh name=h1; layer dense 1; freeze h1.weight[1, 0]")
    guard case .list(var parts) = DescriptionValue.value(of: test.session.laboratory.description, stored: []),
      case .list(var layers) = parts[0], case .list(var layer) = layers[0]
    else { return ModelDescription() }
    layer[9] = .list([entries])
    layers[0] = .list(layer)
    parts[0] = .list(layers)
    return try DescriptionValue.description(
      of: .list(parts), initializers: test.session.initializers, stored: [])
  }

  private static func entries(_ shape: [Double], _ bounds: [Double]) -> Value {
    .list([.text("weight"), .list(shape.map { .number($0) }), .list(bounds.map { .number($0) })])
  }

  @Test func `single weights are pieces of a shape`() throws {
    let found = try Self.description(Self.entries([3, 2], [0, 1, 3, 6]))
    #expect(
      found.layers[0].frozen.entries == ["weight": FrozenEntries(shape: [3, 2], ranges: [0..<1, 3..<6])])
    // Far more than memory holds, told by their ends alone.
    let huge = try Self.description(Self.entries([1e9, 1e9], [0, 1e18]))
    #expect(huge.layers[0].frozen.entries["weight"]?.count == 1_000_000_000_000_000_000)
  }

  @Test(arguments: [
    entries([3, 2], [0, 7]), entries([3, 2], [4, 2]), entries([3, 2], [0]), entries([3, 2], [-1, 2]),
    entries([3, 2], [0.5, 2]), entries([1e12, 1e12], [0, 1]), entries([-3, 2], []), .list([.text("weight")]),
    .list([.number(1), .list([]), .list([])]), .list([.text("weight"), .number(3), .list([])]),
  ])
  func `others are no description`(value: Value) {
    #expect(throws: DescriptionValue.Malformed.self) { try Self.description(value) }
  }
}
