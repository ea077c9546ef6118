extension PortableMath {
  /// The error function `2 / sqrt(pi) * integral of exp(-t^2) from 0 to x`; within 2 units in the last place.
  public static func erf(_ x: Double) -> Double {
    if x.magnitude < 1 { return x + x * polynomial(x * x, erfNearZero) }
    return x > 0 ? 1 - erfc(x) : erfc(-x) - 1
  }

  /// The complement `1 - erf(x)`; within 8 units in the last place, also where it is tiny.
  public static func erfc(_ x: Double) -> Double {
    guard x == x else { return x }
    if x < 0.5 { return 1 - erf(x) }
    // Below the smallest number that is not zero.
    if x > 27.3 { return 0 }
    // exp(-x^2) loses bits unless the square's rounding is given back: x = head + rest, head^2 exact.
    let head = Double(Float(x))
    let lost = (x - head) * (x + head)
    return exp(-head * head) * (exp(-lost) * scaledComplement(x) / (x + 2))
  }

  /// (x + 2) exp(x^2) erfc(x) for x from 1/2 on, a Chebyshev series in t = (x - 3.5) / (x + 3.5).
  ///
  /// The form is Schonfelder's (1978, doi:10.1090/S0025-5718-1978-0494846-8); the coefficients were
  /// computed with 50 digits by interpolation at 30 nodes; what is left out is below 3e-18.
  private static func scaledComplement(_ x: Double) -> Double {
    let position = ((x - 3.5) / (x + 3.5) - 0.125) / 0.875
    var (current, previous) = (0.0, 0.0)
    for index in stride(from: erfcSeries.count - 1, to: 0, by: -1) {
      (current, previous) = (2 * position * current - previous + erfcSeries[index], current)
    }
    return position * current - previous + erfcSeries[0]
  }

  /// erf(x) / x - 1 as a polynomial in x^2 on 0...1; interpolation at Chebyshev's nodes, error 3e-21.
  private static let erfNearZero = [
    0.1283791670955126, -0.37612638903183754, 0.1128379167095512, -0.02686617064512984,
    0.0052239776254232985, -0.000854832702193483, 0.00012055332902888736, -1.4925647567519332e-05,
    1.6462045441468418e-06, -1.6364642158167616e-07, 1.4792401209404813e-08, -1.216456005728345e-09,
    8.709045129053106e-11, -4.230945824295338e-12,
  ]

  private static let erfcSeries = [
    0.9186779980166759, -0.45759096056501597, 0.12776167556072682, -0.029304677392982245,
    0.005254821932252759, -0.000636288458169316, 1.654614845557849e-05, 1.3486505027181381e-05,
    -3.3456265870013097e-06, 3.116313031714311e-07, 2.544019970715705e-08, -1.038580879908733e-08,
    5.740726275985983e-10, 2.0151886222859934e-10, -3.181433219286371e-11, -3.1928220527213556e-12,
    1.0868804550530143e-12, 4.106328281794723e-14, -3.4593155194282324e-14, -3.188230900231207e-16,
    1.1302209111539334e-15, -5.707028098515165e-19, -3.900793614806379e-17,
  ]
}
