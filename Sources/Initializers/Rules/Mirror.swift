import InitKit

/// Mirrored blocks `[[A, -A], [-A, A]]`, with which a relu network starts as a linear one.
///
/// With `h = relu([x, -x])` the next layer computes `A relu(x) - A relu(-x) = A x`. The first layer has
/// plain inputs, hence `[A; -A]`, and the last one plain outputs, hence `[A, -A]`.
struct Mirror: Sendable {
  private let choice: String

  /// The parameter that says what is mirrored.
  static let parameter = ParameterSpecification.choice(
    "mirror", of: ["auto", "both", "outputs", "inputs"],
    help: "what comes twice; `auto`: the first layer has outputs alone, the last one inputs alone")

  /// Reads the parameter.
  ///
  /// - Throws: `missing` or `wrongType`.
  init(_ arguments: InitializerArguments) throws(InitializerError) {
    choice = try arguments.text("mirror")
  }

  /// A site cut into blocks.
  struct Blocks {
    var rows: Int
    var columns: Int
    var mirrorsOutputs: Bool
    var mirrorsInputs: Bool

    /// How often each entry comes.
    var repeats: Int { (mirrorsOutputs ? 2 : 1) * (mirrorsInputs ? 2 : 1) }
  }

  /// Cuts a site into blocks, without asking whether sizes are even.
  func blocks(of site: WeightSite) -> Blocks {
    let outputs =
      choice == "both" || choice == "outputs" || (choice == "auto" && site.layerIndex < site.layerCount - 1)
    let inputs = choice == "both" || choice == "inputs" || (choice == "auto" && site.layerIndex > 0)
    return Blocks(
      rows: outputs ? site.rows / 2 : site.rows, columns: inputs ? site.columns / 2 : site.columns,
      mirrorsOutputs: outputs, mirrorsInputs: inputs)
  }

  /// Cuts a site into blocks.
  ///
  /// - Throws: `shape`, `storage`, or `refused` when a mirrored size is odd.
  func blocks(of site: WeightSite, storage: Int) throws(InitializerError) -> Blocks {
    let kernel = try KernelShape(site, storage: storage)
    let blocks = blocks(of: site)
    for (isMirrored, size, name) in [
      (blocks.mirrorsOutputs, kernel.outputs, "outputs"), (blocks.mirrorsInputs, kernel.inputs, "inputs"),
    ] where isMirrored && size % 2 == 1 {
      throw .refused(reason: "an odd number of \(name), \(size), cannot be mirrored")
    }
    return blocks
  }
}

extension Mirror.Blocks {
  /// Writes a block and its mirror images.
  func write(_ block: [Double], to weights: inout MutableSpan<Double>) {
    let width = columns * (mirrorsInputs ? 2 : 1)
    for (index, entry) in block.enumerated() {
      let (row, column) = (index / columns, index % columns)
      for down in 0..<(mirrorsOutputs ? 2 : 1) {
        for right in 0..<(mirrorsInputs ? 2 : 1) {
          let place = (row + down * rows) * width + column + right * columns
          weights[place] = down == right ? entry : -entry
        }
      }
    }
  }
}
