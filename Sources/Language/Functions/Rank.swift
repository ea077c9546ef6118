import Tensor

extension FunctionTable {
  /// The number of singular values above a tolerance, as in NumPy.
  ///
  /// A tensor with more than two axes is taken as a matrix of its first axis by all others.
  static let rank = BuiltInFunction(
    specification: FunctionSpecification(
      "rank", [.init("x"), .init("tolerance", isOptional: true)],
      summary: "how many singular values exceed the tolerance (largest one times longest side times 2.2e-16)",
      example: "rank(h1.weight)")
  ) { (arguments) throws(Diagnostic) in
    let x = try arguments.tensor()
    guard x.values.allSatisfy(\.isFinite) else { return .number(.nan) }
    let rows = x.shape.count < 2 ? 1 : x.shape[0]
    let columns = rows == 0 ? 0 : x.values.count / rows
    let environment = arguments.evaluator.environment
    let found = SingularValues.of(x.values, rows: rows, columns: columns) { environment.shouldStop }
    guard let singular = found else { throw arguments.stopped }
    let largest = singular.max() ?? 0
    let standard = largest * Double(max(rows, columns)) * Double.ulpOfOne
    let tolerance = try arguments.number(1, default: standard)
    return .number(Double(singular.count { $0 > tolerance }))
  }
}

/// Singular values by one-sided Jacobi rotations (Hestenes 1958), which find small ones accurately.
enum SingularValues {
  /// Of a row-major matrix, in no order; at most 60 sweeps. Nil when it was asked to stop.
  static func of(
    _ values: [Double], rows: Int, columns: Int, shouldStop: () -> Bool = { false }
  ) -> [Double]? {
    guard rows > 0, columns > 0 else { return [] }
    let count = min(rows, columns)
    // The shorter side becomes the list of vectors that are made orthogonal.
    var vectors = (0..<count).map { index in
      rows <= columns
        ? Array(values[index * columns..<(index + 1) * columns])
        : (0..<rows).map { values[$0 * columns + index] }
    }
    let scale = values.reduce(0) { max($0, $1.magnitude) }
    guard scale > 0 else { return Array(repeating: 0, count: count) }
    for index in vectors.indices { vectors[index] = vectors[index].map { $0 / scale } }
    for _ in 0..<60 {
      guard let hasRotated = sweep(&vectors, shouldStop) else { return nil }
      if !hasRotated { break }
    }
    return vectors.map { (Reduction.norm.apply($0) ?? 0) * scale }
  }

  /// Rotates each pair once; whether any was not orthogonal yet, or nil when it was asked to stop.
  private static func sweep(_ vectors: inout [[Double]], _ shouldStop: () -> Bool) -> Bool? {
    var hasRotated = false
    for p in vectors.indices {
      if shouldStop() { return nil }
      for q in (p + 1)..<max(p + 1, vectors.count) {
        let a = dot(vectors[p], vectors[p])
        let b = dot(vectors[q], vectors[q])
        let c = dot(vectors[p], vectors[q])
        guard c != 0, c.magnitude > 1e-15 * (a * b).squareRoot() else { continue }
        hasRotated = true
        let zeta = (b - a) / (2 * c)
        let tangent = (zeta < 0 ? -1 : 1) / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        rotate(&vectors, p, q, cosine, cosine * tangent)
      }
    }
    return hasRotated
  }

  private static func rotate(
    _ vectors: inout [[Double]], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double
  ) {
    for index in vectors[p].indices {
      let (x, y) = (vectors[p][index], vectors[q][index])
      vectors[p][index] = cosine * x - sine * y
      vectors[q][index] = sine * x + cosine * y
    }
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}
