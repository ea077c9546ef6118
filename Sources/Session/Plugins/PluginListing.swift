import InitKit
import Plugins
import Text

/// What `plugin list` shows: what is loaded, formulas of the session, what the user's folder offers.
struct PluginListing {
  private let session: Session

  init(_ session: Session) { self.session = session }

  var result: CommandResult {
    let items = session.plugins.items
    let formulas = self.formulas
    let offered = session.offeredPlugins
    let data: DataObject = [
      "plugins": .array(items.map { Self.data($0, session) }), "formulas": .texts(formulas),
      "offered": .texts(offered.map(\.path)),
    ]
    guard !items.isEmpty || !formulas.isEmpty || !offered.isEmpty else {
      return CommandResult(
        data,
        "no plugins; \("init define mine = normal(0, 0.1)", .code) defines an initializer, \("plugin new mine", .code) writes a file"
      )
    }
    var document = Document()
    if !items.isEmpty || !formulas.isEmpty {
      var table = Table(columns: [
        .text("plugin", priority: 3), .text("kind", priority: 2), .text("initializers", priority: 4),
        .text("file"),
      ])
      for item in items {
        table.append([
          .text(item.name, .name), .text(Self.kind(item, session)),
          .text(item.initializers.joined(separator: ", ")), .text(item.path),
        ])
      }
      for name in formulas {
        table.append([.text(name, .name), "expression", .text(name), .text("defined in this session")])
      }
      document.append(.table(table))
    }
    if !offered.isEmpty {
      if !document.blocks.isEmpty { document.append(.blank) }
      document.append(.heading("in your folder, not loaded"))
      document.append(
        .list(
          TextList(
            offered.map {
              .init(term: StyledText($0.name, .name), "\($0.path) \("plugin load \($0.name)", .code)")
            })))
    }
    return CommandResult(data, document: document)
  }

  /// Formulas that no file brought.
  private var formulas: [String] {
    let fromFiles = Set(session.plugins.items.flatMap(\.initializers))
    return session.initializers.entries.filter { $0.origin == .expression }.map(\.specification.name)
      .filter { !fromFiles.contains($0) }
  }

  /// Where the rows of a plugin come from, as `inits` says it.
  private static func kind(_ item: PluginShelf.Item, _ session: Session) -> String {
    let origin = item.initializers.first.flatMap { session.initializers[$0] }?.origin
    return (origin ?? .expression).rawValue
  }

  static func data(_ item: PluginShelf.Item, _ session: Session) -> DataValue {
    [
      "name": .text(item.name), "kind": .text(kind(item, session)), "file": .text(item.path),
      "initializers": .texts(item.initializers),
    ]
  }
}
