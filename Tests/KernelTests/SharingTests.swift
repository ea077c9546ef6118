#if os(Linux)
  import CKernels
  import Foundation
  import Testing

  extension Kernels {
    @Suite("Beside other programs")
    struct Sharing {
      /// The processors that each thread of this process may run on.
      private static func allowed() throws -> Set<String> {
        let tasks = "/proc/self/task"
        var found: Set<String> = []
        for thread in try FileManager.default.contentsOfDirectory(atPath: tasks) {
          // A thread may have ended since it was listed.
          guard let status = try? String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8) else {
            continue
          }
          let lines = status.split(separator: "\n").map(String.init)
          found.formUnion(lines.filter { $0.hasPrefix("Cpus_allowed:") })
        }
        return found
      }

      /// A product that is shared out among threads.
      private static func product(_ a: [Float], _ b: [Float]) -> [Float] {
        var c = [Float](repeating: 0, count: 128 * 128)
        il_gemm(IL_FLOAT32, false, false, 128, 128, 128, a, 128, b, 128, nil, 0, &c, 128)
        return c
      }

      @Test("beside busy threads products have the same bits, and threads may run where they might before")
      func busy() throws {
        let a: [Float] = values(128 * 128, seed: 1), b: [Float] = values(128 * 128, seed: 2)
        il_threads_set(1)
        let expected = Self.product(a, b)
        let before = try Self.allowed()
        il_threads_set(3)
        defer { il_threads_set(1) }
        let end = Date(timeIntervalSinceNow: 0.5)
        let spinning = (0..<ProcessInfo.processInfo.activeProcessorCount).map { _ in
          let thread = Thread { while Date() < end {} }
          thread.start()
          return thread
        }
        var count = 0
        while Date() < end {
          #expect(sameBits(Self.product(a, b), expected))
          count += 1
        }
        #expect(count > 0)
        while !spinning.allSatisfy(\.isFinished) { Thread.sleep(forTimeInterval: 0.001) }
        #expect(try Self.allowed() == before)
      }
    }
  }
#endif
