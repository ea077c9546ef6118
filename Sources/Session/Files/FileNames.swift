#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Names of files, for completion.
struct FileNames {
  private let workingFolder: String
  private let home: String?

  init(_ workingFolder: String, home: String?) {
    self.workingFolder = workingFolder
    self.home = home
  }

  /// The files that a name typed so far may become; hidden ones only when it starts with a dot.
  func candidates(for prefix: String) -> [Completion.Candidate] {
    let slash = prefix.lastIndex(of: "/")
    let folder = slash.map { String(prefix[...$0]) } ?? ""
    let start = slash.map { String(prefix[prefix.index(after: $0)...]) } ?? prefix
    var path = folder
    if folder.hasPrefix("~/"), let home { path = home + folder.dropFirst(1) }
    let absolute = FilePath.absolute(path.isEmpty ? "." : path, from: workingFolder)
    return entries(of: absolute).filter {
      $0.name.hasPrefix(start) && ($0.name.first != "." || start.first == ".")
    }
    .map { .init(folder + $0.name, label: $0.name, suffix: $0.isFolder ? "/" : " ") }
  }

  private func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var found: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      var status = stat()
      let isFolder = stat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      found.append((name, isFolder))
    }
    return found.sorted { $0.name < $1.name }
  }
}
