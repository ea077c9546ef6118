import CPosix
import InitKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The worker's side: opens a library and answers the host, message by message, until the host is gone.
package struct PluginServer {
  /// The hidden option that makes the program a worker; the memory it may take follows.
  package static let option = "--plugin-worker"
  private let memory: UInt64
  private let arithmetic: any BulkArithmetic
  private let line = HostLine()
  private var entries: [String: InitializerEntry] = [:]
  private var shared: (address: UnsafeMutableRawPointer, bytes: Int)?

  private init(memory: UInt64, arithmetic: any BulkArithmetic) {
    (self.memory, self.arithmetic) = (memory, arithmetic)
  }

  /// Serves until the host ends; returns only where no host is at the other end.
  package static func run(_ arguments: [String], arithmetic: any BulkArithmetic) {
    guard ilp_become_worker(HostLine.socket) == 0, let memory = arguments.last.flatMap({ UInt64($0) }) else {
      return
    }
    _ = ilp_limit_memory(memory)
    var server = PluginServer(memory: memory, arithmetic: arithmetic)
    while true {
      let (request, descriptor) = server.line.next()
      server.share(descriptor, for: request)
      server.line.send(server.response(to: request))
    }
  }

  /// Maps memory that came with a message, in place of what was mapped before.
  private mutating func share(_ descriptor: Int32, for request: Request) {
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if let shared { ilp_unmap(shared.address, UInt64(shared.bytes)) }
    shared = nil
    guard case .fill(_, _, _, let bytes) = request, bytes > 0 else { return }
    _ = ilp_limit_memory(memory + UInt64(bytes))
    shared = ilp_map(descriptor, UInt64(bytes)).map { ($0, bytes) }
  }

  private mutating func response(to request: Request) -> Response {
    do throws(InitializerError) {
      switch request {
      case .load(let path, let stamp):
        do throws(LibraryError) {
          let library = try Library.open(path, stamp: stamp)
          entries = Dictionary(
            library.entries.map { ($0.specification.name, $0) }, uniquingKeysWith: { first, _ in first })
          return .loaded(
            isSwift: library.isSwift, library.entries.map(\.specification),
            scopes: library.entries.map(\.scope.rawValue))
        } catch {
          return .refused(error.reason)
        }
      case .make(let target):
        return .made(breaksSymmetry: try chosen(target).scheme?.breaksSymmetry)
      case .promise(let target, let site):
        return .promised(try chosen(target).promise(at: site))
      case .fill(let target, let site, let stream, _):
        guard stream.count == 3 else { return .refused("a stream is three numbers") }
        return .filled(position: try fill(try chosen(target), site, stream))
      case .initialize(let target, let layers, let branches, let batches, let learningRate):
        guard let scheme = try chosen(target).scheme else { return .refused("it is no scheme") }
        let network = try RemoteNetwork(
          line, own: entries, layers: layers, branches: branches, batches: batches, learningRate: learningRate
        )
        return .initialized(try scheme.initialize(network))
      case .answer: return .refused("nothing was asked")
      }
    } catch {
      return .threw(error)
    }
  }

  private func chosen(_ target: Request.Target) throws(InitializerError) -> ChosenInitializer {
    guard let entry = entries[target.name] else { throw .unknownInitializer(target.name) }
    return try entry.choose([], target.arguments)
  }

  private func fill(
    _ chosen: ChosenInitializer, _ site: WeightSite, _ stream: [UInt64]
  ) throws(InitializerError) -> UInt64 {
    var context = FillContext(
      random: RandomStream(StreamKey(bits: stream[0]), lane: stream[1], position: stream[2]),
      arithmetic: arithmetic)
    let needed = site.count * MemoryLayout<Double>.stride
    guard let shared, shared.bytes >= needed else {
      throw .refused(reason: "the worker could not have the memory for \(needed) bytes")
    }
    let entries = UnsafeMutableBufferPointer(
      start: shared.address.assumingMemoryBound(to: Double.self), count: site.count)
    var span = entries.mutableSpan
    try chosen.filling.fill(&span, at: site, using: &context)
    return context.random.position
  }
}
