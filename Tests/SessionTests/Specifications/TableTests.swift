import Foundation
import Testing

/// A row is one file and one line: a file whose row is in no table is found here.
@Suite struct TableTests {
  /// Where rows of one kind are defined, and where they are listed.
  struct Kind: Sendable, CustomTestStringConvertible {
    /// The folder of the rows' files.
    var folder: String
    /// The file that lists them.
    var table: String
    /// Finds the name of a row in the text of its file.
    var pattern: String

    var testDescription: String { folder }
  }

  private static let kinds = [
    Kind(
      folder: "Sources/Session/Commands", table: "Sources/Session/Commands/CommandTable.swift",
      pattern: "(?m)^enum (\\w+): SessionCommand"),
    Kind(
      folder: "Sources/Session/TradeFunctions",
      table: "Sources/Session/TradeFunctions/TradeFunctionTable.swift",
      pattern: "(?m)^  static let (\\w+) = (?:TradeFunction\\b|TradeFunction\\.|fan\\(|ofLayer\\(|\\.)"),
    Kind(
      folder: "Sources/Session/Settings", table: "Sources/Session/Settings/Setting.swift",
      pattern: "(?m)^  static let (\\w+) = Setting\\("),
    Kind(
      folder: "Sources/Engine/Layers", table: "Sources/Engine/Layers/LayerTable.swift",
      pattern: "(?m)^struct (\\w+): LayerKind"),
    Kind(
      folder: "Sources/Engine/Activations", table: "Sources/Engine/Activations/ActivationTable.swift",
      pattern: "(?m)^  static let (\\w+) = Activation\\("),
    Kind(
      folder: "Sources/Engine/Losses", table: "Sources/Engine/Losses/LossTable.swift",
      pattern: "(?m)^  static let (\\w+) = Loss\\("),
    Kind(
      folder: "Sources/Engine/Optimizers", table: "Sources/Engine/Optimizers/OptimizerTable.swift",
      pattern: "(?m)^  static let (\\w+) = Optimizer\\("),
    Kind(
      folder: "Sources/Engine/Schedules", table: "Sources/Engine/Schedules/ScheduleTable.swift",
      pattern: "(?m)^  static let (\\w+) = Schedule\\("),
    Kind(
      folder: "Sources/Engine/Data", table: "Sources/Engine/Data/DataTable.swift",
      pattern: "(?m)^  static let (\\w+) = (?:DataGenerator|truthTable)\\("),
    Kind(
      folder: "Sources/Language/Functions", table: "Sources/Language/Functions/FunctionTable.swift",
      pattern: "(?m)^  static let (\\w+)(?:: \\[BuiltInFunction\\]| = BuiltInFunction\\()"),
    Kind(
      folder: "Sources/Initializers/BuiltIns", table: "Sources/Initializers/BuiltInInitializers.swift",
      pattern: "(?m)^(?:public |package )?struct (\\w+): (?:\\w+, )*(?:Law)?Initializer\\b"),
    Kind(
      folder: "Sources/Initializers/Schemes", table: "Sources/Initializers/BuiltInSchemes.swift",
      pattern: "(?m)^package struct (\\w+): NetworkInitializer\\b"),
  ]

  @Test(arguments: kinds) func `every file that defines a row has it in the table`(kind: Kind) throws {
    let table = try Repository.text(kind.table)
    var found = 0
    for (file, row) in try rows(of: kind) {
      found += 1
      // The default boundary is Unicode's, which takes `.elu` for one word with what stands before it.
      let isListed = table.contains(try Regex("\\b\(row)\\b").wordBoundaryKind(.simple))
      #expect(isListed, "\(kind.folder)/\(file) defines `\(row)`: add it to the list in \(kind.table)")
    }
    #expect(found > 1, "no rows found in \(kind.folder): the pattern of this test has aged")
  }

  @Test(arguments: kinds) func `a file is called after its row`(kind: Kind) throws {
    for (file, row) in try rows(of: kind) where kind.folder != "Sources/Language/Functions" {
      let name = file.dropLast(".swift".count).lowercased()
      let isNamedSo =
        name.hasPrefix(row.lowercased()) || (kind.folder.hasSuffix("TradeFunctions") && row.hasPrefix("fan"))
      #expect(isNamedSo, "\(kind.folder)/\(file) defines `\(row)`: one thing, one file")
    }
  }

  private func rows(of kind: Kind) throws -> [(file: String, row: String)] {
    let pattern = try Regex(kind.pattern, as: (Substring, Substring).self)
    return try Repository.files(in: kind.folder, ending: ".swift").flatMap { file in
      try Repository.text("\(kind.folder)/\(file)").matches(of: pattern).map { (file, String($0.output.1)) }
    }
  }
}
