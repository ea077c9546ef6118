import CInitABI
import InitKit

/// The parameter's random stream as the C interface hands it out.
struct CStream {
  var context: FillContext
  /// The law that was cut last: its constants take a thousand times longer than a draw.
  private var cut: NormalCut?

  init(context: FillContext) { self.context = context }

  /// The functions over a stream; a C function cannot capture it, so that it comes as the first argument.
  static func services(_ stream: UnsafeMutableRawPointer) -> initlab_random {
    var random = initlab_random()
    random.struct_size = UInt32(MemoryLayout<initlab_random>.size)
    random.stream = stream
    random.bits = { CStream.at($0)?.pointee.context.random.next() ?? 0 }
    random.uniform = { CStream.at($0)?.pointee.context.random.uniform() ?? 0 }
    random.normal = { CStream.at($0)?.pointee.context.random.normal() ?? 0 }
    random.truncated_normal = { CStream.at($0)?.pointee.truncatedNormal($1, $2) ?? .nan }
    random.below = { stream, bound in
      guard bound > 0, bound <= UInt64(Int.max) else { return 0 }
      return UInt64(CStream.at(stream)?.pointee.context.random.below(Int(bound)) ?? 0)
    }
    random.use_lane = { stream, lane in
      guard let stream = CStream.at(stream) else { return }
      stream.pointee.context.random = stream.pointee.context.random.onLane(lane)
    }
    random.fill_uniform = { CStream.at($0)?.pointee.fill($1, $2, .uniform(low: $3, high: $4)) }
    random.fill_normal = { CStream.at($0)?.pointee.fill($1, $2, .normal(mean: $3, deviation: $4)) }
    random.orthonormal = { CStream.at($0)?.pointee.orthonormal($1, $2, $3) ?? 1 }
    return random
  }

  private static func at(_ stream: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<CStream>? {
    stream?.assumingMemoryBound(to: CStream.self)
  }

  private mutating func truncatedNormal(_ lower: Double, _ upper: Double) -> Double {
    guard -30 <= lower, lower < upper, upper <= 30 else { return .nan }
    let law =
      cut.flatMap { $0.lower == lower && $0.upper == upper ? $0 : nil }
      ?? NormalCut(lower: lower, upper: upper)
    cut = law
    return law.draw(from: &context.random)
  }

  private mutating func fill(_ out: UnsafeMutablePointer<Double>?, _ count: UInt64, _ law: EntryLaw) {
    guard let out else { return }
    var entries = UnsafeMutableBufferPointer(start: out, count: Int(clamping: count)).mutableSpan
    context.fill(&entries, with: law)
  }

  private mutating func orthonormal(
    _ out: UnsafeMutablePointer<Double>?, _ count: UInt64, _ length: UInt64
  ) -> Int32 {
    guard let out, count <= length, length <= UInt64(Int32.max) else { return 1 }
    let vectors = context.orthonormalVectors(count: Int(count), length: Int(length))
    for (index, value) in vectors.enumerated() { out[index] = value }
    return 0
  }
}
