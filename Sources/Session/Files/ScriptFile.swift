import Archive
import Language

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Scripts in files.
package enum ScriptFile {
  /// The text of a script under its name.
  ///
  /// - Throws: a diagnostic when it cannot be read or is not UTF-8.
  package static func read(_ path: String) throws(Diagnostic) -> SourceText {
    let bytes: [UInt8]
    do throws(ArchiveError) {
      bytes = try FileContents.read(path)
    } catch {
      throw ArchiveWording.diagnostic(for: error)
    }
    return try SourceText(name: path, bytes: bytes)
  }

  /// Whether there is something of that name.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
