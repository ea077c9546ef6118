import InitKit

/// A complex vector.
struct ComplexVector {
  var real: [Double]
  var imaginary: [Double]
}

/// The random factors of a unitary matrix: three diagonals of phases, two reflections, a permutation.
struct UnitaryFactors {
  private let phases: [ComplexVector]
  private let reflections: [ComplexVector]
  private let order: [Int]
  /// cos and sin of 2 pi k / n.
  private let roots: ComplexVector

  /// Draws the factors.
  init(_ size: Int, _ context: inout FillContext) {
    func circle(_ angles: [Double]) -> ComplexVector {
      ComplexVector(real: angles.map(PortableMath.cos), imaginary: angles.map(PortableMath.sin))
    }
    var phases: [ComplexVector] = []
    for _ in 0..<3 {
      phases.append(
        circle((0..<size).map { _ in context.random.uniform(-PortableMath.pi, PortableMath.pi) }))
    }
    var reflections: [ComplexVector] = []
    for _ in 0..<2 {
      let real = (0..<size).map { _ in context.random.centeredUniform() }
      let imaginary = (0..<size).map { _ in context.random.centeredUniform() }
      let square = zip(real, imaginary).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }
      let norm = square.squareRoot()
      reflections.append(
        ComplexVector(real: real.map { $0 / norm }, imaginary: imaginary.map { $0 / norm }))
    }
    self.phases = phases
    self.reflections = reflections
    order = context.random.permutation(size)
    roots = circle((0..<size).map { 2 * PortableMath.pi * Double($0) / Double(max(1, size)) })
  }

  /// The matrix times a unit vector: one of its columns.
  func applied(toUnit place: Int) -> ComplexVector {
    let zeros = [Double](repeating: 0, count: order.count)
    var vector = ComplexVector(real: zeros, imaginary: zeros)
    vector.real[place] = 1
    vector = transformed(turned(vector, by: phases[0]), sign: -1)
    vector = reflected(vector, by: reflections[0])
    vector = ComplexVector(real: order.map { vector.real[$0] }, imaginary: order.map { vector.imaginary[$0] })
    vector = transformed(turned(vector, by: phases[1]), sign: 1)
    return turned(reflected(vector, by: reflections[1]), by: phases[2])
  }

  /// Entry by entry times a phase.
  private func turned(_ vector: ComplexVector, by phase: ComplexVector) -> ComplexVector {
    var result = vector
    for index in order.indices {
      let (a, b) = (vector.real[index], vector.imaginary[index])
      result.real[index] = a * phase.real[index] - b * phase.imaginary[index]
      result.imaginary[index] = a * phase.imaginary[index] + b * phase.real[index]
    }
    return result
  }

  /// x - 2 v (v* x), v of length 1.
  private func reflected(_ vector: ComplexVector, by normal: ComplexVector) -> ComplexVector {
    var (real, imaginary) = (0.0, 0.0)
    for index in order.indices {
      real += normal.real[index] * vector.real[index] + normal.imaginary[index] * vector.imaginary[index]
      imaginary += normal.real[index] * vector.imaginary[index] - normal.imaginary[index] * vector.real[index]
    }
    var result = vector
    for index in order.indices {
      result.real[index] -= 2 * (normal.real[index] * real - normal.imaginary[index] * imaginary)
      result.imaginary[index] -= 2 * (normal.real[index] * imaginary + normal.imaginary[index] * real)
    }
    return result
  }

  /// The Fourier transform, or its inverse, divided by the root of the size.
  private func transformed(_ vector: ComplexVector, sign: Double) -> ComplexVector {
    let size = order.count
    let scale = 1 / Double(max(1, size)).squareRoot()
    var result = vector
    for row in 0..<size {
      var (real, imaginary) = (0.0, 0.0)
      for column in 0..<size {
        let root = row * column % size
        let (c, s) = (roots.real[root], sign * roots.imaginary[root])
        real += c * vector.real[column] - s * vector.imaginary[column]
        imaginary += c * vector.imaginary[column] + s * vector.real[column]
      }
      result.real[row] = scale * real
      result.imaginary[row] = scale * imaginary
    }
    return result
  }
}
