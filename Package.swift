// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors in our own targets; dependencies keep their own rules.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// A debug build compiles C at -O0, which makes the kernels 17 times slower and the tests with them.
let optimizedC: [CSetting] = [.unsafeFlags(["-O2"])]

// Plugins in Swift bind to the InitKit inside the program, which therefore exports its symbols.
let exportSymbols: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))
]

/// A Swift module of the house under `Sources/`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a module, under `Tests/`.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "initlab",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "initlab", targets: ["initlab"]),
    .executable(name: "bench", targets: ["bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // The plugin interface and the built-in initializers, which live by exactly its rules.
    module("InitKit"),
    module("Initializers", ["InitKit"]),

    // Plugins: the C interface, the system's processes, building, loading, the worker.
    .target(name: "CInitABI"),
    .target(name: "CPosix", cSettings: optimizedC),
    module("Plugins", ["CInitABI", "CPosix", "InitKit"]),

    // Storage, arithmetic, networks, training.
    .target(name: "CKernels", cSettings: optimizedC, linkerSettings: [.linkedLibrary("m")]),
    module("Tensor"),
    module("Engine", ["CKernels", "InitKit", "Tensor"]),
    module("Analysis", ["Engine", "InitKit", "Tensor"]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    module("Archive", ["CZlib", "Tensor"]),

    // Words and what a person sees.
    module("Text"),
    module("Language", ["InitKit", "Tensor", "Text"]),
    module(
      "Session", ["Analysis", "Archive", "Engine", "InitKit", "Language", "Plugins", "Tensor", "Text"]),

    // The terminal.
    .systemLibrary(name: "CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CTerminal", dependencies: ["CLibedit"]),
    module("LineEditor", ["CLibedit", "CTerminal"]),

    // The program: wiring only.
    .executableTarget(
      name: "initlab",
      dependencies: [
        "Engine", "Initializers", "LineEditor", "Plugins", "Session",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: exportSymbols),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CKernels", "CPeak", "Engine", "InitKit", "Initializers", "Language", "Plugins", "Session", "Text",
        "initlab",
      ],
      path: "Tests/Bench",
      exclude: ["peers"],
      swiftSettings: strict),

    // Test support: a pseudo-terminal and the screen it draws on; a gap before reads; a walk over all floats; digests of all kernels.
    .target(name: "CPty", path: "Tests/Support/CPty"),
    .target(name: "CGap", path: "Tests/Support/CGap"),
    .target(name: "CPeak", path: "Tests/Support/CPeak", cSettings: optimizedC),
    .target(
      name: "CBits", dependencies: ["CKernels"], path: "Tests/Support/CBits", cSettings: optimizedC),
    .target(
      name: "CSweep", dependencies: ["CKernels"], path: "Tests/Support/CSweep", cSettings: optimizedC),
    .target(name: "PtyKit", dependencies: ["CPty"], path: "Tests/Support/PtyKit", swiftSettings: strict),
    .executableTarget(
      name: "EditorProbe", dependencies: ["CGap", "LineEditor"], path: "Tests/Support/EditorProbe",
      swiftSettings: strict),

    tests("InitKitTests", ["InitKit"], resources: [.copy("Reference")]),
    tests(
      "InitializersTests", ["Analysis", "Engine", "InitKit", "Initializers", "Tensor"],
      resources: [.copy("Reference")]),
    tests("KernelTests", ["CBits", "CKernels", "CSweep"], resources: [.copy("Reference")]),
    tests("TensorTests", ["Tensor"]),
    tests("EngineTests", ["Engine", "InitKit", "Initializers", "Tensor"], resources: [.copy("Reference")]),
    tests(
      "AnalysisTests", ["Analysis", "Engine", "InitKit", "Initializers", "Tensor"],
      resources: [.copy("Reference")]),
    tests("ArchiveTests", ["Archive", "Tensor"], resources: [.copy("Reference")]),
    tests("TextTests", ["Text"], resources: [.copy("Golden")]),
    tests("LanguageTests", ["Language", "Tensor", "Text"]),
    .testTarget(
      name: "PluginTests", dependencies: ["Analysis", "InitKit", "Initializers", "Plugins", "initlab"],
      exclude: ["Fixtures"], swiftSettings: strict),
    tests(
      "SessionTests",
      [
        "Analysis", "Engine", "InitKit", "Initializers", "Language", "Plugins", "Session", "Tensor", "Text",
        "initlab",
      ]),
    tests("LineEditorTests", ["LineEditor"]),
    tests("TerminalTests", ["EditorProbe", "PtyKit", "initlab"]),
    tests("HouseTests", []),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)
