import Language
import Testing

@testable import Session

/// Where the caret stands when a layer does not fit what comes in.
@Suite struct LayerPlaceTests {
  private static let image = "data noise features=64 n=8; layer reshape [1, 8, 8] name=image"

  /// What the caret marks in a command that adds a layer to an image of 8 by 8.
  private func marked(_ command: String, isPrompt: Bool = false) throws -> String {
    let test = TestSession(isPrompt: isPrompt)
    #expect(test.run(Self.image).outcome == .completed)
    let failure = try #require(test.failures(command).first, "\(command)")
    #expect(failure.code == "layer-shape", "\(command)")
    let (source, range) = (try #require(failure.source), try #require(failure.range))
    return source.text(range)
  }

  @Test(arguments: [
    ("layer conv2d 4 relu kernel=31 padding=1", "31"),
    ("layer conv2d 4 kernel=[3, 31]", "[3, 31]"),
    ("layer conv2d 4 kernel_size=31 name=c", "31"),
    ("layer conv2d 4 kernel=3 dilation=9", "9"),
    ("layer conv2d 4 dilation=9", "9"),
    ("layer conv2d 4 kernel=3 groups=2", "2"),
    ("layer conv2d 4 kernel=4 padding=same", "4"),
    ("layer conv2d 4 stride=2 padding=same", "2"),
    ("layer conv_transpose2d 4 padding=9", "9"),
    ("layer conv_transpose2d 4 stride=2 output_padding=2", "2"),
    ("layer max_pool 30", "30"),
    ("layer max_pool kernel=30", "30"),
    ("layer avg_pool 3 padding=2", "2"),
    ("layer group_norm 3", "3"),
    ("layer layer_norm axes=4", "4"),
    ("layer reshape [1, 8, 9]", "[1, 8, 9]"),
    ("layer add from=[image, input]", "[image, input]"),
    ("layer concatenate from=[image, input]", "[image, input]"),
    ("repeat 1 { layer max_pool 30 }", "30"),
  ])
  func `it stands under the option that is to blame`(command: String, part: String) throws {
    #expect(try marked(command) == part)
  }

  @Test func `of sequences it stands under heads and sizes that do not share out`() throws {
    let test = TestSession()
    test.run("data noise features=12 n=8; layer reshape [3, 4]")
    for (command, part) in [("layer attention 4 heads=3", "3"), ("layer attention 6 heads=2", "6")] {
      let failure = try #require(test.failures(command).first)
      #expect(failure.source.flatMap { source in failure.range.map { source.text($0) } } == part)
    }
  }

  @Test(arguments: [
    ("layer dense 4", "dense"), ("layer conv1d 4 kernel=2", "conv1d"), ("layer group_norm", "group_norm"),
    ("layer conv1d 4 name=conv", "conv1d"),
  ])
  func `it stands under the kind where no option is to blame`(command: String, part: String) throws {
    #expect(try marked(command) == part)
  }

  @Test func `a prefix of the command does as well`() throws {
    #expect(try marked("lay max_pool 30", isPrompt: true) == "30")
  }

  @Test func `another layer's misfit is not told at this one`() throws {
    let test = TestSession()
    test.run("layer reshape [1, 8, 8]; layer max_pool 30")
    let failure = try #require(test.failures("data noise features=64 n=8").first)
    #expect(failure.code == "layer-shape")
    #expect(failure.source.flatMap { source in failure.range.map { source.text($0) } } == "data")
  }
}
