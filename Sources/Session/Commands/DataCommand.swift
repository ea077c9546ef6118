import Archive
import Engine
import InitKit
import Language
import Tensor
import Text

/// `data NAME …`, `data csv FILE …`
enum DataCommand: SessionCommand {
  static let specification = CommandSpecification(
    "data", group: .build, summary: "choose the data set to learn; alone, describe the one chosen",
    forms: [
      [.keyword("csv"), Positional("file", .word)],
      [.keyword("npz"), Positional("file", .word)],
      [.keyword("npy"), Positional("inputs", .word), Positional("targets", .word)],
      [.keyword("idx"), Positional("images", .word), Positional("labels", .word)],
      [.keyword("text"), Positional("file", .word)],
      [Positional("name", .word, .optional), Positional("values", .argument, .any)],
    ],
    arguments: [
      ArgumentHelp("name", "a built-in data set", completes: .dataSets),
      ArgumentHelp("values", "its options without their names, in their order"),
      ArgumentHelp("csv", "read a file of numbers and classes"),
      ArgumentHelp(
        "file", "the file's name; looked for beside the script, then in the working folder",
        completes: .files),
      ArgumentHelp("npz", "read the arrays `x` and `y` of a file of NumPy's"),
      ArgumentHelp("npy", "read two files of NumPy's, one array each"),
      ArgumentHelp("inputs", "a `.npy` file, one sample a row", completes: .files),
      ArgumentHelp("targets", "a `.npy` file with as many rows", completes: .files),
      ArgumentHelp("idx", "read the format of the MNIST files, as it is or packed by gzip"),
      ArgumentHelp("images", "a file of samples", completes: .files),
      ArgumentHelp("labels", "a file with a class number for each", completes: .files),
      ArgumentHelp("text", "read characters, each to be foretold from those before it in its window"),
    ],
    options: [
      CommandOption(
        "split", default: "0", "share of the samples to hold out, drawn by the seed; of a text its end"),
      CommandOption(
        "standardize", .word, default: "false",
        "give each feature mean 0 and deviation 1 on the training samples"),
      CommandOption(
        "target", .argument, "csv: the target's column, by name or number from 0; the last by default"),
      CommandOption("kind", .word, "csv, npz, npy: read the target as `classes` or as `values`"),
      CommandOption("header", .word, "csv: whether the first row holds names"),
      CommandOption("separator", .word, "csv: `comma`, `semicolon` or `tab`"),
      CommandOption(
        "flatten", .word, default: "false", "npz, npy: make vectors of samples with several axes"),
      CommandOption("length", default: "32", "text: characters of a window, its time steps"),
      CommandOption("stride", "text: characters from one window's start to the next; `length` by default"),
    ],
    takesAnyOption: true,
    details: [
      "Built in: \(DataTable.builtin.names.joined(separator: ", ")); `help xor` and so on list their options. The "
        + "same call with the same seed gives the same samples.",
      "Of npz and npy, `x` with two axes is vectors, with three sequences [N, time, features], with four images "
        + "[N, channels, height, width]; `flatten=true` joins all but the first to vectors, as idx always does: "
        + "images of 28x28 become 784 inputs. Of targets, a column of whole numbers is classes. Whole numbers "
        + "[N, time] beside sequences, or beside inputs that are whole numbers of that shape, are a class at "
        + "each time step. Anything else is values; [N, time, outputs] are values at each time step. `kind=` "
        + "decides otherwise.",
      "Of a text the tokens are its characters, in the order of their code points, and so are the classes: at "
        + "each of `length` time steps the next character is to be said. `embedding` takes the size of the "
        + "vocabulary from the data, and so does a last `dense`.",
      "Numbers are held once, exactly as read: in float32 where all of them fit, in bytes where they are whole "
        + "and at most 255, else in float64. Each batch is converted where `precision` is another.",
      "Choosing data keeps the layers; weights are drawn when the shapes are known.",
    ],
    examples: [
      CommandExample("data xor", shows: "4 samples"),
      CommandExample("data moons n=200 noise=0.1 split=0.2", shows: "160 samples"),
      CommandExample(
        "data csv examples/data/iris.csv target=species split=0.2 standardize=true", shows: "120 samples"),
      CommandExample("data npz examples/data/digits200.npz split=0.25", shows: "150 samples"),
      CommandExample(
        "data idx examples/data/digits200-images.idx.gz examples/data/digits200-labels.idx.gz",
        shows: "64 inputs, 10 classes"),
      CommandExample("data text examples/data/proverbs.txt length=16 split=0.1", shows: "16 tokens of"),
    ],
    seeAlso: ["layer", "net"])

