/// Where a row of the table comes from.
public enum InitializerOrigin: String, Sendable, CaseIterable {
  /// Part of the program.
  case builtin
  /// A Swift plugin.
  case swift
  /// A plugin behind the C interface.
  case c
  /// Defined by a formula in the session.
  case expression
}
