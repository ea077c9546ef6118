import Foundation
import InitKit
import Language
import Testing
import Text

@testable import Session

/// Plugins in a session: loaded, listed, checked, edited, removed; whatever they do, the session goes on.
@Suite struct PluginCommandTests {
  private static let network = "data xor; layer dense 4 tanh name=h1; layer dense 1 name=out; step 3"
  private static let faults = "Tests/PluginTests/Fixtures/faults.c"

  /// A plugin in C that fills with one number.
  private static func constant(_ number: Int, name: String = "filler") -> String {
    """
    #include "initlab_plugin.h"
    static int32_t fill(void *context, const initlab_request *r, char *message, size_t capacity) {
      (void)context, (void)message, (void)capacity;
      for (uint64_t i = 0; i < r->count; i++) r->out[i] = \(number);
      return 0;
    }
    static const initlab_initializer row = {.struct_size = sizeof row, .is_deterministic = 1, .name = "\(name)",
      .summary = "For the tests.", .formula = "none", .fill = fill};
    static const initlab_initializer *const rows[] = {&row, NULL};
    static const initlab_plugin plugin = {INITLAB_ABI_VERSION, sizeof plugin, "1.0", rows};
    INITLAB_EXPORT const initlab_plugin *initlab_plugin_main(void) { return &plugin; }
    """
  }

  @Test(arguments: [
    ("segfault", "plugin-died"), ("aborts", "plugin-died"), ("exits", "plugin-died"),
    ("half_written", "plugin-unwritten"), ("not_a_number", "plugin-not-finite"),
    ("refuses", "initializer-refused"),
  ])
  func `a plugin that fails costs one diagnostic, and the session is as it was`(
    name: String, code: String
  ) throws {
    let test = TestSession()
    #expect(test.run("\(Self.network); plugin load \(Self.faults)").outcome == .completed)
    let before = SessionState(test.session)
    let (outcome, events) = test.run("init h1 \(name)")
    let failures = events.compactMap(\.diagnostic)
    #expect(outcome == .commandFailed)
    #expect(failures.map(\.code) == [code])
    #expect(failures.first?.help != nil)
    #expect(SessionState(test.session) == before)
    #expect(test.run("step 2; init h1 good; step 2; expect distinct(h1) == 4").outcome == .completed)
  }

  @Test func `a plugin draws the same with the same seed, and is a row like any other`() throws {
    let draw = "\(Self.network); plugin load \(Self.faults); init all good; step 5"
    let (one, other) = (TestSession(seed: 4), TestSession(seed: 4))
    one.run(draw)
    other.run(draw)
    #expect(SessionState(one.session) == SessionState(other.session))
    #expect(one.run("compare good zeros steps=3 seeds=2").outcome == .completed)
    let listed = try #require(one.data("inits good"))
    #expect("\(listed)".contains("\"c\""))
  }

