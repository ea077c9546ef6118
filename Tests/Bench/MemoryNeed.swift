/// What training a network needs of memory, counted from its shapes alone, in float32.
///
/// Its parameters, their gradients, the optimizer's states, and of one batch what goes in, what each layer makes of
/// it, and the loss's derivative by that.
struct MemoryNeed {
  /// Numbers that are learnt.
  let parameters: Int
  /// Numbers that the optimizer keeps of each.
  let states: Int
  /// Samples of a batch.
  let batch: Int
  /// Numbers of a sample that go in.
  let input: Int
  /// Numbers of a sample that layers make, activations applied.
  let activities: Int
  /// Numbers of a sample by which the way back takes derivatives.
  let slopes: Int

  /// Bytes of all of that.
  var bytes: Int { bytesWithoutSlopes + 4 * batch * slopes }

  /// Bytes of all but the derivatives by activities.
  var bytesWithoutSlopes: Int { 4 * (parameters * (2 + states) + batch * (input + activities)) }
}

extension MemoryNeed {
  /// A network that needs a derivative by each of its activities.
  init(parameters: Int, states: Int, batch: Int, input: Int, activities: [Int]) {
    let sum = activities.reduce(0, +)
    self.init(
      parameters: parameters, states: states, batch: batch, input: input, activities: sum, slopes: sum)
  }

  /// Exclusive or, 2-8-1.
  static let xor = MemoryNeed(
    parameters: 8 * 2 + 8 + 8 + 1, states: 0, batch: 4, input: 2, activities: [8, 1])

  /// 784-512-512-10.
  static let perceptron = MemoryNeed(
    parameters: 512 * 784 + 512 + 512 * 512 + 512 + 10 * 512 + 10, states: 1, batch: 128, input: 784,
    activities: [512, 512, 10])

  /// Two convolutions, each pooled, and three products.
  static let lenet = MemoryNeed(
    parameters: 6 * 25 + 6 + 16 * 150 + 16 + 120 * 400 + 120 + 84 * 120 + 84 + 10 * 84 + 10, states: 0,
    batch: 64, input: 784,
    activities: [6 * 28 * 28, 6 * 14 * 14, 16 * 10 * 10, 16 * 5 * 5, 120, 84, 10])

  /// Three stages of 16 channels of 32x32, 32 of 16x16 and 64 of 8x8.
  ///
  /// A block makes seven arrays: convolution, norm, relu, convolution, norm, sum, relu; the first of a later stage
  /// has a convolution and a norm more.
  static let resnet = MemoryNeed(
    parameters: 16 * 27 + 32 + 6 * (16 * 144 + 32)
      + (32 * 144 + 64) + (32 * 16 + 64) + 5 * (32 * 288 + 64)
      + (64 * 288 + 128) + (64 * 32 + 128) + 5 * (64 * 576 + 128) + 10 * 64 + 10,
    states: 1, batch: 32, input: 3072,
    activities: [(3 + 3 * 7) * 16 * 1024, (2 + 3 * 7) * 32 * 256, (2 + 3 * 7) * 64 * 64, 64, 10])

  /// A hundred layers of 100.
  static let deep = MemoryNeed(
    parameters: 100 * (100 * 100 + 100) + 10 * 100 + 10, states: 0, batch: 100, input: 100,
    activities: [100 * 100, 10])

  /// At each of 50 steps four gates, the cell, its tanh and the state; the way back takes derivatives by the gates'
  /// sums.
  static let lstm = MemoryNeed(
    parameters: 4 * 64 * (32 + 64) + 2 * 4 * 64 + 10 * 64 + 10, states: 0, batch: 32, input: 50 * 32,
    activities: 50 * 7 * 64 + 10, slopes: 50 * 4 * 64 + 64 + 10)

  /// At each of 64 positions two norms, query, key and value, the attention of 4 heads to 64 positions, what they
  /// bring, their product, the hidden product and the last one; each product with its sum.
  static let transformer = MemoryNeed(
    parameters: 3 * 64 * 64 + 3 * 64 + 64 * 64 + 64 + 2 * 256 * 64 + 256 + 64 + 4 * 64 + 10 * 64 + 10,
    states: 0, batch: 16, input: 64 * 64,
    activities: [64 * (64 + 3 * 64 + 4 * 64 + 64 + 64 + 64 + 256 + 64), 64, 10])
}
