import InitKit
import Initializers
import Testing

@testable import Plugins

/// What goes from one process to the other arrives as it was; bytes that mean nothing are refused.
@Suite struct WireTests {
  private func returned<Content: WireValue>(_ content: Content) throws -> Content {
    let message = Numbered(number: 7, content: content)
    let back = try Numbered<Content>(message.bytes)
    #expect(back.number == 7)
    return back.content
  }

  @Test(arguments: BuiltInInitializers.table.names)
  func `every specification arrives whole`(name: String) throws {
    let specification = try #require(BuiltInInitializers.table[name]).specification
    #expect(try returned(specification) == specification)
  }

  @Test(arguments: BuiltInInitializers.table.names)
  func `every promise arrives whole`(name: String) throws {
    let entry = try #require(BuiltInInitializers.table[name])
    guard let chosen = try? entry.choose() else { return }
    let site = matrix(8, 6, activation: ActivationSite(name: "relu", parameter: 0.1, gain: 1.4))
    #expect(try returned(chosen.promise(at: site)) == chosen.promise(at: site))
    let orthogonal = Promise(
      mean: -0.0, variance: 1, lower: -1, upper: .infinity, kurtosis: 2, zeros: 3, breaksSymmetry: nil,
      law: .truncatedNormal(mean: 1, deviation: 2, cut: NormalCut(lower: -1, upper: 3)), repeats: 2,
      orthogonalGain: 0.5)
    #expect(try returned(orthogonal) == orthogonal)
  }

  @Test func `every site arrives whole`() throws {
    for role in ParameterRole.allCases {
      let site = WeightSite(
        layer: "h1 ü", parameter: "weight_ih_l0", role: role, shape: [2, 0, 3],
        fans: Fans(input: 5, output: -1), layout: .transposedConvolution(groups: 3), layerIndex: 2,
        layerCount: 9,
        activation: ActivationSite(name: "leaky_relu", parameter: 0.2, gain: 1.25, isOutput: true))
      #expect(try returned(site) == site)
    }
  }

  private static let errors: [InitializerError] = [
    .unknownParameter("a", parameters: ["b", "c"]), .tooManyArguments(given: 3, parameters: ["x"]),
    .repeated(parameter: "p"), .missing(parameter: ""),
    .wrongType(parameter: "p", expected: .integers(1...3), found: .list([.number(-0.0), .text("x")])),
    .outOfRange(parameter: "p", value: .infinity, range: .unit),
    .unknownChoice(parameter: "p", found: "q", choices: ["r", "s"]), .conflict(parameter: "a", with: "b"),
    .unordered(lower: "a", upper: "b"), .shape(found: [1, 2], needed: .axes(2)),
    .shape(found: [], needed: .axesAtLeast(1)), .storage(found: 1, needed: 2), .notFinite(index: 9),
    .refused(reason: "no, thanks"), .wholeNetwork("lsuv"), .lacks(.attention),
    .unmeasurable(layer: nil, measure: "variance", found: -.infinity),
    .notReached(
      SchemeShortfall(layer: "h1", measure: "m", found: 1, needed: 2, tolerance: 0.5, rounds: 3)),
  ]

  @Test(arguments: errors.indices) func `every error arrives whole`(place: Int) throws {
    #expect(try returned(Self.errors[place]) == Self.errors[place])
  }

  @Test func `what a scheme is told and says arrives whole`() throws {
    let site = WeightSite(layer: "h1", shape: [2, 3], fans: Fans(input: 3, output: 2))
    let parameter = NetworkParameter(place: 4, site: site, isFree: true)
    let layer = NetworkLayer(
      place: 1, name: "h1", kind: "dense", inputs: [-1, 0], inputShapes: [[3], []], outputShape: [2],
      units: 2,
      activation: .identity, numbers: ["p": 0.5, "a": -1], parameters: [parameter], isOutput: true)
    #expect(try returned(layer) == layer)
    let branch = ResidualBranch(
      end: 3, weights: [parameter], layerCount: 2, lastFactors: [parameter, parameter], hasAttention: true)
    #expect(try returned(branch) == branch)
    let report = SchemeReport(
      rows: [.init(layer: nil, measure: "m", before: 1, after: .infinity, rounds: 2)], leftAsDrawn: ["r"])
    #expect(try returned(report) == report)
  }

  @Test func `kinds, defaults and values of parameters arrive whole`() throws {
    let kinds: [ParameterKind] = [
      .number(.positive), .integer(-3...4), .choice(["a", ""]), .word, .boolean, .integers(0...0),
      .numbers(.unit),
    ]
    for kind in kinds { #expect(try returned(kind) == kind) }
    let defaults: [ParameterDefault] = [
      .required, .value(.boolean(true)), .value(.list([.list([]), .number(1)])), .derived("sqrt(2)"),
    ]
    for standard in defaults { #expect(try returned(standard) == standard) }
  }

  @Test func `every beginning of a message is refused, and every message with more behind it`() throws {
    let specification = try #require(BuiltInInitializers.table["truncated_normal"]).specification
    let bytes = Numbered(
      number: 1, content: Response.loaded(isSwift: true, [specification], scopes: ["network"])
    ).bytes
    for count in 0..<bytes.count {
      #expect(throws: WireError.self) { try Numbered<Response>(bytes.prefix(count)) }
    }
    #expect(throws: WireError.self) { try Numbered<Response>(bytes + [0]) }
  }

  @Test func `bytes of chance are read to their end or refused`() {
    var random = RandomStream(StreamKey(bits: 5))
    for _ in 0..<20_000 {
      var bytes = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      // Small numbers are likely to be tags and counts.
      for place in bytes.indices where random.below(2) == 0 { bytes[place] %= 20 }
      _ = try? Numbered<Response>(bytes)
      _ = try? Numbered<Request>(bytes)
    }
  }

  @Test func `lists in lists end somewhere`() {
    var value = ArgumentValue.number(1)
    for _ in 0..<100 { value = .list([value]) }
    #expect(throws: WireError.self) { try returned(value) }
  }

  @Test func `a shape whose entries cannot be counted is none`() {
    let site = WeightSite(layer: "h1", shape: [1 << 40, 1 << 40], fans: Fans(input: 1, output: 1))
    var writer = WireWriter()
    // The site itself must not be asked for its count.
    writer.put(site)
    #expect(throws: WireError.self) {
      var reader = WireReader(writer.bytes)
      _ = try WeightSite(from: &reader)
    }
  }
}
