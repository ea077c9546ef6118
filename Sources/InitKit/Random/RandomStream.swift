/// A stream of random numbers, a pure function of key, lane and position.
///
/// The generator is Philox4x32-10. Counter words 0 and 1 hold the block (lowest first), words 2 and 3
/// the lane; a block gives two draws of 64 bits, `word0 word1` and `word2 word3`, first word highest.
/// Key, lane and position are all there is, so that a stream can be sent to another process.
public struct RandomStream: Sendable, Equatable {
  /// The stream's key.
  public let key: StreamKey
  /// Which of the key's independent streams this is.
  public let lane: UInt64
  /// How many 64-bit draws were taken.
  public private(set) var position: UInt64

  /// The second draw of the block last made; meaningful at odd positions.
  private var second: UInt64 = 0

  /// Equal when all later draws are: the block last made does not count.
  public static func == (left: RandomStream, right: RandomStream) -> Bool {
    left.key == right.key && left.lane == right.lane && left.position == right.position
  }

  /// Starts a stream, or goes on with one at a position.
  public init(_ key: StreamKey, lane: UInt64 = 0, position: UInt64 = 0) {
    self.key = key
    self.lane = lane
    self.position = position
    if position % 2 == 1 { second = block(position / 2).1 }
  }

  /// Another stream of the same key, from its start, independent of this one.
  ///
  /// What decides where values go (a mask, an order) takes a lane of its own, so that it does not shift
  /// the values.
  public func onLane(_ lane: UInt64) -> RandomStream { RandomStream(key, lane: lane) }

  /// The same stream so many draws later.
  public func moved(by count: Int) -> RandomStream {
    RandomStream(key, lane: lane, position: position &+ UInt64(count))
  }

  /// Draws 64 random bits.
  public mutating func next() -> UInt64 {
    defer { position &+= 1 }
    guard position % 2 == 0 else { return second }
    let pair = block(position / 2)
    second = pair.1
    return pair.0
  }

  /// The two draws of a block.
  private func block(_ index: UInt64) -> (UInt64, UInt64) {
    let counter = SIMD4(index.lowWord, index.highWord, lane.lowWord, lane.highWord)
    let words = Philox.block(counter: counter, key: SIMD2(key.bits.lowWord, key.bits.highWord))
    return (UInt64(high: words.x, low: words.y), UInt64(high: words.z, low: words.w))
  }
}

extension UInt64 {
  fileprivate var lowWord: UInt32 { UInt32(truncatingIfNeeded: self) }
  fileprivate var highWord: UInt32 { UInt32(truncatingIfNeeded: self >> 32) }

  fileprivate init(high: UInt32, low: UInt32) { self = UInt64(high) << 32 | UInt64(low) }
}
