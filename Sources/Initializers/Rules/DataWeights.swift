import InitKit

/// Weights that are made of what comes into a layer.
struct DataWeights: Sendable {
  /// How they are made.
  enum Kind: String {
    /// Drawn, whatever comes in.
    case random
    /// Directions of largest variance, each divided by its deviation.
    case pca
    /// Centers of clusters of whitened inputs, each input of length 1.
    case kmeans
    /// Whitened inputs, drawn at random.
    case patches
  }

  /// How they are made.
  let kind: Kind
  /// Batches whose inputs are taken.
  let batches: Int

  /// Rows that are looked at; more tell hardly more.
  private static let mostRows = 4096
  /// Directions with less of the largest variance are noise, and not divided by.
  private static let least = 1e-6

  /// Writes a weight's first units from the data; the rest keeps its draws, and so do layers with groups, and
  /// transposed ones, which do not read one row at a time.
  ///
  /// - Throws: what the network throws.
  func fill(
    _ weight: NetworkParameter, of layer: NetworkLayer, in network: any NetworkHost
  ) throws(InitializerError) {
    // Each row of the weight is one unit only in dense layers and convolutions.
    guard kind != .random, weight.site.role == .weight,
      let rows = try network.rows(into: layer, batches: batches)
    else { return }
    let thinned = (rows.count + Self.mostRows - 1) / Self.mostRows
    let chosen = stride(from: 0, to: rows.count, by: max(1, thinned)).map { rows[$0] }
    guard chosen.first?.count == weight.site.columns, chosen.count > 1 else { return }
    let filters = self.filters(chosen, count: weight.site.rows, network.stream("\(layer.name) from data"))
    var values = network.values(of: weight)
    for (unit, filter) in filters.enumerated() where filter.contains(where: { $0.magnitude > 1e-9 }) {
      values.replaceSubrange(unit * filter.count..<(unit + 1) * filter.count, with: filter)
    }
    try network.write(values, to: weight)
  }

  /// At most so many filters over inputs.
  private func filters(_ rows: [[Double]], count: Int, _ stream: RandomStream) -> [[Double]] {
    let whitening = Whitening(rows, most: count, least: Self.least)
    guard kind != .pca else { return whitening.directions }
    let white = rows.map(whitening.whitened).filter { $0.contains { $0 != 0 } }.map(Self.unit)
    var stream = stream
    let order = stream.permutation(white.count)
    let seeds = order.prefix(count).map { white[$0] }
    let centers = kind == .kmeans ? Clusters.centers(of: white, from: seeds) : seeds
    return centers.map(whitening.filter)
  }

  private static func unit(_ vector: [Double]) -> [Double] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / length }
  }
}

extension NetworkHost {
  /// What goes into a layer, row by row; nil where that is no matter of rows.
  fileprivate func rows(into layer: NetworkLayer, batches: Int) throws(InitializerError) -> [[Double]]? {
    do throws(InitializerError) {
      return try inputs(of: layer, batches: batches)
    } catch {
      guard error == .lacks(.proportionalLayer) else { throw error }
      return nil
    }
  }
}

/// Lloyd's k-means with Euclidean distances.
private enum Clusters {
  private static let rounds = 20

  /// Centers that started as given; one that nobody is near stays where it is.
  static func centers(of points: [[Double]], from seeds: [[Double]]) -> [[Double]] {
    var centers = seeds
    guard !centers.isEmpty else { return [] }
    for _ in 0..<rounds {
      var sums = centers.map { [Double](repeating: 0, count: $0.count) }
      var counts = [Int](repeating: 0, count: centers.count)
      for point in points {
        let nearest = nearest(to: point, among: centers)
        counts[nearest] += 1
        for (index, value) in point.enumerated() { sums[nearest][index] += value }
      }
      let next = centers.indices.map { place in
        counts[place] > 0 ? sums[place].map { $0 / Double(counts[place]) } : centers[place]
      }
      if next == centers { break }
      centers = next
    }
    return centers
  }

  private static func nearest(to point: [Double], among centers: [[Double]]) -> Int {
    var (best, least) = (0, Double.infinity)
    for (place, center) in centers.enumerated() {
      var distance = 0.0
      for (a, b) in zip(point, center) { distance += (a - b) * (a - b) }
      if distance < least { (best, least) = (place, distance) }
    }
    return best
  }
}
