/// The system has no memory of this size to give.
package struct NoMemory: Error, Equatable, Sendable {
  /// What was asked for.
  package let bytes: Int

  package init(bytes: Int) { self.bytes = bytes }
}
