import Engine
import InitKit
import Language

extension Call {
  /// Refuses a scheme over whole networks where a layer or a weight is meant.
  ///
  /// - Throws: `whole-network`.
  func refuseScheme(_ initializer: ChosenInitializer?, at argument: String) throws(Diagnostic) {
    guard let initializer, initializer.scope == .network else { return }
    let error = InitializerError.wholeNetwork(initializer.specification.name)
    var diagnostic = InitializerWording.diagnostic(for: error, of: nil)
    diagnostic.help = "`init network \(initializer.description)`"
    throw diagnostic.placed(in: source, at: binder.argument(argument)?.range ?? command.verb.range)
  }
}

extension Session {
  /// An initializer as a call names it, found in the table and checked.
  ///
  /// - Throws: `unknown-initializer` with a suggestion, or what is wrong with its arguments.
  func chosenInitializer(_ specification: Language.Specification, in call: Call) throws(Diagnostic)
    -> ChosenInitializer
  {
    let name = specification.name
    guard initializers[name.text] != nil else {
      throw Diagnostic(
        "unknown-initializer", "no initializer is called `\(name.text)`", label: "not in the table",
        help: offer(of: name.text) ?? "`inits` lists all",
        suggestions: Suggestions.near(name.text, among: initializers.spellings),
        source: call.source, range: name.range)
    }
    let specification = try locating(specification, in: call)
    var positional: [ArgumentValue] = []
    var named: [NamedArgument] = []
    for argument in specification.arguments {
      guard let value = ArgumentValue(argument.value) else {
        throw Diagnostic(
          "bad-parameter", "expected a number or a word, found \(argument.value.kindName)",
          help: "`help \(name.text)` shows its parameters", source: call.source, range: argument.range)
      }
      if let label = argument.label {
        named.append(NamedArgument(label.text, value))
      } else {
        positional.append(value)
      }
    }
    do throws(InitializerError) {
      return try initializers.choose(name.text, positional, named)
    } catch {
      let diagnostic = InitializerWording.diagnostic(for: error, of: name.text)
      // The argument that the message quotes, else the whole call's name.
      let quoted = specification.arguments.first { argument in
        argument.label.map { diagnostic.message.contains("`\($0.text)`") } ?? false
      }
      let range = quoted.flatMap { $0.label?.range.union($0.range) } ?? name.range
      throw diagnostic.placed(in: call.source, at: range)
    }
  }

  /// An activation as a call names it, `leaky_relu(0.2)`.
  ///
  /// - Throws: `unknown-activation` with a suggestion, or what is wrong with its parameter.
  func activation(_ specification: Language.Specification, in call: Call) throws(Diagnostic)
    -> ActivationDescription
  {
    let name = specification.name
    guard ActivationTable.builtin[name.text] != nil else {
      throw Diagnostic(
        "unknown-activation", "no activation is called `\(name.text)`", label: "not in the table",
        help: "`help activations` lists all",
        suggestions: Suggestions.near(name.text, among: ActivationTable.builtin.spellings),
        source: call.source, range: name.range)
    }
    let description = ActivationDescription(name.text, parameter: try parameter(of: specification, in: call))
    do throws(EngineError) {
      _ = try ChosenActivation(description)
    } catch {
      throw EngineWording(session: self).diagnostic(for: error).placed(in: call.source, at: name.range)
    }
    return description
  }

  private func parameter(of specification: Language.Specification, in call: Call) throws(Diagnostic)
    -> Double?
  {
    guard let first = specification.arguments.first else { return nil }
    guard specification.arguments.count == 1, case .number(let number) = first.value else {
      throw Diagnostic(
        "bad-parameter", "expected one number for `\(specification.name.text)`", label: "not one number",
        help: "such as `leaky_relu(0.2)`", source: call.source, range: first.range)
    }
    return number
  }
}
