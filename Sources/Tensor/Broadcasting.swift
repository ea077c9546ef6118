extension Tensor {
  /// The shape that two shapes broadcast to, by NumPy's rules.
  ///
  /// Axes are aligned at the last; sizes must be equal or one of them 1, missing axes count as 1.
  ///
  /// - Throws: `shapes` when they do not fit.
  package static func broadcastShape(_ left: [Int], _ right: [Int]) throws(TensorError) -> [Int] {
    let rank = max(left.count, right.count)
    var shape = [Int](repeating: 1, count: rank)
    for axis in 1...max(1, rank) where axis <= rank {
      let a = axis <= left.count ? left[left.count - axis] : 1
      let b = axis <= right.count ? right[right.count - axis] : 1
      guard a == b || a == 1 || b == 1 else { throw .shapes(left, right) }
      shape[rank - axis] = a == 1 ? b : a
    }
    return shape
  }

  /// The tensor repeated along axes of size 1 until it has a shape.
  ///
  /// - Throws: `shapes` when the shape is not one that this tensor broadcasts to.
  package func broadcast(to target: [Int]) throws(TensorError) -> Tensor {
    if shape == target { return self }
    guard try Tensor.broadcastShape(shape, target) == target else { throw .shapes(shape, target) }
    var result = values
    // Axis by axis from the last: what lies behind the axis is a block that is repeated whole.
    var block = 1
    for axis in stride(from: target.count - 1, through: 0, by: -1) {
      let own = axis - (target.count - rank)
      let size = own >= 0 ? shape[own] : 1
      if size == 1 && target[axis] != 1 {
        let blocks = block == 0 ? 0 : result.count / block
        var repeated: [Double] = []
        repeated.reserveCapacity(result.count * target[axis])
        for index in 0..<blocks {
          for _ in 0..<target[axis] { repeated += result[index * block..<(index + 1) * block] }
        }
        result = repeated
      }
      block *= target[axis]
    }
    return Tensor(shape: target, values: result)
  }

  /// Pairs entries of two tensors after broadcasting.
  ///
  /// - Throws: `shapes` when they do not fit.
  package func combined(
    with other: Tensor, _ function: (Double, Double) -> Double
  ) throws(TensorError) -> Tensor {
    let shape = try Tensor.broadcastShape(self.shape, other.shape)
    let left = try broadcast(to: shape)
    let right = try other.broadcast(to: shape)
    var values = left.values
    for index in values.indices { values[index] = function(values[index], right.values[index]) }
    return Tensor(shape: shape, values: values)
  }

  /// Sum of two tensors after broadcasting.
  package func adding(_ other: Tensor) throws(TensorError) -> Tensor { try combined(with: other, +) }

  /// Difference of two tensors after broadcasting.
  package func subtracting(_ other: Tensor) throws(TensorError) -> Tensor { try combined(with: other, -) }

  /// Entrywise product of two tensors after broadcasting.
  package func multiplied(by other: Tensor) throws(TensorError) -> Tensor { try combined(with: other, *) }

  /// Entrywise quotient of two tensors after broadcasting, by IEEE rules where the divisor is 0.
  package func divided(by other: Tensor) throws(TensorError) -> Tensor { try combined(with: other, /) }
}
