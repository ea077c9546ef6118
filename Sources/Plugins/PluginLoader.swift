import InitKit

/// Why a plugin could not be loaded.
package enum PluginError: Error, Equatable, Sendable {
  case build(BuildError)
  /// The library did not load; the file and what happened.
  case load(path: String, PluginFault)
}

/// Builds and loads plugins for one session.
package struct PluginLoader: Sendable {
  package let settings: PluginSettings
  /// The interface that this program was built with, as it was when the session began.
  private let module: InitKitModule?

  package init(_ settings: PluginSettings) {
    self.settings = settings
    module = try? InitKitModule(in: settings.moduleFolders)
  }

  /// Builds a file and opens it in a worker.
  package func load(_ file: PluginFile) throws(PluginError) -> Plugin {
    let library = try build(file)
    do throws(InitializerError) {
      return try Plugin(name: file.name, path: file.path, library: library, settings: settings)
    } catch {
      throw .load(path: file.path, error)
    }
  }

  private func build(_ file: PluginFile) throws(PluginError) -> BuiltLibrary {
    guard let kind = file.kind else { throw .build(.unknownKind(path: file.path)) }
    do throws(BuildError) {
      return try PluginBuilder(settings, module: module).library(of: file.path, kind)
    } catch {
      throw .build(error)
    }
  }
}

extension PluginError {
  fileprivate static func load(path: String, _ error: InitializerError) -> PluginError {
    guard case .fault(let fault, _) = error else { return .load(path: path, .library("\(error)")) }
    return .load(path: path, fault)
  }
}
