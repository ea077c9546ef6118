/// Makes a library out of a plugin's file, or finds the one it made before.
struct PluginBuilder {
  private let settings: PluginSettings
  private let module: InitKitModule?

  /// - Parameter module: the interface as it was when the session first asked; nil without one.
  init(_ settings: PluginSettings, module: InitKitModule?) {
    self.settings = settings
    self.module = module
  }

  /// The library of a file.
  ///
  /// - Throws: why there is none.
  func library(of path: String, _ kind: PluginKind) throws(BuildError) -> BuiltLibrary {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try FileBytes.read(path)
    } catch {
      throw .unreadable(path: path, reason: error.text)
    }
    switch kind {
    case .swift: return try swiftLibrary(path, bytes)
    case .c: return try cLibrary(path, bytes)
    case .library: return try copy(path, bytes)
    }
  }

  private func swiftLibrary(_ path: String, _ bytes: [UInt8]) throws(BuildError) -> BuiltLibrary {
    let module = try InitKitModule(in: settings.moduleFolders)
    guard self.module == nil || self.module == module else { throw .rebuilt }
    let types = InitializerScan.types(in: String(decoding: bytes, as: UTF8.self))
    guard !types.isEmpty else { throw .noInitializer(path: path) }
    let registration = Self.registration(types, stamp: module.stamp)
    let name = Self.moduleName(of: path)
    let file = "\(name).swift"
    let flags = [
      "-emit-library", "-O", "-wmo", "-parse-as-library", "-swift-version", "6", "-module-name", name,
    ]
    let build = Build(
      compiler: settings.swiftCompiler, name: name, parts: [registration] + flags, file: file, bytes: bytes,
      others: ["initlab_registration.swift": Array(registration.utf8)])
    return try make(
      build, path, stamp: module.stamp,
      check: { (folder) throws(BuildError) in
        try checkCompiler(module, in: folder)
      }
    ) { folder, output in
      flags + [
        "-module-cache-path", "\(settings.cacheFolder)/modules", "-I", module.folder, "\(folder)/\(file)",
        "\(folder)/initlab_registration.swift", "-o", output,
      ]
    }
  }

  private func cLibrary(_ path: String, _ bytes: [UInt8]) throws(BuildError) -> BuiltLibrary {
    let header = PluginHeader.text
    let name = Self.moduleName(of: path)
    let flags = ["-O2", "-shared", "-fPIC", "-Wall"]
    let build = Build(
      compiler: settings.cCompiler, name: name, parts: [header] + flags, file: "\(name).c", bytes: bytes,
      others: ["initlab_plugin.h": Array(header.utf8)])
    return try make(
      build, path, stamp: "",
      check: { (folder) throws(BuildError) in
        _ = try ToolRun(
          settings.cCompiler, ["--version"], seconds: settings.compilerSeconds, leavings: folder)
      }
    ) { folder, output in
      flags + ["-I", folder, "\(folder)/\(name).c", "-o", output, "-lm"]
    }
  }

  /// A private copy under its content's name: a file that is overwritten while it is open takes a process down.
  private func copy(_ path: String, _ bytes: [UInt8]) throws(BuildError) -> BuiltLibrary {
    let stamp = (try? InitKitModule(in: settings.moduleFolders))?.stamp ?? ""
    let target = "\(settings.cacheFolder)/\(Self.moduleName(of: path))-\(ContentHash.text(of: bytes)).so"
    if FileBytes.exists(target) { return BuiltLibrary(path: target, stamp: stamp, isCached: true) }
    do throws(SystemError) {
      try FileBytes.makeFolder(settings.cacheFolder)
      let folder = try FileBytes.makePrivateFolder(in: settings.cacheFolder)
      defer { FileBytes.removeFolder(folder) }
      try FileBytes.write(bytes, to: "\(folder)/copy.so")
      try FileBytes.move("\(folder)/copy.so", to: target)
    } catch {
      throw .cache(path: settings.cacheFolder, reason: error.text)
    }
    return BuiltLibrary(path: target, stamp: stamp, isCached: false)
  }

  /// The file beside the user's that gives the types to the host, and says what they were built for.
  private static func registration(_ types: [String], stamp: String) -> String {
    let rows = types.map { "InitializerEntry(\($0).self, origin: .swift)" }.joined(separator: ", ")
    return """
      import InitKit

      @c(initlab_plugin_stamp) public func initlab_plugin_stamp() -> UnsafePointer<CChar> {
        UnsafeRawPointer(("\(stamp)" as StaticString).utf8Start).assumingMemoryBound(to: CChar.self)
      }

      @c(initlab_swift_register) public func initlab_swift_register(_ entries: UnsafeMutableRawPointer) {
        entries.assumingMemoryBound(to: [InitializerEntry].self).pointee = [\(rows)]
      }

      """
  }

  /// The file's name as a module may be called.
  private static func moduleName(of path: String) -> String {
    let stem = PluginFile(path).name.map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? String(character) : "_"
    }.joined()
    return "plugin_\(stem)"
  }

  private func checkCompiler(_ module: InitKitModule, in folder: String) throws(BuildError) {
    let run = try ToolRun(
      settings.swiftCompiler, ["--version"], seconds: settings.compilerSeconds, leavings: folder)
    guard run.status == 0 else {
      throw .noCompiler(settings.swiftCompiler, reason: "it ended with status \(run.status)")
    }
    let found = run.output.split(separator: "\n").first.map(String.init) ?? "nothing"
    guard run.output.split(separator: " ").joined(separator: " ").contains(module.compiler) else {
      throw .otherCompiler(settings.swiftCompiler, found: found, needed: module.compiler)
    }
  }
}

