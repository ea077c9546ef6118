import CKernels
import Testing

/// A batch norm on random numbers `[rows, channels, places]`.
private struct BatchNormCase<T: KernelScalar> {
  let rows: Int
  let channels: Int
  let places: Int
  let x: [T]
  let dy: [T]
  let weight: [T]
  let bias: [T]
  let epsilon = 1e-5

  init(_ rows: Int, _ channels: Int, _ places: Int) {
    (self.rows, self.channels, self.places) = (rows, channels, places)
    x = values(rows * channels * places, seed: 1, scale: 3)
    dy = values(rows * channels * places, seed: 2)
    weight = values(channels, seed: 3)
    bias = values(channels, seed: 4)
  }

  /// What the library gives, one result after the other.
  func results(running: (mean: [T], variance: [T])? = nil) -> [[T]] {
    var saved = [T](repeating: .nan, count: 2 * channels)
    var (y, dx, dweight, dbias) = (x, x, weight, bias)
    let sizes = (Int64(rows), Int64(channels), Int64(places))
    il_batch_norm(
      T.code, sizes.0, sizes.1, sizes.2, epsilon, x, weight, bias, running?.mean, running?.variance, &saved,
      &y)
    il_batch_norm_backward(
      T.code, sizes.0, sizes.1, sizes.2, epsilon, running != nil, x, dy, weight, saved, &dx, &dweight,
      &dbias)
    return [saved, y, dx, dweight, dbias]
  }

  /// The numbers of a channel, sample by sample.
  func planes(_ values: [T], _ channel: Int) -> [[T]] {
    (0..<rows).map { row in
      let start = (row * channels + channel) * places
      return Array(values[start..<start + places])
    }
  }

  func sum(_ runs: [[T]]) -> T { places == 1 ? PlainSums.chains(runs.flatMap { $0 }) : PlainSums.lanes(runs) }

  func sum(_ left: [[T]], _ right: [[T]]) -> T {
    places == 1
      ? PlainSums.chains(left.flatMap { $0 }, right.flatMap { $0 }) : PlainSums.products(left, right)
  }

  /// The definition as plain loops.
  func plain(running: (mean: [T], variance: [T])? = nil) -> [[T]] {
    var result = [[T](repeating: 0, count: 2 * channels), x, x, weight, bias]
    let count = T(rows * places)
    for c in 0..<channels {
      let (numbers, slopes) = (planes(x, c), planes(dy, c))
      let mean = running?.mean[c] ?? sum(numbers) / count
      let deviations = numbers.map { $0.map { $0 - mean } }
      let variance = running?.variance[c] ?? sum(deviations, deviations) / count
      let scale = 1 / (variance + T(epsilon)).squareRoot()
      let normal = deviations.map { $0.map { $0 * scale } }
      (result[0][c], result[0][channels + c]) = (mean, variance)
      result[4][c] = sum(slopes)
      result[3][c] = sum(slopes, normal)
      let slope = running == nil ? result[4][c] / count : 0
      let product = running == nil ? result[3][c] / count * scale : 0
      for row in 0..<rows {
        for place in 0..<places {
          let index = (row * channels + c) * places + place
          result[1][index] = bias[c].addingProduct(normal[row][place], weight[c])
          let rest = (slopes[row][place] - slope).addingProduct(-deviations[row][place], product)
          result[2][index] = weight[c] * scale * rest
        }
      }
    }
    return result
  }
}

extension Kernels {
  @Suite("Batch norm")
  struct BatchNorm {
    static let shapes = [
      (1, 1, 1), (1, 3, 70), (2, 1, 1), (3, 5, 64), (4, 3, 9), (5, 2, 130), (7, 5, 1), (6, 17, 1),
      (33, 33, 1),
      (9, 1, 65),
    ]

    func check<T: KernelScalar>(_ shape: (Int, Int, Int), _: T.Type) {
      let test = BatchNormCase<T>(shape.0, shape.1, shape.2)
      let running: (mean: [T], variance: [T]) = (
        values(shape.1, seed: 5), values(shape.1, seed: 6).map { abs($0) + 0.5 }
      )
      for past in [nil, running] {
        let expected = test.plain(running: past)
        for level in [IL_SCALAR_REFERENCE] + fastLevels {
          let found = using(level) { test.results(running: past) }
          for (index, name) in ["saved", "y", "dx", "dweight", "dbias"].enumerated() {
            #expect(sameBits(found[index], expected[index]), "\(name) of \(shape), level \(level.rawValue)")
          }
        }
      }
    }

