import CPeak
import Engine
import Initializers
import Language
import Session

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A network trained in this process, without a past to go back to, for the memory that it takes.
struct NetworkMemoryRun {
  private let workload: Workload
  private let threads: Int
  /// Enough for every operation and thread to have had its memory.
  private static let steps = 20

  /// Finds a network.
  ///
  /// - Throws: `usage` when there is none of that name.
  init(_ name: String, _ options: BenchOptions) throws(BenchError) {
    guard let workload = Workload.all.first(where: { $0.name == name }) else {
      throw .usage("no network is called `\(name)`")
    }
    self.workload = workload
    threads = options.threads
  }

  /// Trains, and compares resident memory before and at its peak.
  ///
  /// - Throws: `network` when it cannot be built, or when the system does not tell its memory.
  func measure() throws -> NetworkMemory {
    let session = Session(initializers: BuiltInInitializers.table, host: SilentHost())
    guard session.run(SourceText(name: workload.name, text: workload.network)) == .completed,
      let data = session.laboratory.dataset
    else { throw BenchError.network(workload.name) }
    Kernels.setThreads(threads)
    let description = session.laboratory.description
    try SystemMemory.startPeak()
    let before = try SystemMemory.kibibytes("VmRSS")
    let model = try Model(description, data: data, initializers: BuiltInInitializers.table)
    _ = model.run(steps: Self.steps)
    return NetworkMemory(
      peak: (try SystemMemory.kibibytes("VmHWM") - before) * 1024, arena: model.memoryBytes)
  }
}

/// What the system says of this process's memory.
private enum SystemMemory {
  /// Gives free memory of the heap back, so that what follows is seen, and forgets the peak so far.
  static func startPeak() throws(BenchError) {
    #if os(Linux)
      cpeak_trim_heap()
      guard let file = fopen("/proc/self/clear_refs", "w") else { throw .network("clear_refs") }
      defer { fclose(file) }
      guard fputs("5", file) >= 0 else { throw .network("clear_refs") }
    #endif
  }

  /// A line of the process's status.
  static func kibibytes(_ name: String) throws(BenchError) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { throw .network("/proc/self/status") }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("\(name):") else { continue }
      let words = text.split(whereSeparator: \.isWhitespace)
      if words.count > 1, let number = Int(words[1]) { return number }
    }
    throw .network(name)
  }
}

/// A host that shows nothing and is never interrupted.
private final class SilentHost: SessionHost {
  private let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  let history: [String] = []

  init() { flag.initialize(to: 0) }

  deinit { flag.deallocate() }

  func receive(_ event: SessionEvent) {}
  func showProgress(_ text: @autoclosure () -> String) {}
  func runShell(_ command: String) -> Int32? { nil }
  var interruptFlag: UnsafePointer<Int32> { UnsafePointer(flag) }
}
