import InitKit

/// Numbers of a window: one for all axes, or a list with one for each, height first as in PyTorch.
extension OptionSpecification {
  /// The whole numbers that a value of the option holds, none of a word of it; nil where it is no such value.
  func windowNumbers(_ value: ArgumentValue) -> [Double]? {
    switch value {
    case .number(let number): return Int(exactly: number) == nil ? nil : [number]
    case .text(let word): return words.contains(word) ? [] : nil
    case .list(let items) where axes > 1 && items.count == axes:
      let numbers = items.compactMap { item -> Double? in
        guard case .number(let number) = item, Int(exactly: number) != nil else { return nil }
        return number
      }
      return numbers.count == axes ? numbers : nil
    case .list, .boolean: return nil
    }
  }

  /// A value in its shortest form: a list of equal numbers for the axes of a window is that number.
  package func plain(_ value: ArgumentValue) -> ArgumentValue {
    guard axes > 1, case .list(let items) = value, let first = items.first,
      items.allSatisfy({ $0 == first })
    else { return value }
    return first
  }
}

/// An axis of a window.
enum WindowSide: Sendable {
  /// Along the height.
  case vertical
  /// Along the width; of a sequence along time.
  case horizontal
}

extension OptionValues {
  /// The whole number of an option along an axis; nil when it has none.
  func integer(_ name: String, _ side: WindowSide) -> Int? {
    guard let both = integers(name) else { return number(name).flatMap(Int.init(exactly:)) }
    return side == .vertical ? both.first : both.last
  }
}
