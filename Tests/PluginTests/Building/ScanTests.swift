import Testing

@testable import Plugins

/// The types that conform to `Initializer` are found in a file's text.
@Suite struct ScanTests {
  @Test(arguments: [
    ("struct A: Initializer {\n}", ["A"]), ("public struct A : Initializer{}", ["A"]),
    ("struct A: Sendable, Initializer {}", ["A"]), ("struct A:\n  InitKit.Initializer\n{}", ["A"]),
    ("final class A: Initializer {} enum B: Initializer {}", ["A", "B"]),
    ("struct A {}\nextension A: Initializer {}", ["A"]), ("struct A<T>: Initializer {}", ["A"]),
    ("struct A: Initializer { struct B: Initializer {} }", ["A"]),
    ("// struct A: Initializer {}\nstruct B: Initializer {}", ["B"]),
    ("/* struct A: /* x */ Initializer {} */ struct B: Initializer {}", ["B"]),
    ("let text = \"struct A: Initializer {}\"", []), ("let t = \"\\\"\"; struct B: Initializer {}", ["B"]),
    ("let t = \"\"\"\n  struct A: Initializer {}\n  \"\"\"", []), ("struct A: InitializerLike {}", []),
    ("protocol P: Initializer {}", []), ("func f(a: Initializer) {}", []), ("", []), ("}}}", []),
    ("struct A: NetworkInitializer {}", ["A"]), ("struct A: InitKit.NetworkInitializer {}", ["A"]),
    ("struct A: Initializer", []), ("struct A: LawInitializer {}", []),
  ])
  func `a type is found where it conforms`(text: String, types: [String]) {
    #expect(InitializerScan.types(in: text) == types)
  }
}
