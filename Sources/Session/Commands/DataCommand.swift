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
    ],
    options: [
      CommandOption("split", default: "0", "share of the samples to hold out, drawn by the seed"),
      CommandOption(
        "standardize", .word, default: "false",
        "give each feature mean 0 and deviation 1 on the training samples"),
      CommandOption(
        "target", .argument, "csv: the target's column, by name or number from 0; the last by default"),
      CommandOption("kind", .word, "csv, npz, npy: read the target as `classes` or as `values`"),
      CommandOption("header", .word, "csv: whether the first row holds names"),
      CommandOption("separator", .word, "csv: `comma`, `semicolon` or `tab`"),
    ],
    takesAnyOption: true,
    details: [
      "Built in: xor, and, or, parity, moons, circles, spirals, blobs, sine, linear, noise; `help xor` and so on "
        + "list their options. The same call with the same seed gives the same samples.",
      "Of npz and npy, a column of whole numbers as targets is classes, anything else is values. Samples with "
        + "several axes, such as images of 28x28, become vectors, here of 784 inputs.",
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
    ],
    seeAlso: ["layer", "net"])

  static func options(after words: [String], in session: Session) -> [CommandOption] {
    DataTable.builtin.options(after: words)
  }

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if call.binder.hasKeyword("csv") {
      try session.laboratory.setData(try table(call, session))
    } else if let dataset = try ArrayDataset.read(call, session) {
      try session.laboratory.setData(try prepared(dataset, call, session))
    } else if let argument = call.binder.argument("name") {
      try session.laboratory.setData(try generated(argument, call, session))
    }
    guard let dataset = session.laboratory.dataset else { throw EngineError.noData }
    return DataSummary(dataset).result
  }

  /// What is read from files, and how it is written.
  private static let fileForms: [String: (what: String, form: String)] = [
    "csv": ("a file", "FILE target=COLUMN"), "npz": ("a file", "FILE"),
    "npy": ("two files", "INPUTS TARGETS"), "idx": ("two files", "IMAGES LABELS"),
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
    let dataset = try DataTable.dataset(generator.name, positional, options, seed: session.laboratory.seed)
    return try prepared(dataset, call, session)
  }

  private static func table(_ call: Call, _ session: Session) throws -> Dataset {
    try call.expectOptions(
      ["split", "standardize", "standardise", "target", "kind", "header", "separator"], of: "data csv")
    let path = try session.files.path(try call.binder.word("file"), relativeTo: session.scriptFolders.last)
    let table = try CSVTable(contentsOf: path, options: try csvOptions(call))
    let targets: Targets =
      switch table.target {
      case .values(let values): .values(Tensor(shape: [table.rows, 1], values: values))
      case .classes(let indices, let names): .classes(indices, names: names)
      }
    let dataset = try Dataset(
      name: path, inputs: Tensor(shape: [table.rows, table.columns], values: table.features),
      targets: targets,
      featureNames: table.featureNames)
    return try prepared(dataset, call, session)
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

  private static func prepared(_ dataset: Dataset, _ call: Call, _ session: Session) throws -> Dataset {
    let share = try call.binder.number("split", in: .between(0, 1), default: 0)
    let divided = try dataset.splitting(share, seed: session.laboratory.seed)
    let spelling = call.binder.isGiven("standardise") ? "standardise" : "standardize"
    return try call.binder.boolean(spelling, default: false) ? divided.standardized() : divided
  }
}
