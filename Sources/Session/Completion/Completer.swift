import Engine
import Language

extension Session {
  /// What Tab offers at a place of a text, an offset in unicode scalars.
  package func completions(for text: String, cursor: Int) -> Completion {
    let place = CompletionPlace(text, cursor: cursor)
    let completer = Completer(session: self, place: place)
    let matching = completer.candidates.filter { $0.text.hasPrefix(place.prefix) }
    var seen: Set<String> = []
    return Completion(
      replaced: place.start..<min(cursor, text.unicodeScalars.count),
      candidates: matching.filter { seen.insert($0.text).inserted })
  }
}

/// Finds the candidates of one place.
struct Completer {
  let session: Session
  let place: CompletionPlace

  private var source: Candidates { Candidates(session: session) }

  var candidates: [Completion.Candidate] {
    guard let verb = place.words.first else { return source.from(.commands) }
    if place.prefix.contains("."), let parts { return parts }
    guard let type = command(verb) else { return source.from(.references) }
    let specification = type.specification
    let options = specification.options + type.options(after: place.words, in: session)
    if let name = place.option {
      let completes = options.first { $0.name == name }?.completes ?? .nothing
      return completes == .files ? files : source.from(completes)
    }
    if place.isInExpression { return source.from(.references) }
    return positional(specification)
      + options.map { .init($0.name + "=", summary: $0.help, suffix: "") }
  }

  /// The command of a verb, or of a prefix that names only one.
  private func command(_ verb: String) -> (any SessionCommand.Type)? {
    guard case .known(let grammar) = session.grammar.resolve(verb) else { return nil }
    return CommandTable.command(grammar.verb)
  }

  private func positional(_ specification: CommandSpecification) -> [Completion.Candidate] {
    if specification.name == "time" {
      let inner = CompletionPlaceTail.place(place)
      return Completer(session: session, place: inner).candidates
    }
    let words = place.words.dropFirst().filter { !$0.contains("=") }
    return specification.forms.flatMap { candidates(of: $0, behind: words, specification) }
  }

  /// What one form takes behind the words given, if they fit it so far.
  private func candidates(
    of form: [Positional], behind words: [String], _ specification: CommandSpecification
  ) -> [Completion.Candidate] {
    for (word, positional) in zip(words, form) {
      if case .keyword(let keyword) = positional.syntax, keyword != word { return [] }
    }
    guard let last = form.last else { return [] }
    let isOpen = last.presence == .any || last.presence == .some
    guard words.count < form.count || isOpen else { return [] }
    let positional = words.count < form.count ? form[words.count] : last
    let help = specification.arguments.first { $0.name == positional.name }
    if case .keyword(let keyword) = positional.syntax { return [.init(keyword, summary: help?.help ?? "")] }
    let completes = help?.completes ?? .nothing
    return completes == .files ? files : source.from(completes)
  }

  /// Parts behind a layer's name: `h1.we` completes `weight`.
  private var parts: [Completion.Candidate]? {
    guard let dot = place.prefix.lastIndex(of: ".") else { return nil }
    let head = String(place.prefix[..<dot])
    let known = Reference(Name(String(head.prefix { $0 != "." && $0 != "[" })))
    var path = known
    for step in head.split(separator: ".").dropFirst() { path.steps.append(.member(Name(String(step)))) }
    let names = session.parts(of: path)
    return names.isEmpty ? nil : names.map { .init("\(head).\($0)", label: $0, suffix: "") }
  }

  private var files: [Completion.Candidate] {
    FileNames(session.configuration.workingFolder, home: session.configuration.homeFolder)
      .candidates(for: place.prefix)
  }
}

/// The place of a command that stands inside another.
enum CompletionPlaceTail {
  static func place(_ place: CompletionPlace) -> CompletionPlace {
    var inner = place
    inner.words.removeFirst()
    return inner
  }
}
