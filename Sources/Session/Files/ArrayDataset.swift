import Archive
import Engine
import Language
import Tensor

/// Data sets out of files of arrays: `data npz`, `data npy`, `data idx`.
enum ArrayDataset {
  /// The data set that a call names; nil when it names none of these files.
  static func read(_ call: Call, _ session: Session) throws -> Dataset? {
    let shared = ["split", "standardize", "standardise"]
    func path(_ name: String) throws(Diagnostic) -> String {
      try session.files.path(try call.binder.word(name), relativeTo: session.scriptFolders.last)
    }
    if call.binder.hasKeyword("npz") {
      try call.expectOptions(shared + ["kind", "flatten"], of: "data npz")
      let name = try path("file")
      let file = try ArrayFile(contentsOf: name, format: .npz)
      return try dataset(
        name, try file.stored(named: "x"), try file.stored(named: "y"), kind: try call.targetKind(),
        flattens: try call.binder.boolean("flatten", default: false))
    }
    if call.binder.hasKeyword("npy") {
      try call.expectOptions(shared + ["kind", "flatten"], of: "data npy")
      let name = try path("inputs")
      return try dataset(
        name, try ArrayFile.npy(name), try ArrayFile.npy(try path("targets")), kind: try call.targetKind(),
        flattens: try call.binder.boolean("flatten", default: false))
    }
    if call.binder.hasKeyword("idx") {
      try call.expectOptions(shared, of: "data idx")
      let name = try path("images")
      return try dataset(
        name, try IdxArray.read(name), try IdxArray.read(try path("labels")), kind: .classes, flattens: true)
    }
    return nil
  }

  /// Inputs as vectors, sequences or images by their axes, and targets as numbers or classes.
  ///
  /// With `flattens`, axes behind the first are joined to one.
  static func dataset(
    _ name: String, _ inputs: StoredArray, _ targets: StoredArray, kind: CSVOptions.Kind?, flattens: Bool
  ) throws -> Dataset {
    guard inputs.shape.count >= 1, inputs.columns > 0, inputs.rows > 0 else {
      throw EngineError.data(.shape(inputs.shape))
    }
    guard targets.shape.count >= 1, targets.columns > 0 else { throw EngineError.data(.shape(targets.shape)) }
    let isFlat = flattens || inputs.shape.count < 3
    let shape = isFlat ? [inputs.columns] : Array(inputs.shape.dropFirst())
    let answers = ArrayTargets(targets, inputs: inputs, kind: kind, flattens: flattens)
    return try Dataset(
      name: name, inputs: SampleRows(inputs.numbers, shape: shape), targets: try answers.targets())
  }
}

extension Call {
  /// Refuses options that this form of the command does not have.
  func expectOptions(_ known: [String], of owner: String) throws(EngineError) {
    for name in binder.optionNames where !known.contains(name.text) {
      throw .unknownOption(name.text, owner: owner, known: known)
    }
  }

  /// What `kind=` says of the targets.
  func targetKind() throws(Diagnostic) -> CSVOptions.Kind? {
    switch try binder.optionalChoice("kind", from: ["classes", "values"]) {
    case "classes": .classes
    case "values": .values
    default: nil
    }
  }
}
