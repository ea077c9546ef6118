/// The formats of arrays in files, chosen by the name's ending.
package enum ArrayFormat: String, CaseIterable, Sendable {
  case safetensors, npz, npy, csv, json

  /// Such as `.npz`.
  package var ending: String { ".\(rawValue)" }

  /// The format of a file.
  ///
  /// - Throws: `unknownEnding`.
  package init(of path: String) throws(ArchiveError) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    guard let format = ArrayFormat(rawValue: ending) else {
      throw ArchiveError(
        path: path,
        problem: .unknownEnding(ending.isEmpty ? "" : ".\(ending)", known: Self.allCases.map(\.ending)))
    }
    self = format
  }
}