  @Test func `an edit is taken by a reload, also by layers that have the initializer`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    try folder.write("filler.c", Self.constant(2))
    test.run("\(Self.network); plugin load \(folder.path)/filler.c; init h1 filler")
    #expect(test.run("expect h1.weight[0, 0] == 2").outcome == .completed)
    try folder.write("filler.c", Self.constant(3))
    #expect(test.run("plugin reload filler; init h1; expect h1.weight[0, 0] == 3").outcome == .completed)
    // What does not build leaves the one that runs.
    try folder.write("filler.c", "int oops")
    let failures = test.failures("plugin reload filler")
    #expect(failures.map(\.code) == ["plugin-compile"])
    #expect(test.run("init h1; expect h1.weight[0, 0] == 3; init out filler").outcome == .completed)
    try folder.write("filler.c", Self.constant(3, name: "zeros"))
    #expect(test.failures("plugin reload filler").map(\.code) == ["name-taken"])
    #expect(test.run("init h1 filler; expect h1.weight[0, 0] == 3").outcome == .completed)
  }

  @Test func `what is removed is gone from the table, and stays in the layers that have it`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    try folder.write("filler.c", Self.constant(2))
    test.run("\(Self.network); plugin load \(folder.path)/filler.c; init h1 filler; plugin remove filler")
    #expect(test.session.initializers["filler"] == nil)
    #expect(test.failures("init out filler").map(\.code) == ["unknown-initializer"])
    #expect(test.run("init h1; expect h1.weight[0, 0] == 2").outcome == .completed)
    #expect(test.failures("plugin remove filler").map(\.code) == ["unknown-plugin"])
    #expect(test.failures("plugin remove zeros").map(\.code) == ["not-a-plugin"])
  }

  @Test func `a folder is loaded whole or not at all`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.c", Self.constant(1, name: "from_c"))
    try folder.write("b.lab", "init define from_formula = 4\n")
    try folder.write("notes.txt", "no plugin")
    let test = TestSession()
    #expect(test.run("plugin load \(folder.path)").outcome == .completed)
    #expect(test.session.plugins.items.map(\.name) == ["a", "b"])
    #expect(test.session.initializers["from_c"]?.origin == .c)
    #expect(test.session.initializers["from_formula"]?.origin == .expression)
    try folder.write("z.c", "int oops")
    let other = TestSession()
    let names = other.session.initializers.names
    #expect(other.failures("plugin load \(folder.path)").map(\.code) == ["plugin-compile"])
    #expect(other.session.initializers.names == names)
    #expect(other.session.plugins.items.isEmpty)
  }

  @Test func `a file of formulas does nothing but define`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    try folder.write("bad.lab", "init define fine = 1\ndata xor\n")
    let failure = try #require(test.failures("plugin load \(folder.path)/bad.lab").first)
    #expect(failure.code == "no-definition")
    #expect(failure.position?.line == 2)
    #expect(test.session.initializers["fine"] == nil)
    try folder.write("wrong.lab", "init define wrong = normal(0, fan_inn)\n")
    let wrong = try #require(test.failures("plugin load \(folder.path)/wrong.lab").first)
    #expect(wrong.source?.name == "\(folder.path)/wrong.lab")
    #expect(wrong.position?.column == 31)
    try folder.write("two.lab", "init define one_more = 1\ninit define two_more = 2 * one_more()\n")
    #expect(test.run("plugin load \(folder.path)/two.lab; plugin reload two").outcome == .completed)
    #expect(test.run("plugin remove one_more").outcome == .completed)
    #expect(test.session.initializers["two_more"] == nil)
  }

  @Test func `the user's own folder is offered, never loaded unasked`() throws {
    let folder = try TemporaryFolder()
    try folder.write("plugins/own_one.lab", "init define own_one = 5\n")
    let test = TestSession(pluginFolder: "\(folder.path)/plugins")
    #expect(test.session.initializers["own_one"] == nil)
    let failure = try #require(test.failures("data xor; layer dense 2 init=own_one").first)
    #expect(failure.help == "`plugin load own_one` loads it from your folder")
    #expect(test.output("plugin list").contains("in your folder, not loaded"))
    #expect(test.run("plugin load own_one; init define own_two = own_one()").outcome == .completed)
    #expect(test.session.initializers["own_one"] != nil)
    #expect(!test.output("plugin list").contains("not loaded"))
  }

  @Test func `safe mode loads no plugin, and defines formulas`() {
    let test = TestSession(isSafe: true)
    #expect(test.failures("plugin load plugins/triangular.c").map(\.code) == ["safe-mode"])
    #expect(test.failures("plugin load plugins/mirrored.lab").map(\.code) == ["safe-mode"])
    #expect(test.run("init define mine = normal(0, 0.1)").outcome == .completed)
  }

  @Test(arguments: [
    ("plugin load nowhere.swift", "unreadable-file"), ("plugin load README.md", "unknown-plugin-kind"),
    ("plugin load Sources/CPosix/include", "no-plugins"), ("plugin check nothing", "unknown-initializer"),
    ("plugin reload nothing", "unknown-plugin"), ("plugin new Wrong", "bad-name"),
    ("plugin new he_normal", "name-taken"), ("plugin new fine_name kind=cobol", "unknown-choice"),
    ("plugin list kind=c", "unknown-option"), ("plugin load plugins/mirrored.lab seed=1", "unknown-option"),
  ])
  func `what is wrong is said`(command: String, code: String) {
    let test = TestSession()
    #expect(test.failures(command).map(\.code) == [code])
  }

  @Test func `a check that finds something fails, with a table, and says how to see it again`() throws {
    let test = TestSession()
    test.run("init define honest(gain=1) = normal(0, gain)")
    #expect(test.run("plugin check honest seed=3").outcome == .completed)
    // A parameter that changes nothing.
    test.run("init define useless(gain=1) = normal(0, 0.1) + 0 * gain")
    let (outcome, events) = test.run("plugin check useless seed=3")
    #expect(outcome == .commandFailed)
    let output = events.map(Rendering.text).joined()
    #expect(output.contains("parameters matter"))
    #expect(output.contains("broken"))
    #expect(output.contains("`plugin check useless seed=3` shows it again"))
    // Fans that are taken from the shape.
    test.run("init define blind = normal(0, 1 / sqrt(columns + 0 * fan_in))")
    #expect(test.output("plugin check blind").contains("takes the layer's own fans"))
    #expect(test.run("plugin check blind").outcome == .commandFailed)
  }

  @Test func `a check of a plugin that dies says so`() {
    let test = TestSession()
    test.run("plugin load \(Self.faults)")
    #expect(test.failures("plugin check bad_promise").map(\.code) == ["plugin-died"])
    #expect(test.failures("plugin check half_written").map(\.code) == ["not-conforming"])
  }

  @Test func `undo takes back what came into the table`() {
    let test = TestSession()
    test.run("init define mine = 1; plugin load plugins/mirrored.lab; undo")
    #expect(test.session.initializers["mirrored"] == nil)
    #expect(test.session.plugins.items.isEmpty)
    #expect(test.session.initializers["mine"] != nil)
    test.run("undo")
    #expect(test.session.initializers["mine"] == nil)
  }

  @Test func `the journal has what came into the table, and builds it anew`() {
    let test = TestSession()
    test.run("let s = 3; init define mine(gain=1) = s * gain * normal(0, 1 / sqrt(fan_in))")
    test.run("plugin load plugins/mirrored.lab; \(Self.network); init h1 mine(2); init out mirrored; step")
    #expect(test.session.program.contains { $0.contains("init define mine") })
    #expect(test.session.program.contains("plugin load plugins/mirrored.lab"))
    let again = TestSession()
    #expect(again.run(test.session.program.joined(separator: "\n")).outcome == .completed)
    #expect(SessionState(again.session) == SessionState(test.session))
  }
}
