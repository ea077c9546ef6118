import Text

/// What an interactive session opens with.
enum Banner {
  static let document = Document([
    .text(
      "\("initlab \(Program.version)", .heading), the debugger's shell for neural-network initialization"),
    .text(
      "Type \("help", .code) for a first session, \("help NAME", .code) for one command, \("quit", .code) to leave."
    ),
  ])
}
