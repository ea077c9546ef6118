extension UnitLabels {
  /// The same labels so many times, one after the other.
  init(repeating labels: UnitLabels, times: Int) {
    self = []
    reserveCapacity(labels.count * times)
    for _ in 0..<times { self += labels }
  }

  /// The labels of a first run where all runs of a length agree; nil where they do not, or none fits.
  func repeated(every length: Int) -> UnitLabels? {
    guard length > 0, count % length == 0 else { return isEmpty ? [] : nil }
    for index in Swift.stride(from: length, to: count, by: 1) where self[index] != self[index - length] {
      return nil
    }
    return Array(prefix(length))
  }

  /// One label for each run of a length; nil where a run has several.
  func runs(of length: Int) -> UnitLabels? {
    guard length > 0, count % length == 0 else { return isEmpty ? [] : nil }
    var result: UnitLabels = []
    for start in Swift.stride(from: 0, to: count, by: length) {
      for index in start..<start + length where self[index] != self[start] { return nil }
      result.append(self[start])
    }
    return result
  }

  /// Each label so many times in a row.
  func spread(over length: Int) -> UnitLabels { flatMap { UnitLabels(repeating: $0, count: length) } }
}

extension SlidingWindow {
  /// The unit of each channel of what the window slides over; nil where a channel holds several.
  func channelLabels(_ units: UnitLabels) -> UnitLabels? {
    isSequence ? units.repeated(every: channels) : units.runs(of: pixels)
  }

  /// Where units lie once each channel was turned into another of as many numbers as there are places.
  func carried(_ units: UnitLabels) -> UnitLabels? {
    guard let labels = channelLabels(units) else { return nil }
    return isSequence ? UnitLabels(repeating: labels, times: places) : labels.spread(over: places)
  }
}
