import Tensor

/// An array with its name, on its way into or out of a file.
package struct NamedArray: Equatable, Sendable {
  package var name: String
  package var tensor: Tensor
  /// How files that know number types store it; the numbers are to fit it.
  package var type: ElementType

  package init(_ name: String, _ tensor: Tensor, _ type: ElementType) {
    self.name = name
    self.tensor = tensor
    self.type = type
  }
}
