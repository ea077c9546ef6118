import InitKit
import Tensor
import Testing

@testable import Engine

/// A network some of whose derivatives have no place of their own in training.
struct SharedPlaceCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// Numbers of a sample.
  let inputs: Int
  let layers: [LayerDescription]

  /// In batches, by plain descent of 0.05 a step.
  func network() throws -> Model {
    let data = try randomData(rows: 20, inputs: inputs, outputs: 2)
    return try model(
      ModelDescription(
        layers: layers, optimizer: optimizer("sgd", ["lr": 0.05]), batch: .rows(6), precision: .float64), data
    )
  }

  static let all = [
    SharedPlaceCase(
      testDescription: "activations and shapes on images", inputs: 72,
      layers: [
        reshape("image", [2, 6, 6]), layer("max_pool", "below", nil, nil, ["kernel": 2]),
        layer("conv2d", "c", 3, nil, ["kernel": 2]), layer("activation", "a", nil, "tanh"),
        plain("flatten", "f"), dense("o", 2), plain("flatten", "last"),
      ]),
    SharedPlaceCase(
      testDescription: "a layer read twice", inputs: 5,
      layers: [
        dense("d", 4, "tanh"), layer("activation", "a", nil, "sigmoid"), dense("e", 4, "relu"),
        plain("residual", "r", from: ["a", "e"]), layer("activation", "b", nil, "tanh"),
        plain("add", "s", from: ["b", "b", "r"]), dense("o", 2),
      ]),
    SharedPlaceCase(
      testDescription: "recurrences over an input of another shape", inputs: 12,
      layers: [
        reshape("steps", [4, 3]), sequenceLayer("gru", "g", 3, nil, ["return": .sequence]),
        layer("dropout", "drop", nil, nil, ["p": 0.25]), sequenceLayer("lstm", "l", 4),
        layer("activation", "a", nil, "tanh"), dense("o", 2),
      ]),
  ]
}

@Suite("Derivatives that share a place in training") struct SharedPlaceTests {
  @Test("are all there for who looks, who changes no bit", arguments: SharedPlaceCase.all)
  func looking(_ network: SharedPlaceCase) throws {
    let (looked, alone) = (try network.network(), try network.network())
    for _ in 0..<8 {
      let before = try looked.allParameters()
      var slopes: [String: Tensor] = [:]
      for layer in looked.layers {
        let delta = try looked.activations(layer.name, .delta)
        #expect(delta.values.contains { $0 != 0 })
        for parameter in layer.parameters {
          let samples = try looked.sampleGradient(layer.name, parameter.name)
          let slope = try looked.gradient(layer.name, parameter.name)
          slopes["\(layer.name).\(parameter.name)"] = slope
          for entry in slope.values.indices {
            let ofSamples = stride(from: entry, to: samples.count, by: slope.count).map { samples.values[$0] }
            let mean = ofSamples.reduce(0, +) / Double(ofSamples.count)
            #expect(abs(mean - slope.values[entry]) < 1e-12)
          }
        }
      }
      _ = looked.run(steps: 1)
      for (name, after) in try looked.allParameters() {
        guard let start = before[name], let slope = slopes[name] else { continue }
        for entry in after.values.indices {
          #expect(abs(start.values[entry] - 0.05 * slope.values[entry] - after.values[entry]) < 1e-14)
        }
      }
    }
    _ = alone.run(steps: 8)
    #expect(haveSameBits(try looked.allParameters(), try alone.allParameters()))
    #expect(looked.loss == alone.loss)
  }

  @Test("take no memory: an activation of its own adds what it gives, a shape nothing")
  func memory() throws {
    func bytes(_ layers: [LayerDescription]) throws -> Int {
      let data = try randomData(rows: 20, inputs: 16, outputs: 2)
      return try model(
        ModelDescription(layers: layers, batch: .rows(8), precision: .float32), data
      ).memoryBytes
    }
    let plainly = try bytes([dense("h", 16), dense("o", 2)])
    let apart = try bytes([dense("h", 16), layer("activation", "a", nil, "relu"), dense("o", 2)])
    #expect(apart == plainly + 8 * 16 * 4)
    let reshaped = try bytes([
      reshape("r", [4, 4]), plain("flatten", "f"), dense("h", 16), reshape("s", [2, 8]),
      plain("flatten", "g"),
      dense("o", 2),
    ])
    #expect(reshaped == plainly)
  }
}
