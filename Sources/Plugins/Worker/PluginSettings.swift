/// What plugins need of the system around; the program asks for it, nothing below does.
package struct PluginSettings: Sendable {
  /// The program that becomes a worker.
  package var program: String
  /// Where built plugins are kept.
  package var cacheFolder: String
  /// Where `InitKit.swiftmodule` may lie, in the order to look.
  package var moduleFolders: [String]
  /// The Swift compiler, a name or a path.
  package var swiftCompiler = "swiftc"
  /// The C compiler, a name or a path.
  package var cCompiler = "cc"
  /// The user's own plugins: offered, never loaded unasked.
  package var userFolder: String?
  /// How long a worker may think.
  package var seconds = 10.0
  /// How long a compiler may take.
  package var compilerSeconds = 300.0
  /// Bytes that a worker may take beyond what it starts with and the parameter that it fills.
  package var memory: UInt64 = 1 << 30
  /// Whether the user asked to stop.
  package var isInterrupted: @Sendable () -> Bool = { false }

  package init(program: String, cacheFolder: String, moduleFolders: [String]) {
    self.program = program
    self.cacheFolder = cacheFolder
    self.moduleFolders = moduleFolders
  }
}
