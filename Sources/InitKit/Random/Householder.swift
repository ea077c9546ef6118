/// Householder reflections `x - 2 v (v x)` with unit vectors v, in a fixed order of summation.
enum Householder {
  /// Turns a column into its reflection's vector and reflects the columns after it.
  ///
  /// - Returns: the sign of the diagonal entry that the reflection leaves.
  static func reflect(_ columns: inout [[Double]], pivot: Int) -> Double {
    let norm = dot(columns[pivot], columns[pivot], from: pivot).squareRoot()
    let head = columns[pivot][pivot]
    // Away from the head, so that the sum does not cancel; the diagonal gets the other sign.
    let sign: Double = head < 0 ? 1 : -1
    columns[pivot][pivot] = head - sign * norm
    for index in 0..<pivot { columns[pivot][index] = 0 }
    let length = dot(columns[pivot], columns[pivot], from: pivot).squareRoot()
    guard length > 0 else { return sign }
    for index in pivot..<columns[pivot].count { columns[pivot][index] /= length }
    let axis = columns[pivot]
    for column in columns.indices.dropFirst(pivot + 1) {
      apply(axis, to: &columns[column], from: pivot)
    }
    return sign
  }

  /// Multiplies the reflections into the first unit vectors, last reflection first.
  static func orthonormal(from axes: [[Double]], signs: [Double], length: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(axes.count * length)
    for column in axes.indices {
      var vector = [Double](repeating: 0, count: length)
      vector[column] = signs[column]
      for pivot in stride(from: column, through: 0, by: -1) { apply(axes[pivot], to: &vector, from: pivot) }
      result += vector
    }
    return result
  }

  private static func apply(_ axis: [Double], to vector: inout [Double], from start: Int) {
    let twice = 2 * dot(axis, vector, from: start)
    for index in start..<vector.count { vector[index] -= twice * axis[index] }
  }

  /// Scalar product in four running sums, k-th product into sum k mod 4, added as (0 + 1) + (2 + 3).
  private static func dot(_ left: [Double], _ right: [Double], from start: Int) -> Double {
    var sums = SIMD4<Double>()
    var index = start
    while index + 4 <= left.count {
      let first = SIMD4(left[index], left[index + 1], left[index + 2], left[index + 3])
      let second = SIMD4(right[index], right[index + 1], right[index + 2], right[index + 3])
      sums += first * second
      index += 4
    }
    for rest in index..<left.count { sums[rest - index] += left[rest] * right[rest] }
    return (sums[0] + sums[1]) + (sums[2] + sums[3])
  }
}
