import Testing

@testable import LineEditor

@Suite struct PromptTextTests {
  private func text(of prompt: PromptText) -> String {
    withExtendedLifetime(prompt) { String(cString: prompt.pointer) }
  }

  @Test func `a styled prompt keeps its last character plain, for libedit wants one behind each escape`() {
    #expect(text(of: PromptText("")) == "")
    #expect(text(of: .styled("", "1")) == "")
    #expect(text(of: .styled(">", "1")) == ">")
    #expect(text(of: .styled("é> ", "1;32")) == "\u{1}\u{1b}[1;32m\u{1}é>\u{1}\u{1b}[0m\u{1} ")
  }
}
