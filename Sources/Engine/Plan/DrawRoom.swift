import InitKit

/// Room for the values of one parameter while it is drawn.
///
/// It is the system's own and goes back to it: the heap would keep what is twice as large as the parameter.
final class DrawRoom {
  /// Values that it holds.
  let count: Int
  private let block: ZeroedBlock

  /// Room for so many values.
  ///
  /// - Throws: `noMemory` when the system has none.
  init(count: Int) throws(EngineError) {
    let bytes = count * MemoryLayout<Double>.stride
    guard let block = ZeroedBlock(bytes: bytes) else { throw .noMemory(bytes: bytes) }
    (self.block, self.count) = (block, count)
  }

  /// The first values of it.
  func values(_ count: Int) -> UnsafeMutableBufferPointer<Double> {
    precondition(count <= self.count, "reads beyond a room")
    let start = block.start.bindMemory(to: Double.self, capacity: self.count)
    return UnsafeMutableBufferPointer(start: start, count: count)
  }

  /// Draws a parameter into the first values.
  ///
  /// - Throws: what the initializer throws.
  func draw(_ slot: ParameterSlot, from stream: RandomStream) throws(InitializerError) {
    var span = values(slot.count).mutableSpan
    try slot.parameter.alone.draw(into: &span, at: slot.parameter.site, from: stream, by: KernelArithmetic())
  }
}
