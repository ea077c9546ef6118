import CKernels
import Testing

/// A norm over groups of random numbers.
private struct GroupNormCase<T: KernelScalar> {
  let rows: Int
  var grouping: il_grouping
  let x: [T]
  let dy: [T]
  let weight: [T]
  let bias: [T]
  let epsilon = 1e-3

  init(_ rows: Int, _ grouping: il_grouping) {
    self.rows = rows
    self.grouping = grouping
    var g = grouping
    let channels = Int(il_grouping_channels(&g))
    x = values(rows * Int(il_grouping_size(&g)), seed: 1, scale: 3)
    dy = values(x.count, seed: 2)
    weight = values(channels, seed: 3)
    bias = values(channels, seed: 4)
  }

  /// What the library gives, one result after the other; without weight and bias when they are not wanted.
  func results(affine: Bool) -> [[T]] {
    var g = grouping
    var saved = [T](repeating: .nan, count: 2 * rows * Int(g.groups))
    var (y, dx, dweight, dbias) = (x, x, weight, bias)
    let (w, b) = (affine ? weight : nil, affine ? bias : nil)
    il_group_norm(T.code, &g, Int64(rows), epsilon, x, w, b, &saved, &y)
    il_group_norm_backward(T.code, &g, Int64(rows), x, dy, w, saved, &dx)
    il_group_norm_to_affine(T.code, &g, Int64(rows), x, dy, saved, &dweight, &dbias)
    return [saved, y, dx, dweight, dbias]
  }

  /// Places of a group's runs in a sample.
  private func runs(_ row: Int, _ group: Int) -> [[Int]] {
    let g = grouping
    let start = row * Int(g.groups * g.blocks * g.length) + group * Int(g.group_step)
    return (0..<Int(g.blocks)).map { block in
      (0..<Int(g.length)).map { start + block * Int(g.block_step) + $0 }
    }
  }

  /// The learnt number that goes with a place of a run.
  private func channel(_ group: Int, _ block: Int, _ place: Int) -> Int {
    grouping.by_block ? group * Int(grouping.blocks) + block : group * Int(grouping.length) + place
  }

  /// The definition as plain loops.
  func plain(affine: Bool) -> [[T]] {
    let groups = Int(grouping.groups)
    let count = T(grouping.blocks * grouping.length)
    var saved = [T](repeating: 0, count: 2 * rows * groups)
    var (y, dx, dweight, dbias) = (x, x, weight, bias)
    // By learnt number the slopes and normalized numbers that it meets, run by run.
    var slopes = [[[T]]](repeating: [], count: weight.count)
    var normals = slopes
    for row in 0..<rows {
      for group in 0..<groups {
        let places = runs(row, group)
        let mean: T = grouping.centered ? PlainSums.lanes(places.map { $0.map { x[$0] } }) / count : 0
        let deviations = places.map { $0.map { x[$0] - mean } }
        let scale = 1 / (PlainSums.products(deviations, deviations) / count + T(epsilon)).squareRoot()
        (saved[2 * (row * groups + group)], saved[2 * (row * groups + group) + 1]) = (mean, scale)
        let normal = deviations.map { $0.map { $0 * scale } }
        var weighted = normal
        for (block, run) in places.enumerated() {
          for (place, index) in run.enumerated() {
            let c = channel(group, block, place)
            let n = normal[block][place]
            y[index] = (affine ? bias[c] : 0).addingProduct(n, affine ? weight[c] : 1)
            weighted[block][place] = dy[index] * (affine ? weight[c] : 1)
            if grouping.by_block && place > 0 {
              slopes[c][slopes[c].count - 1].append(dy[index])
              normals[c][normals[c].count - 1].append(n)
            } else {
              slopes[c].append([dy[index]])
              normals[c].append([n])
            }
          }
        }
        let slope: T = grouping.centered ? PlainSums.lanes(weighted) / count : 0
        let product = PlainSums.products(weighted, normal) / count
        for (block, run) in places.enumerated() {
          for (place, index) in run.enumerated() {
            let rest = (weighted[block][place] - slope).addingProduct(-normal[block][place], product)
            dx[index] = scale * rest
          }
        }
      }
    }
    for c in weight.indices {
      dbias[c] =
        grouping.by_block ? PlainSums.lanes(slopes[c]) : PlainSums.chains(slopes[c].flatMap { $0 })
      dweight[c] =
        grouping.by_block
        ? PlainSums.products(slopes[c], normals[c])
        : PlainSums.chains(slopes[c].flatMap { $0 }, normals[c].flatMap { $0 })
    }
    return [saved, y, dx, dweight, dbias]
  }
}

