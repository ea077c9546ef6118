import Tensor

/// Where the parameters before the last step are, from which it is told what the step added.
///
/// A step leaves them in the place of the gradients, so that training needs no memory for them; they are
/// moved apart before anybody looks at gradients.
enum PreviousParameters {
  /// No step was taken since all parameters were drawn.
  case none
  /// In the place of the gradients.
  case amongGradients
  /// In memory of their own.
  case apart(Arena)
}

extension Model {
  /// A parameter's numbers before the last step; those of now where there was none, or where they are frozen.
  func previousValues(of slot: ParameterSlot) -> [Double] {
    let memory = network.memory
    let (arena, block): (Arena, Buffer) =
      switch previous {
      case .amongGradients where slot.parameter.learns: (network.arena, memory.gradients)
      case .apart(let arena) where slot.parameter.learns: (arena, PreviousParameters.block(memory))
      default: (network.arena, memory.parameters)
      }
    var values = arena.read(memory.part(slot, of: block), count: slot.count, precision: precision)
    // No update has put frozen numbers into that place.
    for range in slot.parameter.frozenEntries where slot.parameter.learns {
      let part = memory.part(
        slot.start + range.lowerBound..<slot.start + range.upperBound, of: memory.parameters)
      values.replaceSubrange(range, with: network.arena.read(part, count: range.count, precision: precision))
    }
    return values
  }

  /// Moves them apart, so that gradients may be computed.
  ///
  /// Without memory for it they are lost, and the last step seems to have added nothing.
  func keepPrevious() {
    guard case .amongGradients = previous else { return }
    let block = PreviousParameters.block(network.memory)
    guard let arena = try? Arena(bytes: block.count * precision.bytes) else {
      previous = .none
      return
    }
    arena.copy(from: network.arena, network.memory.gradients, to: block, precision: precision)
    previous = .apart(arena)
  }

  /// Makes a parameter's numbers of now also those of before.
  func forgetPrevious(of slot: ParameterSlot) {
    let memory = network.memory
    let (arena, block): (Arena, Buffer)
    switch previous {
    case .none: return
    case .amongGradients: (arena, block) = (network.arena, memory.gradients)
    case .apart(let other): (arena, block) = (other, PreviousParameters.block(memory))
    }
    arena.copy(
      from: network.arena, memory.part(slot, of: memory.parameters), to: memory.part(slot, of: block),
      precision: precision)
  }

  /// The bytes that a snapshot holds of them.
  var previousBytes: [UInt8]? {
    let size = network.memory.parameterCount * precision.bytes
    switch previous {
    case .none: return nil
    case .amongGradients: return network.arena.bytes(size, from: network.memory.gradients)
    case .apart(let arena): return arena.bytes(size)
    }
  }

  /// Puts bytes of a snapshot back.
  func restorePrevious(_ bytes: [UInt8]?) {
    guard let bytes, let arena = try? Arena(bytes: bytes.count) else {
      previous = .none
      return
    }
    arena.restore(bytes)
    previous = .apart(arena)
  }
}

extension PreviousParameters {
  /// The whole block, where it lies apart.
  static func block(_ memory: NetworkMemory) -> Buffer { Buffer(offset: 0, count: memory.parameterCount) }
}