  static func options(after words: [String], in session: Session) -> [CommandOption] {
    DataTable.builtin.options(after: words)
  }

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if var dataset = try chosen(call, session) {
      // In place: nobody else holds the numbers yet.
      try prepare(&dataset, call, session)
      try session.laboratory.setData(dataset)
    }
    guard let dataset = session.laboratory.dataset else { throw EngineError.noData }
    return DataSummary(dataset).result
  }

  /// The data set that a call names, whole; nil when it names none.
  private static func chosen(_ call: Call, _ session: Session) throws -> Dataset? {
    if call.binder.hasKeyword("csv") { return try table(call, session) }
    if let dataset = try ArrayDataset.read(call, session) { return dataset }
    if call.binder.hasKeyword("text") { return try text(call, session) }
    return try call.binder.argument("name").map { try generated($0, call, session) }
  }

  /// What is read from files, and how it is written.
  private static let fileForms: [String: (what: String, form: String)] = [
    "csv": ("a file", "FILE target=COLUMN"), "npz": ("a file", "FILE"),
    "npy": ("two files", "INPUTS TARGETS"), "idx": ("two files", "IMAGES LABELS"), "text": ("a file", "FILE"),
  ]

  private static func generated(_ argument: Argument, _ call: Call, _ session: Session) throws -> Dataset {
    let name = try call.binder.word(of: argument)
    if let usage = fileForms[name] {
      throw call.failure(
        "missing-argument", "`data \(name)` needs \(usage.what)", at: argument,
        label: "expected behind it", help: "`data \(name) \(usage.form)`")
    }
    guard let generator = DataTable.builtin[name] else {
      throw call.unknown(
        "data set", name, at: argument, among: DataTable.builtin.spellings + fileForms.keys.sorted(),
        help: "`help data` lists them; a file is read by `data csv FILE`")
    }
    var positional: [ArgumentValue] = []
    for value in call.binder.arguments("values") { positional.append(try call.argumentValue(of: value)) }
    let shared = Set(OptionSpecification.forAllData.map(\.name) + ["standardise"])
    let options = try call.engineOptions(without: shared)
    return try DataTable.dataset(generator.name, positional, options, seed: session.laboratory.seed)
  }

  private static func table(_ call: Call, _ session: Session) throws -> Dataset {
    try call.expectOptions(
      ["split", "standardize", "standardise", "target", "kind", "header", "separator"], of: "data csv")
    let path = try session.files.path(try call.binder.word("file"), relativeTo: session.scriptFolders.last)
    let table = try CSVTable(contentsOf: path, options: try csvOptions(call)) { session.shouldStop }
    let targets: Targets =
      switch table.target {
      case .values(let values): .values(Tensor(shape: [table.rows, 1], values: values))
      case .classes(let indices, let names): .classes(indices, names: names)
      }
    return try Dataset(
      name: path, inputs: SampleRows(table.numbers, shape: [table.columns]), targets: targets,
      featureNames: table.featureNames)
  }

  private static func text(_ call: Call, _ session: Session) throws -> Dataset {
    try call.expectOptions(["length", "stride", "split"], of: "data text")
    let path = try session.files.path(try call.binder.word("file"), relativeTo: session.scriptFolders.last)
    let length = try call.binder.integer("length", in: .atLeast(1), default: 32)
    return try CharacterText(try TextFile.scalars(path) { session.shouldStop }).dataset(
      name: path, length: length,
      stride: try call.binder.integer("stride", in: .atLeast(1), default: length),
      split: try call.binder.number("split", in: .between(0, 1), default: 0))
  }

  private static func csvOptions(_ call: Call) throws(Diagnostic) -> CSVOptions {
    var options = CSVOptions()
    if let target = call.binder.argument("target") {
      let name = try call.binder.word(of: target)
      options.target = Int(target.raw).map { .index($0) } ?? .name(name)
    }
    options.kind = try call.targetKind()
    if call.binder.isGiven("header") { options.header = try call.binder.boolean("header") }
    switch try call.binder.optionalChoice("separator", from: ["comma", "semicolon", "tab"]) {
    case "comma": options.separator = UInt8(ascii: ",")
    case "semicolon": options.separator = UInt8(ascii: ";")
    case "tab": options.separator = UInt8(ascii: "\t")
    default: break
    }
    return options
  }

  private static func prepare(_ dataset: inout Dataset, _ call: Call, _ session: Session) throws {
    // The end of a text is held out before it is cut into samples.
    guard !call.binder.hasKeyword("text") else { return }
    try dataset.split(
      try call.binder.number("split", in: .between(0, 1), default: 0), seed: session.laboratory.seed)
    let spelling = call.binder.isGiven("standardise") ? "standardise" : "standardize"
    if try call.binder.boolean(spelling, default: false) { try dataset.standardize() }
  }
}