extension Kernels {
  @Suite("Norms within a sample")
  struct GroupNorm {
    /// A layer's features, with and without a mean.
    static func layer(_ features: Int64, centered: Bool) -> il_grouping {
      il_grouping(
        groups: 1, blocks: 1, length: features, group_step: features, block_step: features, by_block: false,
        centered: centered)
    }

    /// Groups of channels with their places.
    static func channels(_ groups: Int64, _ each: Int64, _ places: Int64) -> il_grouping {
      il_grouping(
        groups: groups, blocks: each, length: places, group_step: each * places, block_step: places,
        by_block: true, centered: true)
    }

    /// Groups of features at all times.
    static func features(_ groups: Int64, _ each: Int64, _ times: Int64) -> il_grouping {
      il_grouping(
        groups: groups, blocks: times, length: each, group_step: each, block_step: groups * each,
        by_block: false, centered: true)
    }

    static let cases: [(String, Int, il_grouping)] = [
      ("layer 1", 6, layer(1, centered: true)), ("layer 7", 5, layer(7, centered: true)),
      ("layer 64", 3, layer(64, centered: true)), ("layer 130", 2, layer(130, centered: true)),
      ("rms 33", 9, layer(33, centered: false)), ("rms 200", 4, layer(200, centered: false)),
      ("group 3 of 2", 5, channels(3, 2, 7)), ("group 1 of 5", 4, channels(1, 5, 70)),
      ("group 4 of 1", 3, channels(4, 1, 65)), ("features 3 of 2", 5, features(3, 2, 4)),
      ("features 2 of 19", 3, features(2, 19, 3)),
    ]

    fileprivate func check<T: KernelScalar>(_ name: String, _ test: GroupNormCase<T>) {
      for affine in [true, false] {
        let expected = test.plain(affine: affine)
        for level in [IL_SCALAR_REFERENCE] + fastLevels {
          let found = using(level) { test.results(affine: affine) }
          for (index, part) in ["saved", "y", "dx", "dweight", "dbias"].enumerated() {
            #expect(sameBits(found[index], expected[index]), "\(part) of \(name), level \(level.rawValue)")
          }
        }
      }
    }

    @Test("forward and backward are the loops of their definition, bit for bit", arguments: cases.map(\.0))
    func definition(_ name: String) throws {
      let (_, rows, grouping) = try #require(Self.cases.first { $0.0 == name })
      check(name, GroupNormCase<Float>(rows, grouping))
      check(name, GroupNormCase<Double>(rows, grouping))
    }

    @Test("threads change no bit")
    func threads() {
      defer { il_threads_set(1) }
      for grouping in [
        Self.layer(300, centered: true), Self.channels(4, 8, 100), Self.features(4, 20, 30),
      ] {
        let test = GroupNormCase<Float>(120, grouping)
        il_threads_set(1)
        let expected = test.results(affine: true)
        for threads in [2, 3] {
          il_threads_set(Int32(threads))
          #expect(zip(test.results(affine: true), expected).allSatisfy { sameBits($0, $1) })
        }
      }
    }

    @Test("a sample's result does not depend on the others")
    func samples() {
      let test = GroupNormCase<Float>(4, Self.layer(33, centered: true))
      let whole = test.results(affine: true)
      var grouping = test.grouping
      var (saved, y) = ([Float](repeating: 0, count: 2), [Float](repeating: 0, count: 33))
      il_group_norm(
        IL_FLOAT32, &grouping, 1, test.epsilon, Array(test.x[66..<99]), test.weight, test.bias, &saved, &y)
      #expect(sameBits(y, Array(whole[1][66..<99])))
      il_group_norm(IL_FLOAT32, &grouping, 0, 1e-5, [Float](), nil, nil, &saved, &y)
    }
  }
}
