import CTerminal

/// Ctrl-C as a flag: a running command polls it and stops at a place of its own choice.
///
/// A third Ctrl-C a second or more after the first, with the flag still up, ends the program with status 130.
package enum Interrupts {
  /// Catches Ctrl-C from now on, and turns a closed pipe into an error of the write.
  ///
  /// False when the signal pipe cannot be had.
  @discardableResult package static func install() -> Bool { ilt_interrupts_install() }

  /// Whether Ctrl-C was pressed. Any thread.
  package static var requested: Bool { ilt_interrupt_requested() }

  /// Whether Ctrl-C was pressed since the last call.
  package static func take() -> Bool { ilt_interrupt_take() }

  /// The flag's address, not 0 after Ctrl-C, for loops in C; valid as long as the process lives.
  package static var flag: UnsafePointer<Int32> { ilt_interrupt_flag() }
}
