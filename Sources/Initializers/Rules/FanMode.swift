import InitKit

/// Which fan a variance is divided by.
enum FanMode: String, CaseIterable {
  /// Keeps the forward signal.
  case fanIn = "fan_in"
  /// Keeps the gradients.
  case fanOut = "fan_out"
  /// A compromise: the mean of both.
  case fanAverage = "fan_avg"

  /// The fan at a place; 1 where a layer has no inputs or outputs, so that it can be divided by.
  func fan(at site: WeightSite) -> Double {
    switch self {
    case .fanIn: Double(max(1, site.fanIn))
    case .fanOut: Double(max(1, site.fanOut))
    case .fanAverage: max(1, (Double(site.fanIn) + Double(site.fanOut)) / 2)
    }
  }
}
