import CKernels
import Testing

extension Kernels {
  @Suite("Arithmetic and system")
  struct Arithmetic {
    func check<T: KernelScalar>(_: T.Type) {
      for count in [0, 1, 2, 3, 7, 8, 15, 16, 17, 33, 100] {
        let size = Int64(count)
        let x: [T] = values(count, seed: 1)
        let y: [T] = values(count, seed: 2)
        for level in [IL_SCALAR_REFERENCE] + fastLevels {
          using(level) {
            var sum = x
            il_add(T.code, size, x, y, &sum)
            #expect(sameBits(sum, zip(x, y).map { $0 + $1 }))
            il_subtract(T.code, size, x, y, &sum)
            #expect(sameBits(sum, zip(x, y).map { $0 - $1 }))
            il_multiply(T.code, size, x, y, &sum)
            #expect(sameBits(sum, zip(x, y).map { $0 * $1 }))
            il_scale(T.code, size, 0.3, x, &sum)
            #expect(sameBits(sum, x.map { T(0.3) * $0 }))
            sum = y
            il_axpy(T.code, size, 0.3, x, &sum)
            #expect(sameBits(sum, zip(x, y).map { $1 + T(0.3) * $0 }))
            il_fill(T.code, size, 0.1, &sum)
            #expect(sameBits(sum, x.map { _ in T(0.1) }))
          }
        }
      }
    }

    @Test("elementwise arithmetic rounds each operation once")
    func elementwise() {
      check(Float.self)
      check(Double.self)
    }

    @Test("rows and classes are gathered by index")
    func gathering() {
      let x: [Float] = [0, 1, 10, 11, 20, 21]
      var rows = [Float](repeating: .nan, count: 4)
      il_gather_rows(IL_FLOAT32, 2, 2, x, [2, 0], &rows)
      #expect(rows == [20, 21, 0, 1])
      var classes: [Int32] = [0, 0, 0]
      il_gather_classes(3, 1, [5, 6, 7], [1, 1, 2], &classes)
      #expect(classes == [6, 6, 7])
      var sequences: [Int32] = [0, 0, 0, 0]
      il_gather_classes(2, 2, [1, 2, 3, 4, 5, 6], [2, 0], &sequences)
      #expect(sequences == [5, 6, 1, 2])
      il_gather_rows(IL_FLOAT32, 0, 2, x, [], &rows)
      il_gather_rows(IL_FLOAT32, 2, 0, x, [0, 1], &rows)
      #expect(rows == [20, 21, 0, 1])
    }

    @Test("numbers stored in another type are converted where they are gathered")
    func converting() {
      var rows = [Float](repeating: .nan, count: 4)
      il_gather_converted(IL_FLOAT32, IL_STORED_UINT8, 2, 2, [UInt8(0), 1, 254, 255], [1, 0], &rows)
      #expect(rows == [254, 255, 0, 1])
      il_gather_converted(IL_FLOAT32, IL_STORED_FLOAT64, 2, 2, [0.1, -0.0, 1e-300, 3], nil, &rows)
      #expect(rows == [0.1, 0, 0, 3] && rows[1].sign == .minus)
      var wide = [Double](repeating: .nan, count: 2)
      il_gather_converted(IL_FLOAT64, IL_STORED_FLOAT32, 1, 2, [Float(0.1), 5], [0], &wide)
      #expect(wide == [Double(Float(0.1)), 5])
      il_gather_converted(IL_FLOAT64, IL_STORED_INT32, 2, 1, [Int32(-7), 9], [1, 0], &wide)
      #expect(wide == [9, -7])
      il_gather_converted(IL_FLOAT64, IL_STORED_FLOAT64, 0, 2, [1.0], nil, &wide)
      #expect(wide == [9, -7])
    }

    @Test("threads that convert rows change no number") func convertingOnThreads() {
      defer { il_threads_set(1) }
      let (rows, columns) = (301, 700)
      let x: [Double] = values(rows * columns, seed: 9)
      let order = (0..<rows).map { Int32(($0 * 7) % rows) }
      for threads in 1...3 {
        il_threads_set(Int32(threads))
        var found = [Float](repeating: .nan, count: rows * columns)
        il_gather_converted(
          IL_FLOAT32, IL_STORED_FLOAT64, Int64(rows), Int64(columns), x, order, &found)
        let expected = order.flatMap { row in
          x[Int(row) * columns..<(Int(row) + 1) * columns].map { Float($0) }
        }
        #expect(found == expected)
      }
    }

    @Test("classes become columns of zeros with a one, and what is no class zeros alone")
    func oneHot() {
      var columns = [Float](repeating: .nan, count: 12)
      il_gather_one_hot(IL_FLOAT32, 2, 2, 3, [Int32(0), 2, 1, -1], [1, 0], &columns)
      #expect(columns == [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
      var wide = [Double](repeating: .nan, count: 2)
      il_gather_one_hot(IL_FLOAT64, 1, 1, 2, [Int32(1)], nil, &wide)
      #expect(wide == [0, 1])
    }

    @Test("the first non-finite element is found")
    func nonFinite() {
      #expect(il_first_non_finite(IL_FLOAT64, 0, [Double]()) == -1)
      #expect(il_first_non_finite(IL_FLOAT64, 3, [1.0, 2, 1e308]) == -1)
      #expect(il_first_non_finite(IL_FLOAT64, 3, [1.0, -.infinity, .nan]) == 1)
      #expect(il_first_non_finite(IL_FLOAT32, 2, [Float(0), .nan]) == 1)
    }

    @Test("levels and threads are set within what there is")
    func system() {
      #expect(il_instruction_set_available(IL_SCALAR_REFERENCE))
      #expect(il_instruction_set_available(IL_BASE))
      let names = [IL_SCALAR_REFERENCE, IL_BASE, IL_AVX2, IL_AVX512].filter {
        il_instruction_set_available($0)
      }
      .map { level in using(level) { String(cString: il_instruction_set_name()) } }
      #expect(names == Array(["scalar", "base", "avx2", "avx512"].prefix(names.count)))
      #expect(!il_instruction_set_force(il_instruction_set(rawValue: 9)))
      #expect(il_instruction_set_current() == fastLevels.last)
      defer { il_threads_set(1) }
      il_threads_set(0)
      #expect(il_threads() == 1)
      il_threads_set(1000)
      #expect(il_threads() == 64)
    }
  }
}
