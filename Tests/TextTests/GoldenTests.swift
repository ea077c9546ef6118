import Foundation
import Testing

@testable import Text

/// Every sample drawn in every way must be what stands in `Golden/`.
///
/// `INITLAB_RECORD=1 swift test --filter GoldenTests` writes the files anew; read the difference then.
@Suite struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  @Test(arguments: [20, 40, 60, 80, 200]) func `drawings are as recorded`(width: Int) throws {
    for color in [false, true] {
      for unicode in [false, true] {
        let options = RenderOptions(width: width, color: color, unicode: unicode)
        let name = "\(width)\(color ? "-color" : "")\(unicode ? "" : "-ascii").txt"
        let drawn = Samples.blocks.map { "== \($0.name)\n" + Renderer.render($0.document, options: options) }
        try compare(drawn.joined(), with: name)
      }
    }
  }

  private func compare(_ text: String, with name: String) throws {
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["INITLAB_RECORD"] != nil {
      try Data(text.utf8).write(to: file)
    }
    let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let first = zip(lines, expected).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(first == nil, "\(name):\((first?.offset ?? 0) + 1)")
    #expect(lines.count == expected.count, "\(name)")
  }
}
