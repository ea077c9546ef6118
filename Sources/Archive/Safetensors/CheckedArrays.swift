/// Arrays and texts in a safetensors file that knows when it was damaged: each array has a check sum, and so have
/// the texts.
package struct CheckedArrays: Sendable {
  /// The text that holds the check sums: one line for each array, and one without a name for the texts.
  private static let sums = "checksums"
  /// What a file without check sums lacks.
  fileprivate static let expected = "check sums, as `save` writes them"
  /// The reference asks for it; it says nothing here.
  private static let format = "format"

  /// The arrays.
  package var arrays: [NamedArray]
  /// The texts by their names.
  package var texts: [String: String]

  /// Puts them together.
  package init(_ arrays: [NamedArray], texts: [String: String]) {
    self.arrays = arrays
    self.texts = texts
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Returns: its size.
  /// - Throws: what stands against writing.
  package func write(to path: String) throws(ArchiveError) -> Int {
    let lines = arrays.map { "\($0.name) \(Self.sum([$0.bytes]))" } + [" \(Self.sum(of: texts))"]
    let file = try FileReplacement(path: path)
    try SafetensorsFile.write(
      arrays, texts: texts.merging([Self.sums: lines.joined(separator: "\n")]) { $1 }, to: file)
    try file.commit()
    return file.count
  }

  /// Reads a file and checks every byte of it.
  ///
  /// - Throws: `malformed`: `.checksum` for the array, or the texts, that are not those that were written;
  ///   `.header` for a file without check sums.
  package init(contentsOf path: String) throws(ArchiveError) {
    let file = try SafetensorsFile(StoredBytes(path: path))
    func failure(_ problem: FormatProblem, _ part: String) -> ArchiveError {
      ArchiveError(path: path, problem: .malformed(problem, offset: 8, part: part))
    }
    var texts = file.metadata
    texts[Self.format] = nil
    guard let text = texts.removeValue(forKey: Self.sums) else {
      throw failure(.header(expected: Self.expected), "__metadata__")
    }
    var sums: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let blank = line.lastIndex(of: " ") else { continue }
      sums[String(line[..<blank])] = String(line[line.index(after: blank)...])
    }
    guard sums[""] == Self.sum(of: texts) else { throw failure(.checksum, "__metadata__") }
    var arrays: [NamedArray] = []
    for (index, header) in file.headers.enumerated() {
      guard sums.removeValue(forKey: header.name) == Self.sum([try file.bytes(index)]) else {
        throw failure(.checksum, header.name)
      }
      arrays.append(NamedArray(header.name, try file.tensor(index), header.type))
    }
    sums[""] = nil
    if let missing = sums.keys.sorted().first {
      throw ArchiveError(path: path, problem: .noArray(name: missing, names: arrays.map(\.name)))
    }
    self.init(arrays, texts: texts)
  }

  /// The array with a name.
  package subscript(name: String) -> NamedArray? { arrays.first { $0.name == name } }

  private static func sum(of texts: [String: String]) -> String {
    sum(texts.sorted { $0.key < $1.key }.flatMap { [Array($0.key.utf8), [0], Array($0.value.utf8), [0]] })
  }

  private static func sum(_ pieces: [[UInt8]]) -> String {
    var checksum = Checksum()
    for piece in pieces { checksum.add(piece) }
    return String(checksum.value, radix: 16)
  }
}

extension ArchiveError {
  /// Whether a file of arrays has no check sums, so that another program wrote it.
  package var isWithoutChecks: Bool {
    if case .malformed(.header(let expected), _, _) = problem {
      expected == CheckedArrays.expected
    } else {
      false
    }
  }
}
