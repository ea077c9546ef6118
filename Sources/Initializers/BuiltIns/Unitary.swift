import InitKit

/// A recurrent weight made of rotations, reflections and Fourier transforms: no state grows or fades.
package struct Unitary: Initializer {
  package static let specification = InitializerSpecification(
    name: "unitary", aliases: ["urnn"],
    summary: "A unitary matrix of Fourier transforms, phases and reflections, written in real numbers.",
    formula: "U = D3 R2 F^-1 D2 P R1 F D1, W = [[Re U, -Im U], [Im U, Re U]]",
    source: "Arjovsky, Shah and Bengio 2016, arXiv:1511.06464, eq. 6",
    suits:
      "recurrent weights of an rnn with an even number of units: the first half real, the second imaginary",
    notes: [
      "D phases, R reflections, F the Fourier transform, P a permutation",
      "it is not uniform among orthogonal matrices: orthogonal is",
      "training does not keep it unitary; the paper trains phases and reflections instead of entries",
    ],
    examples: ["unitary"])

  package init(_ arguments: InitializerArguments) {}

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    guard rows == columns, rows % 2 == 0 else {
      throw .refused(reason: "[\(rows), \(columns)] is no square of an even size, half real, half imaginary")
    }
    let size = rows / 2
    let factors = UnitaryFactors(size, &context)
    for column in 0..<size {
      let vector = factors.applied(toUnit: column)
      for row in 0..<size {
        let (real, imaginary) = (vector.real[row], vector.imaginary[row])
        weights[row * rows + column] = real
        weights[row * rows + column + size] = -imaginary
        weights[(row + size) * rows + column] = imaginary
        weights[(row + size) * rows + column + size] = real
      }
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let size = Double(max(1, site.rows))
    return Promise(
      mean: 0, variance: 1 / size, lower: -1 - 1e-12, upper: 1 + 1e-12, breaksSymmetry: true, repeats: 2,
      orthogonalGain: 1)
  }
}
