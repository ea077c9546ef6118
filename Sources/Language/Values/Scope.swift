/// The variables of a session.
///
/// Blocks open no scope of their own: `let` binds until the session ends, as in a shell. A loop's variable is
/// put back to what it was before the loop.
package struct Scope: Equatable, Sendable {
  private var values: [String: Value] = [:]

  package init(_ values: [String: Value] = [:]) { self.values = values }

  package subscript(name: String) -> Value? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Sorted.
  package var names: [String] { values.keys.sorted() }
}
