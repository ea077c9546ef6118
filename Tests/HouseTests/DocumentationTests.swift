import Foundation
import Testing

@Suite("Documentation is there, and what it names exists")
struct DocumentationTests {
  @Test("every type says what it is, and so does everything that a plugin can name")
  func typesAreExplained() throws {
    let type = /^ *(@?[a-z]+ )*(struct|class|enum|protocol|typealias) [A-Z]/
    let visible = /^ *(@[a-z]+ )*public (?!extension)/
    let words = ["struct ", "class ", "enum ", "protocol ", "typealias ", "public "]
    for file in try House.swiftFiles(below: "Sources") {
      let lines = file.lines
      for (index, line) in lines.enumerated() where words.contains(where: line.holds) {
        guard line.contains(type) || line.contains(visible) else { continue }
        let above = lines[..<index].last { !$0.drop(while: { $0 == " " }).hasPrefix("@") } ?? ""
        guard !above.drop(while: { $0 == " " }).hasPrefix("///") else { continue }
        Issue.record("\(file.path):\(index + 1) has no doc comment: \(line)")
      }
    }
  }

  @Test("every page links to files that exist", arguments: pages)
  func linksLead(page: String) throws {
    let text = try House.text(page)
    let folder = House.root.appendingPathComponent(page).deletingLastPathComponent()
    for match in text.matches(of: /\]\(([^)#\s]+)\)/) where !match.1.hasPrefix("http") {
      let file = folder.appendingPathComponent(String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: file), "\(page) links to \(match.1)")
    }
  }

  @Test("every file of ours that a page names in passing exists", arguments: pages)
  func namedFilesExist(page: String) throws {
    let text = try House.text(page)
    let folders = ["", "Sources/", "Sources/CKernels/", (page as NSString).deletingLastPathComponent + "/"]
    for match in text.matches(of: /`([A-Za-z][\w.\/-]*\.(?:swift|c|h|txt|lab|csv|npz|rs))`/) {
      // Capitals stand for a name of the reader's own.
      guard !match.1.hasPrefix("NAME"), !match.1.hasPrefix("FILE"),
        match.1.contains("/") || page != "README.md"
      else { continue }
      let found = folders.contains {
        FileManager.default.fileExists(atPath: House.root.appendingPathComponent($0 + match.1).path)
      }
      #expect(found, "\(page) names \(match.1)")
    }
  }

  private static let pages = [
    "README.md", "Sources/README.md", "examples/data/README.md", "plugins/README.md",
  ]
}