    @Test("forward and backward are the loops of their definition, bit for bit", arguments: shapes)
    func definition(_ shape: (Int, Int, Int)) {
      check(shape, Float.self)
      check(shape, Double.self)
    }

    @Test("threads, and where a channel lies, change no bit", arguments: [(40, 33, 64), (900, 70, 1)])
    func places(_ shape: (Int, Int, Int)) {
      defer { il_threads_set(1) }
      let test = BatchNormCase<Float>(shape.0, shape.1, shape.2)
      let expected = test.results()
      for threads in [2, 3] {
        il_threads_set(Int32(threads))
        #expect(zip(test.results(), expected).allSatisfy { sameBits($0, $1) })
      }
    }

    @Test("channels of equal numbers get equal results, whatever lies between them")
    func equalChannels() {
      let (rows, channels, places) = (5, 37, 11)
      var x: [Float] = values(rows * channels * places, seed: 8)
      for row in 0..<rows {
        for place in 0..<places {
          x[(row * channels + 36) * places + place] = x[(row * channels + 2) * places + place]
        }
      }
      var saved = [Float](repeating: 0, count: 2 * channels)
      var y = x
      il_batch_norm(
        IL_FLOAT32, Int64(rows), Int64(channels), Int64(places), 1e-5, x, nil, nil, nil, nil, &saved, &y)
      #expect(saved[2] == saved[36] && saved[channels + 2] == saved[channels + 36])
      for row in 0..<rows {
        let (a, b) = ((row * channels + 2) * places, (row * channels + 36) * places)
        #expect(Array(y[a..<a + places]) == Array(y[b..<b + places]))
      }
    }

    @Test("running statistics blend in the unbiased variance; one number has none")
    func running() {
      var (mean, variance): ([Double], [Double]) = ([1, 2], [3, 4])
      il_batch_norm_update(IL_FLOAT64, 2, 4, 0.1, [10.0, 20, 3, 6], &mean, &variance)
      #expect(zip(mean, [1.9, 3.8]).allSatisfy { abs($0 - $1) < 1e-15 })
      #expect(zip(variance, [3.1, 4.4]).allSatisfy { abs($0 - $1) < 1e-15 })
      il_batch_norm_update(IL_FLOAT64, 2, 1, 1, [7.0, 8, 9, 9], &mean, &variance)
      #expect(mean == [7, 8] && abs(variance[0] - 3.1) < 1e-15)
    }

    @Test("no rows, no channels and constant channels are harmless")
    func degenerate() {
      var saved = [Float](repeating: 9, count: 4)
      var y = [Float](repeating: 9, count: 2)
      il_batch_norm(IL_FLOAT32, 0, 2, 1, 1e-5, [Float](), nil, nil, nil, nil, &saved, &y)
      #expect(saved == [0, 0, 0, 0])
      il_batch_norm(IL_FLOAT32, 3, 0, 1, 1e-5, [Float](), nil, nil, nil, nil, &saved, &y)
      il_batch_norm(
        IL_FLOAT32, 2, 1, 1, 1e-5, [Float](repeating: 3, count: 2), nil, nil, nil, nil, &saved, &y)
      #expect(y == [0, 0] && saved[0] == 3 && saved[1] == 0)
    }
  }

  @Suite("Learnt factors")
  struct LearntFactors {
    @Test("a factor's gradient is the sum of its definition", arguments: BatchNorm.shapes)
    func factors(_ shape: (Int, Int, Int)) {
      let test = BatchNormCase<Float>(shape.0, shape.1, shape.2)
      let sizes = (Int64(shape.0), Int64(shape.1), Int64(shape.2))
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        using(level) {
          var (y, slope) = (test.x, test.weight)
          il_scale_channels(IL_FLOAT32, sizes.0, sizes.1, sizes.2, test.x, test.weight, &y)
          il_scale_channels_to_factor(IL_FLOAT32, sizes.0, sizes.1, sizes.2, test.x, test.dy, &slope)
          for c in 0..<shape.1 {
            #expect(slope[c] == test.sum(test.planes(test.dy, c), test.planes(test.x, c)))
            let scaled = test.planes(test.x, c).map { $0.map { $0 * test.weight[c] } }
            #expect(test.planes(y, c) == scaled)
          }
        }
      }
    }
  }
}
