/// A parameter of a network, as a scheme sees it.
public struct NetworkParameter: Sendable, Equatable {
  /// Place among all parameters of the network, from 0.
  public let place: Int
  /// What an initializer of weights is told of it.
  public let site: WeightSite
  /// Whether the scheme may write it; false where an initializer was chosen for it by itself.
  public let isFree: Bool

  /// Describes a parameter.
  public init(place: Int, site: WeightSite, isFree: Bool) {
    self.place = place
    self.site = site
    self.isFree = isFree
  }

  /// Whether it multiplies what comes in, rather than being added or scaling what was normalized.
  public var isWeight: Bool {
    switch site.role {
    case .weight, .recurrent, .embedding: true
    case .bias, .scale: false
    }
  }
}
