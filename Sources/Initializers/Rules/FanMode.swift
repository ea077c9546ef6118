import InitKit

/// Which fan a variance is divided by.
enum FanMode: String, CaseIterable {
  /// Keeps the forward signal.
  case fanIn = "fan_in"
  /// Keeps the gradients.
  case fanOut = "fan_out"
  /// A compromise: the mean of both.
  case fanAverage = "fan_avg"
  /// The geometric mean of both, as in JAX.
  case fanGeometric = "fan_geo_avg"

  /// The fan at a place, in numbers that are given instead of some of the place's own; 1 where a layer has no inputs or outputs, so that it can be divided by.
  func fan(at site: WeightSite, input: Double? = nil, output: Double? = nil) -> Double {
    let (input, output) = (input ?? Double(site.fanIn), output ?? Double(site.fanOut))
    return switch self {
    case .fanIn: max(1, input)
    case .fanOut: max(1, output)
    case .fanAverage: max(1, (input + output) / 2)
    case .fanGeometric: max(1, (input * output).squareRoot())
    }
  }
}
