/// The chapters of `help`, in the order they are listed.
package enum CommandGroup: String, CaseIterable, Sendable {
  case build, initialize, run, look, edit, study, keep, session

  /// What the chapter's commands are for.
  package var summary: String {
    switch self {
    case .build: "describe data, network and training"
    case .initialize: "choose the weights that training starts from"
    case .run: "train, stop, go back, branch off"
    case .look: "see weights, gradients and neurons"
    case .edit: "change weights by hand, at any step"
    case .study: "run experiments over many starts"
    case .keep: "bring weights, gradients and history to files and back"
    case .session: "help, settings, scripts, control flow"
    }
  }
}
