/// What the place of output can show.
package struct RenderOptions: Equatable, Sendable {
  /// Columns of a line; below 20 everything is laid out as for 20.
  package var width: Int
  package var color: Bool
  /// False keeps to ASCII.
  package var unicode: Bool

  package init(width: Int = 80, color: Bool = false, unicode: Bool = true) {
    self.width = max(20, width)
    self.color = color
    self.unicode = unicode
  }
}
