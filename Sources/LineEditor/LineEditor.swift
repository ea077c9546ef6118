import CLibedit
import CTerminal

/// The interactive prompt: libedit behind its native interface, with our own keys, signals and history.
///
/// Made, used and closed on one thread. Between two lines the terminal neither echoes nor buffers lines, so
/// that what is typed during a command arrives whole at the next prompt.
package final class LineEditor: LineReader {
  /// Things to be done where libedit expects drawing: each is announced to it by the event key.
  enum Event {
    case insert(String)
    case cursorToEnd
    case refresh
    case redraw
    case resized
    case list([CompletionList.Candidate])
  }

  /// The `EditLine` object.
  let libedit: OpaquePointer
  /// libedit's own list of the entries, for its searches.
  let searchable: OpaquePointer
  /// As given at the start.
  let options: LineEditorOptions
  /// The descriptor of the terminal on which the line is drawn.
  let drawsOn: Int32
  /// Knows the language.
  weak var delegate: (any LineEditorDelegate)?

  /// Holds what was typed and not yet given to libedit.
  var decoder = InputDecoder()
  /// Where keys come from.
  let input: UnwaitingInput
  /// Room for one read from the terminal.
  var buffer = [UInt8](repeating: 0, count: 4096)
  /// Events not yet run; the first may have been announced.
  var pending: [Event] = []
  /// Events that wait because a reader inside libedit took the event key for a character of its own.
  var held: [Event] = []
  /// True from giving libedit the event key until the event runs.
  var isAnnounced = false
  /// True from Ctrl-C until the line has ended.
  var isInterrupted = false
  /// The last key, which may have ended the input.
  var lastCharacter: UInt32 = 0
  /// True when the last key may have moved the cursor.
  var hasMoved = false
  /// True after the first of two characters that make one key.
  var isInsideKey = false
  /// True when a refresh was announced twice.
  var hasRetried = false
  /// How far the cursor stood from the line's end when the candidates were asked for.
  var listedFromEnd = 0

  /// The prompt of the line that is edited.
  var prompt = PromptText("")
  /// The text at its right edge.
  var rightPromptText = PromptText("")
  /// The prompt's columns.
  var promptWidth = 0
  /// The lines of an unfinished entry, each with its newline.
  var earlierLines = ""

  /// The entries, for Up and Down.
  var list: HistoryList
  /// Where entries are kept; nil after the first failure.
  var historyFile: HistoryFile?
  /// What nobody has been told yet.
  var problems: [EditorProblem] = []
  private var isClosed = false

  /// Shown at the right edge as long as the line leaves room; empty for none.
  package var rightPrompt = ""

  /// Takes the terminal. The delegate is not kept alive.
  ///
  /// Throws: why editing cannot work here; the terminal is then as it was.
  package init(_ options: LineEditorOptions, delegate: (any LineEditorDelegate)? = nil)
    throws(LineEditorError)
  {
    guard !options.environment.isDumb else { throw .dumbTerminal }
    let drawsOn = Terminal.isTerminal(options.output) ? options.output : options.error
    guard Terminal.isTerminal(options.input), Terminal.isTerminal(drawsOn) else { throw .noTerminal }
    guard let libedit = Self.open(options, drawingOn: drawsOn) else { throw .outOfResources }
    guard let searchable = ilt_history_open(libedit, Int32(options.historyLimit)) else {
      Self.close(libedit, nil)
      throw .outOfResources
    }
    input = UnwaitingInput(options.input)
    self.options = options
    self.drawsOn = drawsOn
    self.libedit = libedit
    self.searchable = searchable
    self.delegate = delegate
    list = HistoryList(limit: options.historyLimit)
    installCallbacks()
    bindKeys(.emacs)
    problems += readEditrc()
    guard ilt_editline_get(libedit, EL_EDITMODE) != 0 else {
      close()
      throw .editingOff
    }
    loadHistory()
    ilt_terminal_set_state(Int32(ILT_BUSY))
  }

  deinit {
    close()
  }

  /// Gives the terminal back as it was; what was typed ahead stays for the shell.
  package func close() {
    guard !isClosed else { return }
    isClosed = true
    Self.close(libedit, searchable)
  }

  /// True when Ctrl-C was pressed since the last line; what was typed or pasted ahead is dropped then.
  @discardableResult package func endCommand() -> Bool {
    guard Interrupts.take() else { return false }
    decoder.discard()
    Terminal.dropUnreadInput(options.input)
    return true
  }

  /// Runs `body` with the user's terminal settings; an interrupt meanwhile was the child's.
  package func withOriginalTerminal<Result>(_ body: () throws -> Result) rethrows -> Result {
    ilt_terminal_restore()
    ilt_terminal_set_state(Int32(ILT_LENT))
    defer {
      _ = Interrupts.take()
      ilt_terminal_busy()
    }
    return try body()
  }

  /// What went wrong since the last call.
  package func takeProblems() -> [EditorProblem] {
    defer { problems = [] }
    return problems
  }

  private static func open(_ options: LineEditorOptions, drawingOn descriptor: Int32) -> OpaquePointer? {
    _ = ilt_use_utf8()
    // Before libedit begins: it takes what it finds for the user's own settings.
    let chains = options.environment.wantsBacktrace
    guard ilt_terminal_open(options.input, descriptor, true, options.crashMessage, chains) else { return nil }
    return Terminal.withDescribedType(options.environment) {
      ilt_editline_open(options.program, options.input, descriptor, options.error)
    }
  }

  private static func close(_ libedit: OpaquePointer, _ searchable: OpaquePointer?) {
    _ = ilt_editline_set(libedit, EL_PREP_TERM, 0)
    // With the edit mode on, libedit's end would throw away what was typed ahead.
    _ = ilt_editline_set(libedit, EL_EDITMODE, 0)
    ilt_editline_close(libedit)
    if let searchable { ilt_history_close(searchable) }
    ilt_terminal_restore()
    ilt_terminal_set_state(Int32(ILT_ORIGINAL))
  }
}
