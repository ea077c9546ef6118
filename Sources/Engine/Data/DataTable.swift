import InitKit

/// The built-in data sets, one file each.
package enum DataTable {
  /// All rows.
  package static let builtin = NamedTable(
    of: "data",
    [
      DataGenerator.adding, .and, .blobs, .circles, .copy, .linear, .moons, .noise, .or, .parity,
      .paritySequence, .sine, .spirals, .xor,
    ])

  /// Draws a data set; the same call with the same seed gives the same bits.
  ///
  /// - Throws: `unknownName`, `unknownOption`, `option`, `data(.split)`, or `memory` when the inputs would
  ///   be larger than allowed.
  package static func dataset(
    _ name: String, _ positional: [ArgumentValue] = [], _ named: [NamedArgument] = [], seed: UInt64 = 0,
    memoryLimit: Int = 1 << 30
  ) throws(EngineError) -> Dataset {
    let generator = try builtin.row(name)
    let values = try OptionValues(positional: positional, named: named, for: generator.specification)
    let layout = ArenaLayout(limit: memoryLimit)
    let bytes = try layout.product([
      values.integer("n", else: 1), generator.mostNumbers(values), MemoryLayout<Double>.size,
    ])
    guard bytes <= memoryLimit else { throw .memory(bytes: bytes, limit: memoryLimit) }
    var stream = RandomStream(StreamKey(seed: seed, purpose: "data \(generator.name)"))
    let (inputs, targets) = generator.make(values, &stream)
    var dataset = try Dataset(
      name: generator.name, inputs: inputs, targets: targets, vocabulary: generator.vocabulary?(values))
    try dataset.prepare(values, seed: seed)
    return dataset
  }
}

extension Dataset {
  /// Splits and standardizes as `split=` and `standardize=` ask.
  ///
  /// - Throws: `data(.split)`, `noMemory`.
  fileprivate mutating func prepare(_ values: OptionValues, seed: UInt64) throws(EngineError) {
    try split(values.number("split", else: 0), seed: seed)
    if values.isTrue("standardize") { try standardize() }
  }
}