/// All that a build depends on.
private struct Build {
  var compiler: String
  var name: String
  /// Flags and generated text.
  var parts: [String]
  var file: String
  var bytes: [UInt8]
  var others: [String: [UInt8]]

  /// Names the result by all of it.
  var key: String {
    var hash = ContentHash()
    hash.combine(bytes)
    for part in [compiler] + parts { hash.combine(part) }
    return hash.text
  }
}

extension PluginBuilder {
  /// Builds in a private folder and moves the result into the cache: two sessions may build the same plugin.
  private func make(
    _ build: Build, _ path: String, stamp: String, check: (_ folder: String) throws(BuildError) -> Void,
    _ arguments: (_ folder: String, _ output: String) -> [String]
  ) throws(BuildError) -> BuiltLibrary {
    let target = "\(settings.cacheFolder)/\(build.name)-\(build.key).so"
    if FileBytes.exists(target) { return BuiltLibrary(path: target, stamp: stamp, isCached: true) }
    let folder: String
    do throws(SystemError) {
      try FileBytes.makeFolder(settings.cacheFolder)
      folder = try FileBytes.makePrivateFolder(in: settings.cacheFolder)
    } catch {
      throw .cache(path: settings.cacheFolder, reason: error.text)
    }
    defer { FileBytes.removeFolder(folder) }
    try check(folder)
    do throws(SystemError) {
      try FileBytes.write(build.bytes, to: "\(folder)/\(build.file)")
      for (name, bytes) in build.others { try FileBytes.write(bytes, to: "\(folder)/\(name)") }
    } catch {
      throw .cache(path: folder, reason: error.text)
    }
    let output = "\(folder)/plugin.so"
    let run = try ToolRun(
      build.compiler, arguments(folder, output), seconds: settings.compilerSeconds, leavings: folder)
    guard run.status == 0 else {
      throw .compiler(
        path: path, source: String(decoding: build.bytes, as: UTF8.self),
        messages: CompilerMessage.found(in: run.output, for: build.file),
        output: run.output.replacing("\(folder)/\(build.file)", with: path))
    }
    do throws(SystemError) {
      try FileBytes.move(output, to: target)
    } catch {
      throw .cache(path: target, reason: error.text)
    }
    return BuiltLibrary(path: target, stamp: stamp, isCached: false)
  }
}
