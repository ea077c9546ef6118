import InitKit

extension NetworkHost {
  /// Draws a parameter's numbers by a rule that was made here, without writing them.
  ///
  /// - Throws: what the rule throws.
  func draw(_ rule: any WeightFilling, at parameter: NetworkParameter) throws(InitializerError) -> [Double] {
    var values = [Double](repeating: .nan, count: parameter.site.count)
    var context = FillContext(random: stream(of: parameter), arithmetic: arithmetic)
    var span = values.mutableSpan
    try rule.fill(&span, at: parameter.site, using: &context)
    return values
  }
}
