import Archive
import Engine
import Language
import Tensor

/// Data sets out of files of arrays: `data npz`, `data npy`, `data idx`.
enum ArrayDataset {
  /// Classes that whole numbers may be taken for, as with CSV.
  private static let mostClasses = 10_000

  /// The data set that a call names; nil when it names none of these files.
  static func read(_ call: Call, _ session: Session) throws -> Dataset? {
    let shared = ["split", "standardize", "standardise"]
    func path(_ name: String) throws(Diagnostic) -> String {
      try session.files.path(try call.binder.word(name), relativeTo: session.scriptFolders.last)
    }
    if call.binder.hasKeyword("npz") {
      try call.expectOptions(shared + ["kind"], of: "data npz")
      let name = try path("file")
      let file = try ArrayFile(contentsOf: name, format: .npz)
      return try dataset(
        name, try file.tensor(named: "x"), try file.tensor(named: "y"), kind: try call.targetKind())
    }
    if call.binder.hasKeyword("npy") {
      try call.expectOptions(shared + ["kind"], of: "data npy")
      let name = try path("inputs")
      return try dataset(
        name, try ArrayFile.npy(name), try ArrayFile.npy(try path("targets")), kind: try call.targetKind())
    }
    if call.binder.hasKeyword("idx") {
      try call.expectOptions(shared, of: "data idx")
      let name = try path("images")
      return try dataset(
        name, try IdxArray.read(name), try IdxArray.read(try path("labels")), kind: .classes)
    }
    return nil
  }

  /// Inputs with axes behind the first joined to one, and targets as numbers or classes.
  static func dataset(
    _ name: String, _ inputs: Tensor, _ targets: Tensor, kind: CSVOptions.Kind?
  ) throws -> Dataset {
    guard inputs.rank >= 1 else { throw EngineError.data(.shape(inputs.shape)) }
    guard targets.rank >= 1 else { throw EngineError.data(.shape(targets.shape)) }
    let samples = Tensor(shape: [inputs.rows, inputs.columns], values: inputs.values)
    return try Dataset(name: name, inputs: samples, targets: try answers(targets, kind))
  }

  private static func answers(_ tensor: Tensor, _ kind: CSVOptions.Kind?) throws(Diagnostic) -> Targets {
    let values = Targets.values(Tensor(shape: [tensor.rows, tensor.columns], values: tensor.values))
    guard tensor.columns == 1 else {
      guard kind != .classes else {
        throw Diagnostic(
          "class-shape",
          "expected one class number for each sample, found targets of the shape \(ShapeText.of(tensor.shape))",
          help: "are inputs and targets in their order? `help data`")
      }
      return values
    }
    // What is not finite is no class; the data set says where it stands.
    guard kind != .values, tensor.values.allSatisfy(\.isFinite) else { return values }
    guard kind == .classes || tensor.values.allSatisfy({ $0 == $0.rounded() }) else { return values }
    let distinct = Set(tensor.values).sorted()
    guard distinct.count <= mostClasses else {
      guard kind == nil else {
        throw Diagnostic(
          "too-many-classes", "expected at most \(mostClasses) classes, found \(distinct.count)",
          help: "`kind=values` takes them as numbers")
      }
      return values
    }
    let places = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    return .classes(tensor.values.map { places[$0] ?? 0 }, names: distinct.map(className))
  }

  /// The number as it is written shortest.
  private static func className(_ value: Double) -> String {
    let text = (value + 0).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
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
