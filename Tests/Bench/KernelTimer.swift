import CPeak

/// Times calls of kernels, many in a sample, and measures the raw peak of the moment.
///
/// With one thread the clock is the thread's own, so that other processes disturb less.
struct KernelTimer {
  private let threads: Int
  /// Seconds that a sample takes at least; a tenth of a step of the system's clock would not matter.
  private static let sample = 0.02
  /// Seconds of calls before the first sample: caches, branch predictors, threads and the clock's rate settle.
  private static let warming = 0.05
  /// Samples, of which the median counts.
  private static let samples = 5

  /// Takes the number of threads.
  init(threads: Int) { self.threads = threads }

  /// Billions of fused operations a second of all threads together.
  var peak: Double { cpeak_fused_multiply_adds_by(Int32(threads), 0.01) }

  /// Seconds of one call, warm.
  func seconds(_ call: () -> Void) -> Double {
    var calls = 0
    let start = now
    repeat {
      call()
      calls += 1
    } while now - start < Self.warming
    let count = max(1, Int((Self.sample * Double(calls) / (now - start)).rounded(.up)))
    let times = (0..<Self.samples).map { _ in
      let start = now
      for _ in 0..<count { call() }
      return (now - start) / Double(count)
    }
    return times.sorted()[Self.samples / 2]
  }

  private var now: Double { threads == 1 ? cpeak_thread_seconds() : cpeak_seconds() }
}
