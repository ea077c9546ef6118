import Foundation
import Initializers
import Language
import Plugins
import Testing
import Text

@testable import Engine
@testable import Session

/// A session of the tests, with the built-in initializers, at the repository's root or in another folder.
final class TestSession {
  let host = RecordingHost()
  let session: Session

  init(
    seed: UInt64 = 0, threads: Int = 1, isSafe: Bool = false, isPrompt: Bool = false,
    pluginFolder: String? = nil, folder: String = Repository.root.path
  ) {
    var configuration = SessionConfiguration()
    configuration.seed = seed
    configuration.threads = threads
    configuration.isSafe = isSafe
    configuration.workingFolder = folder
    configuration.homeFolder = "/nonexistent"
    configuration.allowsPrefixes = isPrompt
    configuration.plugins = TestPlugins.settings
    configuration.plugins?.userFolder = pluginFolder
    session = Session(configuration, initializers: BuiltInInitializers.table, host: host)
  }

  /// Runs a text, and gives what happened.
  @discardableResult
  func run(_ text: String, name: String = "input") -> (outcome: Session.Outcome, events: [SessionEvent]) {
    let outcome = session.run(SourceText(name: name, text: text))
    return (outcome, host.take())
  }

  /// What a person sees of a text.
  func output(_ text: String) -> String { run(text).events.map(Rendering.text).joined() }

  /// What the last command of a text found out; nil when it failed.
  func data(_ text: String) -> DataObject? {
    guard case .finished(_, let result)? = run(text).events.last else { return nil }
    return result.data
  }

  /// The diagnostics of a text.
  func failures(_ text: String) -> [Diagnostic] {
    run(text).events.compactMap(\.diagnostic)
  }
}

/// All of a session that a later command could notice, bit for bit.
struct SessionState: Equatable, CustomTestStringConvertible {
  private let description: ModelDescription
  private let dataset: String?
  private let variables: [String]
  private let settings: [String]
  private let step: Int?
  private let bytes: [UInt8]?
  private let draws: [ParameterKey: UInt64]?

  init(_ session: Session) {
    let laboratory = session.laboratory
    description = laboratory.description
    dataset = laboratory.dataset.map { "\($0.name) \($0.rows) \($0.inputs.values.hashValue)" }
    variables = session.scope.names.sorted().map { "\($0) = \(session.scope[$0]?.sourceText ?? "")" }
    // Threads belong to the process, which other tests share; no bit depends on them.
    settings = Setting.all.filter { $0.name != "threads" }.map { "\($0.name) \($0.read(session))" }
    let snapshot = laboratory.modelIfWhole()?.snapshot()
    step = snapshot?.step
    bytes = snapshot?.bytes
    draws = snapshot?.draws
  }

  /// Short: a failed comparison of two shows both.
  var testDescription: String {
    "step \(step ?? 0), layers \(description.layers.map(\.name)), data \(dataset ?? "none"), \(bytes?.hashValue ?? 0)"
  }
}
