import Foundation
import InitKit
import Initializers
import Testing

/// Numbers computed by others, for shapes of PyTorch's kinds of layers.
private struct Reference: Decodable {
  struct Cut: Decodable {
    let cut, std, kurtosis: Double
  }
  struct Law: Decodable {
    let variance: Double
    let bound: Double?
    let kurtosis: Double
  }
  struct Shape: Decodable {
    let shape: [Int]
    let kind: String
    let groups: Int
    let strided: Bool
    let fans: [Int]
    let effective: [Double]
    let orthogonal_variance, orthogonal_fourth: Double
    let schemes: [String: Law]
  }
  let cuts: [Cut]
  let shapes: [Shape]

  static func load() throws -> Reference {
    let url = try #require(Bundle.module.url(forResource: "Reference/initializers", withExtension: "json"))
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
  }
}

// What the reference calls each rule, and what it is called here.
private let calls: [(scheme: String, name: String, arguments: [NamedArgument])] = [
  ("lecun_uniform", "lecun_uniform", []), ("lecun_normal", "lecun_normal", []),
  ("lecun_normal_truncated_corrected", "variance_scaling", []),
  ("glorot_uniform", "glorot_uniform", []), ("glorot_normal", "glorot_normal", []),
  ("glorot_normal_truncated_corrected", "variance_scaling", [NamedArgument("mode", .text("fan_avg"))]),
  ("he_uniform", "he_uniform", []), ("he_normal", "he_normal", []),
  ("he_normal_truncated_corrected", "variance_scaling", [NamedArgument("scale", .number(2))]),
  ("he_uniform_fan_out", "kaiming_uniform", [NamedArgument("mode", .text("fan_out"))]),
  ("he_normal_fan_out", "kaiming_normal", [NamedArgument("mode", .text("fan_out"))]),
  ("he_normal_leaky_0.01", "he_normal", [NamedArgument("a", .number(0.01))]),
  ("he_normal_leaky_0.2", "he_normal", [NamedArgument("a", .number(0.2))]),
  ("torch_linear_conv_default_weight", "he_uniform", [NamedArgument("a", .number(5.0.squareRoot()))]),
  ("torch_linear_conv_default_weight", "like_pytorch", []),
  ("torch_linear_conv_default_bias", "fan_uniform", []),
  ("lecun_normal_truncated_corrected", "lecun_truncated", []),
  ("lecun_normal_truncated_corrected", "like_flax", []),
  ("glorot_normal_truncated_corrected", "glorot_truncated", []), ("glorot_uniform", "like_keras", []),
  ("he_normal_truncated_corrected", "he_truncated", []), ("he_normal", "like_candle", []),
  ("siren_first", "siren", []),
  ("siren_hidden_w0_30", "siren", [NamedArgument("layer", .text("hidden"))]),
]

@Suite("initializers against reference numbers")
struct ReferenceTests {
  private let table = BuiltInInitializers.table

  @Test("promised variance, bound and kurtosis are the reference's for every shape", arguments: calls.indices)
  func laws(row: Int) throws {
    let call = calls[row]
    let chosen = try table.choose(call.name, [], call.arguments)
    for shape in try Reference.load().shapes {
      let law = try #require(shape.schemes[call.scheme])
      let fans = Fans(input: shape.fans[0], output: shape.fans[1])
      let site = WeightSite(layer: "l", shape: shape.shape, fans: fans)
      let promise = try #require(chosen.promise(at: site))
      #expect(promise.mean == 0)
      #expect(abs(promise.variance / law.variance - 1) <= 1e-13)
      #expect(abs(promise.kurtosis / law.kurtosis - 1) <= 1e-13)
      #expect(
        abs(promise.upper - (law.bound ?? .infinity)) <= 1e-13 || promise.upper == law.bound ?? .infinity)
      #expect(promise.lower == -promise.upper)
    }
  }

  @Test("orthogonal matrices promise the moments of a coordinate on the sphere")
  func orthogonal() throws {
    let chosen = try table.choose("orthogonal")
    for shape in try Reference.load().shapes {
      let site = WeightSite(layer: "l", shape: shape.shape, fans: Fans(input: 1, output: 1))
      let promise = try #require(chosen.promise(at: site))
      #expect(abs(promise.variance / shape.orthogonal_variance - 1) <= 1e-14)
      let fourth = promise.kurtosis * promise.variance * promise.variance
      #expect(abs(fourth / shape.orthogonal_fourth - 1) <= 1e-13)
    }
  }

  @Test("fans are the numbers of inputs and outputs that really meet")
  func fans() throws {
    for shape in try Reference.load().shapes where !shape.strided {
      let layout: WeightLayout =
        switch shape.kind {
        case "conv": .convolution(groups: shape.groups)
        case "conv_transpose": .transposedConvolution(groups: shape.groups)
        case "embedding": .embedding
        default: .dense
        }
      let fans = Fans(shape: shape.shape, layout: layout)
      #expect([Double(fans.input), Double(fans.output)] == shape.effective)
    }
  }

  @Test("cut normal laws have the reference's deviation and kurtosis, and can be corrected")
  func cuts() throws {
    let site = WeightSite(layer: "l", shape: [2, 2], fans: Fans(input: 2, output: 2))
    for row in try Reference.load().cuts {
      let cut = [NamedArgument("lower", .number(-row.cut)), NamedArgument("upper", .number(row.cut))]
      let plain = try #require(
        table.choose("truncated_normal", [.number(0), .number(2)], cut).promise(at: site))
      #expect(abs(plain.variance.squareRoot() / (2 * row.std) - 1) <= 1e-14)
      #expect(abs(plain.kurtosis / row.kurtosis - 1) <= 1e-13)
      let corrected = cut + [NamedArgument("corrected", .boolean(true))]
      let wide = try #require(
        table.choose("truncated_normal", [.number(0), .number(2)], corrected).promise(at: site))
      #expect(abs(wide.variance - 4) <= 1e-13)
    }
  }
}
