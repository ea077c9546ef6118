import InitKit
import Testing

@Suite("fans")
struct FansTests {
  @Test("degenerate shapes have fans that can be divided by or are zero with the shape")
  func degenerate() {
    #expect(Fans(shape: [], layout: .dense) == Fans(input: 1, output: 1))
    #expect(Fans(shape: [5], layout: .vector) == Fans(input: 5, output: 5))
    #expect(Fans(shape: [0, 3], layout: .dense) == Fans(input: 3, output: 0))
    #expect(Fans(shape: [4, 1, 3, 3], layout: .convolution(groups: 0)) == Fans(input: 9, output: 36))
  }

  @Test("a dense layer reads its columns and feeds its rows")
  func dense() {
    #expect(Fans(shape: [256, 784], layout: .dense) == Fans(input: 784, output: 256))
    #expect(Fans(shape: [10, 4], layout: .embedding) == Fans(input: 1, output: 4))
  }

  @Test("a convolution counts taps, and groups on both sides")
  func convolution() {
    #expect(Fans(shape: [64, 3, 7, 7], layout: .convolution(groups: 1)) == Fans(input: 147, output: 3136))
    // Depthwise: the fan-out that PyTorch reports is 576.
    #expect(Fans(shape: [64, 1, 3, 3], layout: .convolution(groups: 64)) == Fans(input: 9, output: 9))
    #expect(Fans(shape: [32, 4, 3], layout: .convolution(groups: 4)) == Fans(input: 12, output: 24))
  }

  @Test("a transposed convolution swaps what feeds and what is fed")
  func transposed() {
    let fans = Fans(shape: [8, 12, 3, 3], layout: .transposedConvolution(groups: 1))
    #expect(fans == Fans(input: 72, output: 108))
  }

  @Test("a site counts its entries")
  func counts() {
    let fans = Fans(input: 1, output: 1)
    let scalar = WeightSite(layer: "s", shape: [], fans: fans)
    #expect(scalar.count == 1 && scalar.rows == 1 && scalar.columns == 1)
    let kernel = WeightSite(layer: "c", shape: [2, 3, 5], fans: fans)
    #expect(kernel.count == 30 && kernel.rows == 2 && kernel.columns == 15)
    #expect(WeightSite(layer: "e", shape: [0, 3], fans: fans).count == 0)
  }
}
