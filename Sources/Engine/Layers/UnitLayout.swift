import Tensor

/// Where the numbers of a layer's units lie in a sample.
///
/// Entry `(outer · count + unit) · inner + i` belongs to `unit`: the channels of an image lie in front of
/// its height and width, the features of a sequence behind its time.
package struct UnitLayout: Equatable, Sendable {
  /// Times that all units come by.
  package let outer: Int
  /// How many units there are.
  package let count: Int
  /// Numbers of a unit that lie together.
  package let inner: Int

  /// Takes the three sizes as they are.
  package init(outer: Int, count: Int, inner: Int) {
    self.outer = outer
    self.count = count
    self.inner = inner
  }

  /// The units of a sample's shape: `[units]`, `[time, units]`, `[units, height, width]`.
  package init(shape: [Int]) {
    let axis = shape.count == 2 ? 1 : 0
    self.init(
      outer: shape.prefix(axis).reduce(1, *), count: shape.dropFirst(axis).first ?? 1,
      inner: shape.dropFirst(axis + 1).reduce(1, *))
  }

  /// The unit that an entry of a sample belongs to.
  package func unit(of entry: Int) -> Int { entry / max(1, inner) % max(1, count) }
}

extension BlueprintLayer {
  /// Where its units lie in a sample that goes out.
  package var unitLayout: UnitLayout { UnitLayout(shape: outputShape) }
  /// Number of its units: neurons, channels, features.
  package var units: Int { unitLayout.count }
  /// Axis of a sample's shape that counts the units.
  package var unitAxis: Int { outputShape.count == 2 ? 1 : 0 }

  /// Where the units of a layer below lie behind this one; nil when it mixes them.
  package func carried(_ units: UnitLayout) -> UnitLayout? {
    kind.carried(units, through: settings, input: inputShape)
  }

  /// The weight as `[rows, units · run]`, where each row holds a run of entries for every unit of a layer
  /// below that they read; nil when entries read several units.
  package func weightReading(_ units: UnitLayout, _ weight: Tensor) -> Tensor? {
    kind.weightReading(units, weight, of: settings, input: inputShape)
  }
}
