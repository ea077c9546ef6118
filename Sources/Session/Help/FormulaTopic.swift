import Text

extension HelpTopic {
  /// How to define an initializer by a formula.
  static let formulas = HelpTopic(
    name: "formulas", aliases: ["formula", "define"], summary: "an initializer of your own by a formula",
    document: Document([
      .heading("formulas"),
      .text(
        "`init define NAME(PARAMETERS) = EXPRESSION` adds an initializer to the table: it is listed, described, compared and checked as the built-in ones are."
      ),
      .blank, .heading("example"),
      .code("init define mine(gain=1) = normal(0, gain * sqrt(2 / (fan_in + fan_out)))"), .blank,
      .heading("names"),
      .list(
        TextList(FormulaSite.meanings.map { .init(term: StyledText($0.name, .name), StyledText($0.meaning)) })
      ),
      .blank, .heading("draws and functions"),
      .text(
        "Every initializer of the table is a draw of the parameter's own shape: `normal(0, 0.1)`, `uniform(-1, 1)`, `truncated_normal(std=0.02)`, `0.9 * orthogonal(1) + 0.1 * he_normal()`. Each call has a stream of its own; the same seed gives the same bits."
      ),
      .blank,
      .list(
        TextList(
          FormulaFunction.all.map {
            .init(term: StyledText($0.specification.signature, .name), StyledText($0.specification.summary))
          })),
      .blank,
      .text(
        "All functions of the language work too (`sqrt`, `exp`, `abs`, …). A formula that is one number fills the parameter with it. Variables set by `let` keep the value they had at the definition."
      ),
      .blank,
      .text(
        "`mine(gain=1 in 0..10)` gives a parameter bounds: what lies outside is refused with the range, as for the built-in ones."
      ),
    ]))
}
