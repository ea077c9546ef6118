/// Something that fills a parameter with starting values.
///
/// The host's own proxies conform to this alone; whoever writes an initializer conforms to `Initializer`.
public protocol WeightFilling: Sendable {
  /// Writes every entry of one parameter, row-major.
  ///
  /// The same arguments, site and stream give the same bits; nothing else may matter. The host owns the
  /// stream, so that one initializer used for two layers never gives equal weights.
  ///
  /// - Throws: `shape` when the rule is not defined there, `storage` when sizes disagree.
  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError)

  /// What holds of the values at a place, or nil when nothing is promised.
  func promise(at site: WeightSite) -> Promise?
}

extension WeightFilling {
  /// Promises nothing.
  public func promise(at site: WeightSite) -> Promise? { nil }
}
