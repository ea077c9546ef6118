import Archive
import InitKit
import Language

/// `from_file("start.npz")`: the row of the table whose numbers stand in a file.
///
/// An initializer sees no files, so this one belongs to the session: it reads the file when it is chosen, and hands
/// the numbers on. What draws weights later has them already, and so has a saved session.
enum FromFile {
  static let specification = InitializerSpecification(
    name: "from_file", aliases: ["load_weights", "assign"],
    summary: "The numbers of an array in a file, by the parameter's name.",
    formula: "w = the array `LAYER.PARAMETER` of the file, or the only one, or that called `array`",
    source: "MXNet's Load, Keras' arrays as initializers, Paddle's Assign",
    parameters: [
      ParameterSpecification(
        file, .word, default: .required,
        help: "ends in `.safetensors`, `.npz`, `.npy`, `.csv` or `.json`; looked for beside the script first"),
      ParameterSpecification(
        "array", .word, default: .derived("the parameter's name, else the only array"),
        help: "name of the array in the file"),
      .choice(
        "layout", of: StoredLayout.allCases.map(\.rawValue),
        help: "`torch`: [units, inputs, taps...]; `keras`: [taps..., inputs, units]"),
    ],
    suits: "weights from elsewhere, or from an earlier start",
    notes: [
      "the file is read when it is chosen: `init`, `save` and `undo` have its numbers of then",
      "as of any initializer, `init all` means weights; `init \"*.*\"` reads biases too",
      "`import weights` writes numbers once and chooses nothing",
    ],
    examples: [
      "from_file(\"start.npz\")", "from_file(\"w.npy\")", "from_file(\"k.npz\", array=kernel, layout=keras)",
    ],
    isDeterministic: true)

  /// The parameter that names the file.
  static let file = "file"

  /// The row, which opens files as a session may.
  static func entry(_ files: FileAccess) -> InitializerEntry {
    InitializerEntry(specification: specification, origin: .builtin) {
      (arguments) throws(InitializerError) -> any WeightFilling in
      let name = try arguments.text(file)
      do {
        return try StoredWeights(try arrays(files.path(name, relativeTo: nil)), of: name, arguments)
      } catch let error as ArchiveError {
        throw .refused(reason: ArchiveWording.diagnostic(for: error).message)
      } catch let error as InitializerError {
        throw error
      } catch {
        throw .refused(reason: (error as? Diagnostic)?.message ?? "`\(name)` cannot be read")
      }
    }
  }

  /// Everything in a file.
  private static func arrays(_ path: String) throws(ArchiveError) -> [StoredWeights.Array] {
    let file = try ArrayFile(contentsOf: path)
    var arrays: [StoredWeights.Array] = []
    for (index, header) in file.headers.enumerated() {
      arrays.append(.init(name: header.name, value: try file.tensor(index)))
    }
    return arrays
  }

  /// What a session's file chose, with the numbers that it holds itself.
  ///
  /// - Throws: what is wrong with the arguments.
  static func chosen(
    _ given: [NamedArgument], arrays: [StoredWeights.Array]
  ) throws(InitializerError) -> ChosenInitializer {
    let arguments = try InitializerArguments(named: given, for: specification)
    return ChosenInitializer(
      specification: specification, origin: .builtin, arguments: arguments,
      filling: try StoredWeights(arrays, of: try arguments.text(file), arguments))
  }
}

extension Session {
  /// The arguments with the file named as it is found from the script; the journal is told.
  func locating(
    _ specification: Language.Specification, in call: Call
  ) throws(Diagnostic) -> Language.Specification {
    guard initializers[specification.name.text]?.specification == FromFile.specification else {
      return specification
    }
    var located = specification
    let place =
      located.arguments.firstIndex { $0.label?.text == FromFile.file }
      ?? located.arguments.firstIndex { $0.label == nil }
    guard let place, case .text(let name) = located.arguments[place].value else { return specification }
    do throws(Diagnostic) {
      let path = try files.path(name, relativeTo: scriptFolders.last)
      if path != name { locatedFiles[name] = path }
      located.arguments[place].value = .text(path)
    } catch {
      throw error.placed(in: call.source, at: located.arguments[place].range)
    }
    return located
  }
}
