/// The compiled interface that Swift plugins are built against; it lies beside the program.
struct InitKitModule: Equatable {
  /// The folder for the compiler's `-I`.
  let folder: String
  /// What a plugin must have been built for: the module's bytes, and the compiler that wrote it.
  let stamp: String
  /// Such as `Swift version 6.3.1`.
  let compiler: String

  /// Looks in folders, as both of SwiftPM's build systems lay it out.
  ///
  /// - Throws: `noModule`.
  init(in folders: [String]) throws(BuildError) {
    for folder in folders {
      let path = "\(folder)/InitKit.swiftmodule"
      let file =
        FileBytes.isFolder(path)
        ? FileBytes.names(in: path).first { $0.hasSuffix(".swiftmodule") }.map { "\(path)/\($0)" } : path
      guard let file, let bytes = try? FileBytes.read(file) else { continue }
      self.folder = folder
      compiler = Self.compiler(in: bytes)
      stamp = "InitKit \(ContentHash.text(of: bytes).prefix(16)) of \(compiler)"
      return
    }
    throw .noModule(folders: folders)
  }

  /// The text that the compiler leaves in the module.
  private static func compiler(in bytes: [UInt8]) -> String {
    let marker = Array("Swift version ".utf8)
    guard
      let start = bytes.indices.first(where: { index in
        bytes[index] == marker[0] && bytes[index...].starts(with: marker)
      })
    else { return "an unknown compiler" }
    // Up to the bracket: the rest names the machine that built the compiler.
    let text = bytes[start...].prefix { $0 >= 32 && $0 < 127 && $0 != UInt8(ascii: "(") }
    return String(decoding: text, as: UTF8.self).split(separator: " ").joined(separator: " ")
  }
}
