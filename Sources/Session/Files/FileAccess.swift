import Language

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which files the session may open, and where their names start.
package struct FileAccess: Sendable {
  /// The process's own folder, where the system starts relative names.
  let workingFolder: String
  let homeFolder: String?
  let isSafe: Bool

  /// The name to open: from the given folder if the file is there, else from the working folder.
  ///
  /// The name stays as the user wrote it wherever that opens the same file, so that messages show it.
  /// - Throws: `outside-folder` in safe mode.
  package func path(_ name: String, relativeTo folder: String?) throws(Diagnostic) -> String {
    var path = name
    if name.hasPrefix("~/"), let homeFolder { path = homeFolder + name.dropFirst(1) }
    if !path.hasPrefix("/"), let folder, folder != workingFolder {
      let beside = folder + "/" + path
      if access(beside, F_OK) == 0 { path = beside }
    }
    try check(path, name)
    return path
  }

  /// The name to write to, from the working folder: a file is made where the person is, not where a script is.
  ///
  /// - Throws: `outside-folder` in safe mode.
  package func destination(_ name: String) throws(Diagnostic) -> String {
    var path = name
    if name.hasPrefix("~/"), let homeFolder { path = homeFolder + name.dropFirst(1) }
    guard isSafe else { return path }
    // What is not there yet lies where its folder really is; `..` behind a link is followed as the system does.
    let absolute = path.hasPrefix("/") ? path : workingFolder + "/" + path
    let folder = FilePath.folder(of: absolute) ?? "/"
    let real = Self.resolved(absolute) ?? Self.resolved(folder).map { $0 + "/" }
    try refuse(real ?? FilePath.absolute(path, from: workingFolder), name)
    return path
  }

  /// In safe mode refuses what lies outside the working folder, also by way of a symbolic link.
  private func check(_ path: String, _ name: String) throws(Diagnostic) {
    guard isSafe else { return }
    let absolute = FilePath.absolute(path, from: workingFolder)
    try refuse(Self.resolved(absolute) ?? absolute, name)
  }

  private func refuse(_ real: String, _ name: String) throws(Diagnostic) {
    let root = Self.resolved(workingFolder) ?? workingFolder
    guard FilePath.lies(real, in: root) else {
      throw Diagnostic(
        "safe-mode", "`\(name)` lies outside the working folder", label: "not with --safe",
        help: "start initlab without `--safe`, or name a file in this folder")
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

extension Session {
  /// The files the session may open.
  package var files: FileAccess {
    FileAccess(
      workingFolder: configuration.workingFolder, homeFolder: configuration.homeFolder,
      isSafe: configuration.isSafe)
  }
}
