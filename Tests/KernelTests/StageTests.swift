import CKernels
import Testing

extension Kernels {
  @Suite("Work shared out among threads")
  struct Stages {
    private static let rows = 64
    private static let width = 80
    /// Matrices of the batch and matrices of weights, each with room for the larger of both.
    private static let matrices = 6
    private static let weights = 4
    private static let size = 80 * 80

    /// A random program over a few matrices that are read and written again and again.
    private func program(_ memory: UnsafeMutablePointer<Float>, _ random: inout Random) -> [il_operation] {
      func matrix(_ number: Int) -> UnsafeMutablePointer<Float> { memory + number * Self.size }
      func weight(_ number: Int) -> UnsafeMutablePointer<Float> { matrix(Self.matrices + number) }
      let codes = [
        IL_OP_GEMM, IL_OP_GEMM, IL_OP_GEMM, IL_OP_ADD, IL_OP_ACTIVATE, IL_OP_SCALE, IL_OP_MULTIPLY,
        IL_OP_SUM_ROWS,
        IL_OP_SUBTRACT, IL_OP_SOFTMAX, IL_OP_FILL,
      ]
      return (0..<Int.random(in: 2...14, using: &random)).map { _ in
        func any(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
        var operation = il_operation()
        operation.code = codes[any(codes.count)]
        operation.rows = Int64(IL_BATCH_ROWS)
        operation.columns = Int64(Self.width)
        let (a, b) = (any(Self.matrices), any(Self.matrices))
        operation.a = UnsafeRawPointer(matrix(a))
        operation.result = UnsafeMutableRawPointer(matrix(any(Self.matrices)))
        operation.parameter = 0.5
        (operation.stride_a, operation.stride_b) = (Int64(Self.width), Int64(Self.width))
        (operation.stride_c, operation.stride_result) = (Int64(Self.width), Int64(Self.width))
        switch operation.code {
        case IL_OP_GEMM where any(2) == 0:
          // A sum over the batch, which may be put off; every other one adds to what is there.
          let target = UnsafeMutableRawPointer(weight(any(Self.weights)))
          operation.rows = Int64(Self.width)
          operation.inner = Int64(IL_BATCH_ROWS)
          operation.transpose_a = true
          operation.b = UnsafeRawPointer(matrix(b))
          operation.c = any(2) == 0 ? nil : UnsafeRawPointer(target)
          operation.result = target
        case IL_OP_GEMM:
          operation.inner = Int64(Self.width)
          operation.transpose_b = any(2) == 0
          operation.b = UnsafeRawPointer(weight(any(Self.weights)))
          operation.result = UnsafeMutableRawPointer(matrix((a + 1 + any(Self.matrices - 1)) % Self.matrices))
          operation.c = any(2) == 0 ? nil : UnsafeRawPointer(operation.result)
        case IL_OP_ADD, IL_OP_MULTIPLY, IL_OP_SUBTRACT: operation.b = UnsafeRawPointer(matrix(b))
        case IL_OP_ACTIVATE: operation.kind = Int32(IL_TANH.rawValue)
        case IL_OP_SUM_ROWS: operation.result = UnsafeMutableRawPointer(weight(any(Self.weights)))
        default: break
        }
        return operation
      }
    }

    /// All numbers after a random program was run.
    private func result(_ seed: UInt64, threads: Int32) throws -> [Float] {
      var random = Random(seed)
      let count = (Self.matrices + Self.weights) * Self.size
      let memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
      defer { memory.deallocate() }
      memory.initialize(from: values(count, seed: seed, scale: 0.2), count: count)
      let operations = program(memory, &random)
      let plan = try #require(il_plan_create(IL_FLOAT32, operations, [0, Int64(operations.count), 0, 0, 0]))
      defer { il_plan_destroy(plan) }
      il_threads_set(threads)
      var run = il_run()
      run.dataset_rows = Int64(Self.rows)
      #expect(il_plan_evaluate(plan, &run, UInt32(1 << IL_SECTION_FORWARD.rawValue)) == IL_RUN_DONE)
      return Array(UnsafeBufferPointer(start: memory, count: count))
    }

    @Test("what reads and writes the same memory in any way gives the bits of one thread", arguments: 0..<100)
    func programs(_ seed: Int) throws {
      defer { il_threads_set(1) }
      let alone = try result(UInt64(seed), threads: 1)
      for threads: Int32 in 2...3 { #expect(sameBits(try result(UInt64(seed), threads: threads), alone)) }
    }
  }
}
