import CTerminal

extension LineEditor {
  /// The two sets of keys that libedit has.
  enum Keys: String {
    case emacs, vi
  }

  /// The keys in force.
  var keys: Keys { ilt_editline_is_vi(libedit) ? .vi : .emacs }

  /// Chooses a set of keys and puts ours on top.
  func bindKeys(_ keys: Keys) {
    _ = ilt_editline_set_keys(libedit, keys.rawValue)
    bindOurs()
  }

  /// Our own keys; after `bind -e` or `bind -v`, which drop all bindings, they have to come back.
  func bindOurs() {
    let isVi = keys == .vi
    let both: [(PrivateKey, String)] = [
      (.event, "initlab-event"), (.up, "initlab-previous"), (.down, "initlab-next"),
      (.left, "ed-prev-char"), (.right, "ed-next-char"),
      (.home, "ed-move-to-beg"), (.end, "ed-move-to-end"), (.delete, "ed-delete-next-char"),
      (.wordLeft, isVi ? "vi-prev-word" : "ed-prev-word"),
      (.wordRight, isVi ? "vi-next-word" : "em-next-word"),
    ]
    for (key, command) in both {
      _ = ilt_editline_bind(libedit, key.notation, command)
      _ = ilt_editline_bind_alternative(libedit, key.notation, command)
    }
    bind(["^I": "initlab-complete", "^R": "em-inc-search-prev"])
    if isVi { bindVi() } else { bindEmacs() }
  }

  private func bindEmacs() {
    bind([
      "^P": "initlab-previous", "^N": "initlab-next", "^W": "ed-delete-prev-word", "^U": "vi-kill-line-prev",
      // libedit's command line crashes on an unmatched quote, so there is none.
      "\\ex": "ed-unassigned", "\\eX": "ed-unassigned",
    ])
  }

  private func bind(_ commands: [String: String]) {
    for (key, command) in commands { _ = ilt_editline_bind(libedit, key, command) }
  }
}
