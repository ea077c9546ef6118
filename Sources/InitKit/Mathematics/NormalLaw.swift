extension PortableMath {
  /// Density of the standard normal law.
  public static func normalDensity(_ x: Double) -> Double {
    0.3989422804014327 * exp(-0.5 * x * x)
  }

  /// Probability that a standard normal number is at most x.
  public static func normalCumulative(_ x: Double) -> Double { 0.5 * erfc(-x * 0.7071067811865476) }

  /// The x below which a standard normal number lies with a probability between 0 and 1.
  ///
  /// Source: Wichura 1988, algorithm AS 241 (PPND16), doi:10.2307/2347330; relative error about 1e-15,
  /// down to probabilities of 1e-300. 0 and 1 give the infinities, anything outside NaN.
  public static func normalQuantile(_ probability: Double) -> Double {
    if probability <= 0.075 {
      guard probability > 0 else { return probability == 0 ? -.infinity : .nan }
      return -upperQuantile(tail: probability)
    }
    return normalQuantile(centered: probability - 0.5)
  }

  /// The quantile of a probability given as its exact distance from 1/2.
  public static func normalQuantile(centered distance: Double) -> Double {
    if distance.magnitude <= 0.425 {
      let square = 0.180625 - distance * distance
      return distance * polynomial(square, central.over) / polynomial(square, central.under)
    }
    let tail = 0.5 - distance.magnitude
    guard tail > 0 else { return tail == 0 ? (distance > 0 ? .infinity : -.infinity) : .nan }
    return distance > 0 ? upperQuantile(tail: tail) : -upperQuantile(tail: tail)
  }

  /// The x above which a standard normal number lies with a small probability.
  private static func upperQuantile(tail: Double) -> Double {
    let depth = (-log(tail)).squareRoot()
    if depth <= 5 {
      return polynomial(depth - 1.6, middle.over) / polynomial(depth - 1.6, middle.under)
    }
    return polynomial(depth - 5, far.over) / polynomial(depth - 5, far.under)
  }

  private static let central: (over: [Double], under: [Double]) = (
    [
      3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
      4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ],
    [
      1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
      2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ]
  )

  private static let middle: (over: [Double], under: [Double]) = (
    [
      1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
      3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
      2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ],
    [
      1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
      1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
      1.05075007164441684324e-9,
    ]
  )

  private static let far: (over: [Double], under: [Double]) = (
    [
      6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
      2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
      2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ],
    [
      1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
      2.04426310338993978564e-15,
    ]
  )
}
