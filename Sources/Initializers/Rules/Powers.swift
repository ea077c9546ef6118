import InitKit

/// A positive number to any power, `exp(exponent log(base))`, with the same bits on every machine.
func power(_ base: Double, _ exponent: Double) -> Double {
  PortableMath.exp(exponent * PortableMath.log(base))
}
