/// The initializers that can be named, sorted by name; a value.
public struct InitializerTable: Sendable {
  /// The rows, by name.
  public private(set) var entries: [InitializerEntry]

  /// Row of each name and alias.
  private var places: [String: Int]

  /// Makes a table; two rows that share a name or an alias are a programmer's error.
  public init(_ entries: [InitializerEntry] = []) {
    self.entries = entries.sorted { $0.specification.name < $1.specification.name }
    places = [:]
    for (index, entry) in self.entries.enumerated() {
      for name in [entry.specification.name] + entry.specification.aliases {
        precondition(places[name] == nil, "two initializers are called \(name)")
        places[name] = index
      }
    }
  }

  /// The row with a name or an alias.
  public subscript(name: String) -> InitializerEntry? {
    places[name].map { entries[$0] }
  }

  /// The names, sorted.
  public var names: [String] { entries.map(\.specification.name) }

  /// Names and aliases, sorted: all that can be typed.
  public var spellings: [String] { places.keys.sorted() }

  /// The table with one row more.
  ///
  /// - Throws: `nameTaken` when the name or an alias is in the table already.
  public func adding(_ entry: InitializerEntry) throws(InitializerError) -> InitializerTable {
    for name in [entry.specification.name] + entry.specification.aliases where places[name] != nil {
      throw .nameTaken(name)
    }
    return InitializerTable(entries + [entry])
  }

  /// The table without the row of a name or alias; unchanged when there is none.
  public func removing(_ name: String) -> InitializerTable {
    guard let place = places[name] else { return self }
    var rest = entries
    rest.remove(at: place)
    return InitializerTable(rest)
  }

  /// Looks a name up, checks arguments and makes the initializer.
  ///
  /// - Throws: `unknownInitializer`, or what is wrong with the arguments.
  public func choose(
    _ name: String, _ positional: [ArgumentValue] = [], _ named: [NamedArgument] = []
  ) throws(InitializerError) -> ChosenInitializer {
    guard let entry = self[name] else { throw .unknownInitializer(name) }
    return try entry.choose(positional, named)
  }
}
