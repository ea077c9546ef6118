import CLibedit
import CTerminal

extension LineEditor {
  /// The editor that a libedit object belongs to.
  private static func owner(of libedit: OpaquePointer) -> LineEditor {
    guard let owner = ilt_editline_owner(libedit) else {
      preconditionFailure("the owner is told before the first callback is")
    }
    // Unretained: libedit lives in its own owner.
    return Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
  }

  /// Tells libedit whom to ask for prompts and keys, and which commands keys may be bound to.
  func installCallbacks() {
    ilt_editline_set_owner(libedit, Unmanaged.passUnretained(self).toOpaque())
    _ = ilt_editline_set_prompts(
      libedit, { LineEditor.owner(of: $0).prompt.pointer },
      { LineEditor.owner(of: $0).rightPromptText.pointer }, PromptText.escape)
    _ = ilt_editline_set_reader(libedit) { LineEditor.owner(of: $0).readKey(into: $1) }
    _ = ilt_editline_add_command(libedit, "initlab-event", "redraw after a signal, a paste or a list") {
      libedit, _ in LineEditor.owner(of: libedit).runEvent()
    }
    _ = ilt_editline_add_command(libedit, "initlab-complete", "complete the word before the cursor") {
      libedit, _ in LineEditor.owner(of: libedit).complete()
    }
    _ = ilt_editline_add_command(libedit, "initlab-previous", "the history entry before this one") {
      libedit, _ in LineEditor.owner(of: libedit).recallPrevious()
    }
    _ = ilt_editline_add_command(libedit, "initlab-next", "the history entry after this one") {
      libedit, _ in LineEditor.owner(of: libedit).recallNext()
    }
    _ = ilt_editline_add_command(libedit, "initlab-right", "move behind the next character") { libedit, _ in
      el_cursor(libedit, 1)
      return UInt8(CC_CURSOR)
    }
    _ = ilt_editline_add_command(libedit, "initlab-end", "move behind the last character") { libedit, _ in
      el_cursor(libedit, Int32.max / 2)
      return UInt8(CC_CURSOR)
    }
    _ = ilt_editline_add_command(
      libedit, "initlab-checked", "do it, unless the line is taller than the screen"
    ) {
      libedit, key in LineEditor.owner(of: libedit).passOn(key)
    }
    _ = ilt_editline_quiet_between_lines(libedit)
  }
}
