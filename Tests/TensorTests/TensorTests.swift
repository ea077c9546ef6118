import Tensor
import Testing

@Suite struct TensorTests {
  static let matrix = Tensor(rows: [[1, 2, 3], [4, 5, 6]])

  @Test func aScalarHasNoAxesAndOneEntry() throws {
    let scalar = Tensor(3)
    #expect(scalar.shape == [])
    #expect(scalar.count == 1)
    #expect(scalar.scalar == 3)
    #expect(scalar.rows == 1)
    #expect(try scalar.slice([]) == scalar)
    #expect(throws: TensorError.tooManyIndices(given: 1, axes: 0)) { try scalar.slice([.at(0)]) }
  }

  @Test func emptyTensorsAreFine() throws {
    let empty = Tensor(shape: [0, 3], values: [])
    #expect(try empty.reduced(.sum) == 0)
    #expect(try empty.reduced(.sum, axis: 0) == Tensor(shape: [3], values: [0, 0, 0]))
    #expect(try empty.reduced(.sum, axis: 1) == Tensor(shape: [0], values: []))
    #expect(throws: TensorError.empty(shape: [0, 3])) { try empty.reduced(.maximum) }
    #expect(try empty.adding(Tensor(1)) == empty)
    #expect(try empty.slice([.all, .at(1)]).shape == [0])
  }

  @Test func slicesFollowPython() throws {
    let m = Self.matrix
    #expect(try m.slice([.at(1)]) == Tensor(shape: [3], values: [4, 5, 6]))
    #expect(try m.slice([.at(-1), .at(0)]) == Tensor(4))
    #expect(try m.slice([.all, .at(-2)]) == Tensor(shape: [2], values: [2, 5]))
    #expect(try m.slice([.all, .range(start: 1, end: nil)]) == Tensor(rows: [[2, 3], [5, 6]]))
    #expect(try m.slice([.range(start: -1, end: 9)]) == Tensor(rows: [[4, 5, 6]]))
    #expect(try m.slice([.range(start: 2, end: 1)]).shape == [0, 3])
    #expect(throws: TensorError.index(2, axis: 0, size: 2)) { try m.slice([.at(2)]) }
    #expect(throws: TensorError.index(-4, axis: 1, size: 3)) { try m.slice([.all, .at(-4)]) }
  }

  @Test func assigningBroadcasts() throws {
    var m = Self.matrix
    try m.assign(Tensor(0), at: [.all, .at(1)])
    #expect(m == Tensor(rows: [[1, 0, 3], [4, 0, 6]]))
    try m.assign(Tensor(shape: [3], values: [7, 8, 9]), at: [])
    #expect(m == Tensor(rows: [[7, 8, 9], [7, 8, 9]]))
    #expect(throws: TensorError.shapes([2], [3])) {
      try m.assign(Tensor(shape: [2], values: [1, 2]), at: [.at(0)])
    }
  }

  @Test func arithmeticBroadcastsAsInNumPy() throws {
    let column = Tensor(shape: [2, 1], values: [10, 20])
    let row = Tensor(shape: [3], values: [1, 2, 3])
    #expect(try column.adding(row) == Tensor(rows: [[11, 12, 13], [21, 22, 23]]))
    #expect(try Self.matrix.subtracting(row) == Tensor(rows: [[0, 0, 0], [3, 3, 3]]))
    #expect(try Self.matrix.multiplied(by: Tensor(2)).values == [2, 4, 6, 8, 10, 12])
    #expect(try Self.matrix.divided(by: column).values == [0.1, 0.2, 0.3, 0.2, 0.25, 0.3])
    let block = Tensor(shape: [2, 1, 2], values: [1, 2, 3, 4])
    #expect(try block.adding(Tensor(shape: [3, 1], values: [0, 10, 20])).shape == [2, 3, 2])
    #expect(try block.broadcast(to: [2, 3, 2]).values == [1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4])
    #expect(throws: TensorError.shapes([2, 3], [2])) {
      try Self.matrix.adding(Tensor(shape: [2], values: [1, 2]))
    }
    #expect(throws: TensorError.shapes([2, 3], [3])) { try Self.matrix.broadcast(to: [3]) }
  }

  @Test func reductionsFollowTheirDefinitions() throws {
    let m = Self.matrix
    #expect(try m.reduced(.sum) == 21)
    #expect(try m.reduced(.mean, axis: 0) == Tensor(shape: [3], values: [2.5, 3.5, 4.5]))
    #expect(try m.reduced(.variance, axis: -1).values == [2.0 / 3, 2.0 / 3])
    #expect(try m.reduced(.deviation, axis: 0).values == [1.5, 1.5, 1.5])
    #expect(try m.reduced(.norm) == 91.0.squareRoot())
    #expect(try m.reduced(.minimum, axis: 1).values == [1, 4])
    #expect(try m.reduced(.maximum) == 6)
    #expect(throws: TensorError.axis(2, axes: 2)) { try m.reduced(.sum, axis: 2) }
    #expect(try Tensor(shape: [2], values: [1, .nan]).reduced(.maximum).isNaN)
    #expect(abs(try Tensor(shape: [2], values: [3e200, 4e200]).reduced(.norm) / 5e200 - 1) < 1e-15)
    #expect(abs(try Tensor(shape: [2], values: [3e-200, 4e-200]).reduced(.norm) / 5e-200 - 1) < 1e-15)
    #expect(try Tensor(shape: [2], values: [0, -.infinity]).reduced(.norm) == .infinity)
  }

  @Test func bitsTellZerosApartAndTakeAllNaNAsOne() {
    let zero = Tensor(shape: [2], values: [0, .nan])
    #expect(zero.hasSameBits(as: Tensor(shape: [2], values: [0, -.nan])))
    #expect(!zero.hasSameBits(as: Tensor(shape: [2], values: [-0.0, .nan])))
    #expect(!zero.hasSameBits(as: Tensor(shape: [2, 1], values: [0, .nan])))
  }

  @Test func reshapingKeepsEntriesAndTheirNumber() throws {
    #expect(try Self.matrix.reshaped([3, 2]) == Tensor(rows: [[1, 2], [3, 4], [5, 6]]))
    #expect(throws: TensorError.reshape(from: [2, 3], to: [4])) { try Self.matrix.reshaped([4]) }
    #expect(throws: TensorError.reshape(from: [2, 3], to: [-2, -3])) { try Self.matrix.reshaped([-2, -3]) }
  }

  @Test func singlePrecisionRoundsToItsNearestNumber() {
    #expect(Precision.float32.rounded(0.1) == Double(Float(0.1)))
    #expect(Precision.float64.rounded(0.1) == 0.1)
    #expect(Precision.float32.bytes == 4)
  }
}
