import CKernels

extension ChosenActivation {
  /// phi of every number, in double precision; softmax takes all of them as one row.
  package func values(at points: [Double]) -> [Double] {
    var result = points
    guard let kernel = activation.kernel else {
      il_softmax(IL_FLOAT64, 1, Int64(points.count), points, &result)
      return result
    }
    il_activate(IL_FLOAT64, kernel, parameter ?? 0, Int64(points.count), points, &result)
    return result
  }

  /// phi' of every number, in double precision; ones for softmax, which has a matrix instead.
  package func slopes(at points: [Double]) -> [Double] {
    let ones = [Double](repeating: 1, count: points.count)
    guard let kernel = activation.kernel else { return ones }
    var result = ones
    let outputs = values(at: points)
    il_activate_backward(
      IL_FLOAT64, kernel, parameter ?? 0, Int64(points.count), points, outputs, ones, &result)
    return result
  }
}
