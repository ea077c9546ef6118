import InitKit
import Synchronization

/// What a plugin's file is.
package enum PluginKind: String, Sendable, CaseIterable {
  /// A Swift file, compiled here.
  case swift
  /// A C file, compiled here.
  case c
  /// A library that someone built.
  case library
}

/// A loaded plugin: its file, what it holds, and the worker that runs it.
///
/// The rows of the table and the layers that chose one of them hold the plugin, so that a reload reaches all.
package final class Plugin: Sendable {
  /// The file's name without its ending.
  package let name: String
  /// The user's file.
  package let path: String

  /// The worker at hand, with what it said of itself when it started.
  private struct Running: Sendable {
    var worker: PluginWorker
    var origin: InitializerOrigin
    var specifications: [InitializerSpecification]
    var scopes: [InitializerScope]
    /// What went wrong where nothing could be thrown.
    var fault: PluginFault?
  }

  private let running: Mutex<Running>

  /// Opens a built library in a worker of its own.
  ///
  /// - Throws: `fault` when the library does not load.
  init(
    name: String, path: String, library: BuiltLibrary, settings: PluginSettings
  ) throws(InitializerError) {
    self.name = name
    self.path = path
    running = Mutex(try Self.start(library, settings))
  }

  /// Lets what another plugin runs take the place of what this one ran, for all who hold this one.
  package func take(over other: Plugin) {
    let next = other.running.withLock { $0 }
    running.withLock { $0 = next }
  }

  private static func start(
    _ library: BuiltLibrary, _ settings: PluginSettings
  ) throws(InitializerError) -> Running {
    let worker = PluginWorker(settings, library: library.path, stamp: library.stamp)
    let contents = try worker.open()
    if let problem = SpecificationCheck.problem(in: contents.specifications) {
      throw .fault(.library(problem))
    }
    return Running(
      worker: worker, origin: contents.isSwift ? .swift : .c, specifications: contents.specifications,
      scopes: contents.scopes)
  }

  /// The rows for the table.
  package var entries: [InitializerEntry] {
    let (origin, specifications, scopes) = running.withLock { ($0.origin, $0.specifications, $0.scopes) }
    return zip(specifications, scopes).map { specification, scope in
      let name = specification.name
      return InitializerEntry(specification: specification, origin: origin, scope: scope) {
        (arguments) throws(InitializerError) -> any WeightFilling in
        var proxy = PluginProxy(plugin: self, target: .init(name: name, arguments: arguments.given))
        try proxy.make()
        return proxy
      }
    }
  }

  /// What went wrong since the last time, where it could not be thrown: in a promise.
  package func takeFault() -> PluginFault? {
    running.withLock { running in
      defer { running.fault = nil }
      return running.fault
    }
  }

  func note(_ fault: PluginFault) { running.withLock { $0.fault = fault } }

  var worker: PluginWorker { running.withLock { $0.worker } }
}

/// An initializer that runs in a worker; to the rest of the program one like any other.
struct PluginProxy: NetworkFilling {
  let plugin: Plugin
  let target: Request.Target
  private(set) var breaksSymmetry: Bool?

  init(plugin: Plugin, target: Request.Target) {
    self.plugin = plugin
    self.target = target
  }

  /// Has the worker check the arguments, and say what a scheme declares of them.
  mutating func make() throws(InitializerError) {
    let worker = plugin.worker
    let response = try named { () throws(InitializerError) in try worker.ask(.make(target)) }
    guard case .made(let breaksSymmetry) = response else { throw worker.failure(of: response) }
    self.breaksSymmetry = breaksSymmetry
  }

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    guard weights.count == site.count else { throw .storage(found: weights.count, needed: site.count) }
    let (worker, stream) = (plugin.worker, context.random)
    let position = try weights.withUnsafeMutableBufferPointer {
      (entries) throws(InitializerError) -> UInt64 in
      try named { () throws(InitializerError) in try worker.fill(target, site, stream, into: entries) }
    }
    context.random = RandomStream(stream.key, lane: stream.lane, position: position)
  }

  func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    let worker = plugin.worker
    return try named { () throws(InitializerError) in try worker.initialize(target, network) }
  }

  func promise(at site: WeightSite) -> Promise? {
    do throws(InitializerError) {
      guard case .promised(let promise) = try plugin.worker.ask(.promise(target, site)) else { return nil }
      return promise
    } catch {
      if case .fault(let fault, _) = error { plugin.note(fault) }
      return nil
    }
  }

  /// Says in a fault which initializer it was.
  private func named<Result>(
    _ body: () throws(InitializerError) -> Result
  ) throws(InitializerError) -> Result {
    do throws(InitializerError) {
      return try body()
    } catch {
      guard case .fault(let fault, nil) = error else { throw error }
      throw .fault(fault, of: target.name)
    }
  }
}
