import Tensor

/// An array read for a data set: its numbers in one block, exactly and as narrow as they fit.
package struct StoredArray: Equatable, Sendable {
  /// Sizes of the axes.
  package var shape: [Int]
  /// The numbers, row-major.
  package var numbers: Numbers

  package init(shape: [Int], numbers: Numbers) {
    self.shape = shape
    self.numbers = numbers
  }

  /// Takes over a tensor.
  ///
  /// - Throws: `notReadable` without memory.
  init(_ tensor: Tensor, path: String) throws(ArchiveError) {
    shape = tensor.shape
    do throws(NoMemory) {
      numbers = try Numbers(tensor.values)
    } catch {
      throw ArchiveError(noMemoryFor: path)
    }
  }

  /// The numbers, widened; a copy, for looking.
  package var tensor: Tensor { Tensor(shape: shape, values: numbers.values(0..<numbers.count)) }

  /// Size of the first axis; 1 for a single number.
  package var rows: Int { shape.first ?? 1 }

  /// Numbers in one row.
  package var columns: Int { shape.dropFirst().reduce(1, *) }
}
