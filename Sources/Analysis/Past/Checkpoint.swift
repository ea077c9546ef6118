import Engine

/// A model's state at a step, with what is known of when its neurons parted; a value.
package struct Checkpoint: Sendable {
  /// The state, bit for bit.
  package let snapshot: Snapshot
  /// When each layer's neurons parted, as far as it has happened.
  package let symmetry: SymmetryWatch

  /// Takes a state as it is.
  package init(_ snapshot: Snapshot, _ symmetry: SymmetryWatch) {
    self.snapshot = snapshot
    self.symmetry = symmetry
  }

  /// Steps taken.
  package var step: Int { snapshot.step }
  /// Size in memory.
  package var byteCount: Int { snapshot.memoryBytes }
}
