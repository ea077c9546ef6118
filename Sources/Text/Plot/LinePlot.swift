/// Lines over a common axis, such as the loss against the step.
package struct LinePlot: Equatable, Sendable {
  /// A point of a line; a NaN in y (or x) is a gap.
  package struct Point: Equatable, Sendable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A named line; its points are joined in the order given.
  package struct Series: Equatable, Sendable {
    package var name: String
    package var points: [Point]

    package init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }

    /// A line over 0, 1, 2, …
    package init(_ name: String, values: [Double]) {
      self.init(name, values.enumerated().map { Point(x: Double($0.offset), y: $0.element) })
    }
  }

  /// How y is laid out; on a logarithmic axis values that are not positive are gaps.
  package enum Scale: Equatable, Sendable {
    case linear
    case logarithmic
  }

  package var title: StyledText
  package var series: [Series]
  package var scale: Scale
  package var xLabel: String
  package var yLabel: String
  /// Lines of text that the drawing area is high, at least 2.
  package var height: Int

  package init(
    title: StyledText = "", series: [Series], scale: Scale = .linear, xLabel: String = "",
    yLabel: String = "", height: Int = 12
  ) {
    self.title = title
    self.series = series
    self.scale = scale
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.height = height
  }
}
