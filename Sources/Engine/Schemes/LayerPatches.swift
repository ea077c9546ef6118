import InitKit
import Tensor

/// What goes into a layer's weight, one row for each time that it is applied.
struct LayerPatches {
  private let layer: BlueprintLayer

  /// Takes a dense layer or a convolution without groups; nil for others.
  init?(_ layer: BlueprintLayer) {
    guard layer.kind is DenseLayer || Self.window(of: layer) != nil else { return nil }
    self.layer = layer
  }

  /// The rows of a batch of inputs.
  func rows(of input: Tensor) -> [[Double]] {
    guard let window = Self.window(of: layer) else {
      let width = max(1, layer.inputShape.last ?? 1)
      return stride(from: 0, to: input.count, by: width).map { Array(input.values[$0..<$0 + width]) }
    }
    let size = max(1, layer.inputShape.reduce(1, *))
    return stride(from: 0, to: input.count, by: size).flatMap { start in
      (0..<window.places).map { patch(at: $0, of: input.values[start..<start + size], window) }
    }
  }

  /// The window of a convolution that reads all channels at once.
  private static func window(of layer: BlueprintLayer) -> SlidingWindow? {
    guard let kind = layer.kind as? any ConvolutionKind, !kind.isTransposed else { return nil }
    let window = kind.window(of: layer.settings, input: layer.inputShape)
    return window.groups == 1 ? window : nil
  }

  /// What stands under the window, channel by channel and tap by tap; zeros beyond the border.
  private func patch(at place: Int, of sample: ArraySlice<Double>, _ window: SlidingWindow) -> [Double] {
    let (vertical, horizontal) = (window.vertical, window.horizontal)
    let top = place / horizontal.places * vertical.stride - vertical.padding
    let left = place % horizontal.places * horizontal.stride - horizontal.padding
    var result: [Double] = []
    result.reserveCapacity(window.channels * window.area)
    for channel in 0..<window.channels {
      for down in 0..<vertical.kernel {
        for right in 0..<horizontal.kernel {
          let (row, column) = (top + down * vertical.dilation, left + right * horizontal.dilation)
          let isInside = (0..<vertical.size).contains(row) && (0..<horizontal.size).contains(column)
          let index =
            window.isSequence
            ? column * window.channels + channel : (channel * vertical.size + row) * horizontal.size + column
          result.append(isInside ? sample[sample.startIndex + index] : 0)
        }
      }
    }
    return result
  }
}
