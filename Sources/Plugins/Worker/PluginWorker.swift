import CPosix
import InitKit
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The host's side of one worker process: starts it when it is needed, again when it died.
final class PluginWorker: Sendable {
  /// A running worker.
  struct Connection: Sendable {
    var child: ChildProcess
    var socket: Int32
    /// The number of the last request.
    var last: UInt64 = 0
    var memory: SharedMemory?
  }

  /// What was found when the library was opened.
  struct Contents: Sendable {
    var isSwift: Bool
    var specifications: [InitializerSpecification]
    var scopes: [InitializerScope]
  }

  private let settings: PluginSettings
  private let library: Request
  private let connection = Mutex<Connection?>(nil)

  init(_ settings: PluginSettings, library: String, stamp: String) {
    self.settings = settings
    self.library = .load(path: library, stamp: stamp)
  }

  deinit {
    connection.withLock { connection in
      if let open = connection { _ = Self.end(open, patience: 0) }
      connection = nil
    }
  }

  /// Starts a process anew and opens the library in it.
  ///
  /// - Throws: `fault` when it is no library for this program, or takes its process down.
  func open() throws(InitializerError) -> Contents {
    try connection.withLock { (connection) throws(InitializerError) -> Contents in
      if let old = connection { _ = Self.end(old, patience: 0) }
      connection = nil
      return try start(&connection)
    }
  }

  /// Asks something that needs no memory.
  func ask(_ request: Request) throws(InitializerError) -> Response {
    try connection.withLock { (connection) throws(InitializerError) -> Response in
      if connection == nil { _ = try start(&connection) }
      return try exchange(request, descriptor: -1, &connection)
    }
  }

  /// Has a parameter filled; gives how far the stream was drawn from.
  func fill(
    _ target: Request.Target, _ site: WeightSite, _ stream: RandomStream,
    into entries: UnsafeMutableBufferPointer<Double>
  ) throws(InitializerError) -> UInt64 {
    try connection.withLock { (connection) throws(InitializerError) -> UInt64 in
      if connection == nil { _ = try start(&connection) }
      let memory = try share(entries.count * MemoryLayout<Double>.stride, &connection)
      memory.mark(entries.count)
      let request = Request.fill(
        target, site, stream: [stream.key.bits, stream.lane, stream.position], bytes: memory.bytes)
      let response = try exchange(request, descriptor: memory.unsentDescriptor, &connection)
      connection?.memory?.isSent = true
      guard case .filled(let position) = response else { throw failure(of: response) }
      if let fault = memory.copy(into: entries) { throw .fault(fault) }
      return position
    }
  }

  /// Has a network initialized, and answers what the scheme asks meanwhile.
  ///
  /// The process is nobody else's until it is done: an answer may need another initializer of the same plugin,
  /// which gets a process of its own.
  func initialize(
    _ target: Request.Target, _ network: any NetworkHost
  ) throws(InitializerError) -> SchemeReport {
    var own = try connection.withLock { (connection) throws(InitializerError) -> Connection? in
      if connection == nil { _ = try start(&connection) }
      defer { connection = nil }
      return connection
    }
    defer { giveBack(own) }
    var answers = NetworkAnswers(network)
    var request = Request.initialize(
      target, layers: network.layers.count, branches: network.branches.count, batches: network.batchCount,
      learningRate: network.learningRate)
    while true {
      let response = try exchange(request, descriptor: -1, &own)
      guard case .asks(let question) = response else {
        guard case .initialized(let report) = response else { throw failure(of: response) }
        return report
      }
      do throws(InitializerError) {
        request = .answer(try answers.answer(question))
      } catch {
        // It waits for an answer that will not come.
        _ = obituary(&own, patience: 0)
        throw error
      }
    }
  }

  /// Keeps a process for the next request, unless another took its place.
  private func giveBack(_ own: Connection?) {
    guard let own else { return }
    let isKept = connection.withLock { connection in
      if connection == nil { connection = own }
      return connection?.child.process == own.child.process
    }
    if !isKept { _ = Self.end(own, patience: 0) }
  }

  /// The error that an unexpected answer is.
  func failure(of response: Response) -> InitializerError {
    switch response {
    case .threw(let error): error
    case .refused(let reason): .fault(.library(reason))
    default: .fault(.nonsense)
    }
  }

