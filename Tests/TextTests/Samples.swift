@testable import Text

/// Documents that the tests draw, from the smallest to the awkward.
enum Samples {
  static let neurons = Table(
    title: "layer \("h1", .name)",
    columns: [
      .text("neuron", priority: 9), .number("norm", priority: 5), .number("mean"),
      .number("update", unit: "1/step", priority: 3), .number("samples", priority: 1),
      .text("nearest twin and what it shares with it"),
    ],
    rows: [
      Table.Row(["h1[0]", 1.5, -0.000123456789, 0.25, 4, "h1[1]: weights, bias"], mark: "*"),
      Table.Row(["h1[1]", 123.456789, 0, .number(-0.0), 1000, "h1[0]: weights, bias"], style: .warning),
      ["h1[2]", .number(.nan), 1e-12, .number(-.infinity), nil, "-"],
      ["h1[3]"],
    ],
    footnotes: ["gradients are means over the 4 samples of the batch"])

  static let loss = LinePlot(
    title: "loss of three starts",
    series: [
      .init("zeros", (0...100).map { .init(x: Double($0), y: 0.25) }),
      .init("he normal", (0...100).map { .init(x: Double($0), y: 0.5 / Double($0 + 1)) }),
      .init("xavier", (0...100).map { .init(x: Double($0), y: $0 == 50 ? .nan : 0.4 - 0.003 * Double($0)) }),
    ], xLabel: "step", yLabel: "loss", height: 8)

  static let one = LinePlot(series: [.init("loss", values: [0.25])], height: 4)
  static let log = LinePlot(
    series: [
      .init("gap", (0..<60).map { .init(x: Double($0), y: $0 < 5 ? 0 : 1e-12 * Double(1 << ($0 / 2))) })
    ],
    scale: .logarithmic, xLabel: "step", height: 8)
  static let empty = LinePlot(title: "nothing", series: [])

  static let histogram = Histogram(
    title: "h1.weight", values: (0..<200).map { Double(($0 * 7919) % 200) / 100 - 1 } + [0, 0, 0.001, .nan])

  static let matrix = HeatMap(
    title: "h1.weight", values: (0..<4 * 12).map { Double($0 % 13) / 6 - 1 }, rows: 4, columns: 12)
  static let wide = HeatMap(
    values: (0..<3 * 500).map { $0 == 7 ? .nan : Double($0) }, rows: 3, columns: 500,
    rowLabels: ["first", "second row", "3"])

  static let words = Document([
    .heading("he_normal"),
    .paragraph(
      Paragraph(
        "Draws from a normal distribution whose variance is 2 over the fan-in, so that \("relu", .name) keeps the "
          + "mean square of what passes.", indent: 2)),
    .blank,
    .list(
      TextList([
        .init(term: StyledText("std", .name), "standard deviation, default √(2 / fan_in)"),
        .init(term: StyledText("a_rather_long_name", .name), "explained below its own line"),
        .init("an entry without a name → a bullet"),
      ])),
    .code("init h1 he_normal\nstep 100   # a comment that is long enough to be wrapped at forty columns\n"),
    .paragraph(Paragraph("漢字 are two columns wide, e\u{301} is one, \u{1B}[31m is not printed.", hanging: 4)),
  ])

  static let blocks: [(name: String, document: Document)] = [
    ("table", Document([.table(neurons)])), ("plot", Document([.plot(loss)])),
    ("one point", Document([.plot(one)])), ("log plot", Document([.plot(log)])),
    ("empty plot", Document([.plot(empty)])), ("histogram", Document([.histogram(histogram)])),
    ("heat map", Document([.heatMap(matrix)])), ("wide heat map", Document([.heatMap(wide)])),
    ("words", words),
  ]
}