  private func start(_ connection: inout Connection?) throws(InitializerError) -> Contents {
    var ours: Int32 = -1
    var theirs: Int32 = -1
    guard ilp_socket_pair(&ours, &theirs) == 0 else { throw .fault(.system(SystemError(errno).text)) }
    defer { close(theirs) }
    do throws(SystemError) {
      let child = try ChildProcess(
        settings.program, [PluginServer.option, String(settings.memory)], descriptors: [theirs])
      connection = Connection(child: child, socket: ours)
    } catch {
      close(ours)
      throw .fault(.system(error.text))
    }
    let response = try exchange(library, descriptor: -1, &connection)
    guard case .loaded(let isSwift, let specifications, let names) = response,
      names.count == specifications.count
    else {
      if let open = connection { _ = Self.end(open, patience: 0) }
      connection = nil
      throw failure(of: response)
    }
    return Contents(
      isSwift: isSwift, specifications: specifications,
      scopes: names.map { InitializerScope(rawValue: $0) ?? .weights })
  }

  /// Shared memory of at least so many bytes.
  private func share(_ bytes: Int, _ connection: inout Connection?) throws(InitializerError) -> SharedMemory {
    if let memory = connection?.memory, memory.bytes >= bytes { return memory }
    connection?.memory?.free()
    connection?.memory = nil
    do throws(SystemError) {
      let memory = try SharedMemory(bytes: max(bytes, 1 << 16))
      connection?.memory = memory
      return memory
    } catch {
      throw .fault(.system(error.text))
    }
  }

  /// One question and its answer; a worker that gives none is killed, and the connection is closed.
  private func exchange(
    _ request: Request, descriptor: Int32, _ connection: inout Connection?
  ) throws(InitializerError) -> Response {
    guard var open = connection else { throw .fault(.nonsense) }
    open.last += 1
    connection = open
    let bytes = Numbered(number: open.last, content: request).bytes
    let sent = bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { ilp_send(open.socket, $0, Int64(bytes.count), descriptor) } ?? -1
    }
    guard sent >= 0 else { throw .fault(obituary(&connection)) }
    let deadline = ilp_seconds() + settings.seconds
    while true {
      if settings.isInterrupted() {
        _ = obituary(&connection, patience: 0)
        throw .fault(.interrupted)
      }
      // In slices, so that the user can stop it.
      switch ilp_wait(open.socket, open.child.handle, min(0.05, deadline - ilp_seconds())) {
      case Int32(ILP_READABLE):
        guard let response = receive(open) else { throw .fault(obituary(&connection)) }
        if response.number == open.last { return response.content }
      case Int32(ILP_ENDED): throw .fault(obituary(&connection))
      default:
        guard ilp_seconds() >= deadline else { continue }
        _ = obituary(&connection, patience: 0)
        throw .fault(.noAnswer(seconds: settings.seconds))
      }
    }
  }

  private func receive(_ open: Connection) -> Numbered<Response>? {
    var room = [UInt8](repeating: 0, count: Numbered<Response>.sizeLimit)
    var descriptor: Int32 = -1
    let count = room.withUnsafeMutableBytes { room in
      room.baseAddress.map { ilp_receive(open.socket, $0, Int64(room.count), &descriptor) } ?? -1
    }
    if descriptor >= 0 { close(descriptor) }
    return count > 0 ? try? Numbered<Response>(room.prefix(Int(count))) : nil
  }

  /// Ends a worker that failed, and says how it ended.
  private func obituary(_ connection: inout Connection?, patience: Double = 0.2) -> PluginFault {
    guard let open = connection else { return .nonsense }
    connection = nil
    return Self.end(open, patience: patience)
  }

  /// Ends a worker and gives back all that it held.
  private static func end(_ open: Connection, patience: Double) -> PluginFault {
    let end = open.child.end(patience: patience)
    let words = lastWords(of: open.child.printed())
    open.memory?.free()
    open.child.release()
    close(open.socket)
    switch end {
    case .exited(let status): return .exit(status, lastWords: words)
    case .signaled(let signal):
      return .signal(signal, name: String(cString: ilp_signal_name(Int32(signal))), lastWords: words)
    }
  }

  /// The line that says what went wrong: Swift's own, else the last one.
  private static func lastWords(of log: String) -> String {
    let lines = log.split(separator: "\n").filter { $0.contains { !$0.isWhitespace } }
    let line = lines.first { $0.contains("Fatal error") } ?? lines.last
    return String((line ?? "").prefix(300))
  }
}
