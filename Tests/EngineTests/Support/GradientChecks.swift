import Tensor
import Testing

@testable import Engine

/// Expects that the gradient by every parameter is the slope of the loss, and not 0 everywhere.
func expectSlopes(of network: Model, within tolerance: Double = 1e-6) throws {
  for layer in network.layers {
    for parameter in layer.parameters {
      let exact = try network.gradient(layer.name, parameter.name)
      let found = try network.differences(layer.name, parameter.name)
      #expect(relativeError(found, exact) < tolerance, "\(layer.name).\(parameter.name)")
      #expect(exact.values.contains { $0 != 0 }, "\(layer.name).\(parameter.name)")
    }
  }
}

/// Expects that the mean of the samples' own gradients is the gradient, for every parameter.
func expectSampleMeans(of network: Model) throws {
  for layer in network.layers {
    for parameter in layer.parameters {
      let samples = try network.sampleGradient(layer.name, parameter.name)
      #expect(samples.shape == [network.batchRows] + parameter.shape)
      let mean = try samples.reduced(.mean, axis: 0)
      let exact = try network.gradient(layer.name, parameter.name)
      #expect(relativeError(mean, exact) < 1e-13, "\(layer.name).\(parameter.name)")
    }
  }
}

/// Expects that the neurons of a layer are equal bit for bit: weights, gradients and biases.
func expectOneNeuron(_ layer: String, of network: Model, _ comment: Comment) throws {
  for tensor in [try network.parameter(layer, "weight"), try network.gradient(layer, "weight")] {
    let first = try tensor.slice([.at(0)])
    for row in 0..<tensor.rows {
      #expect(try tensor.slice([.at(row)]).hasSameBits(as: first), comment)
    }
  }
  let bias = try network.parameter(layer, "bias").values.map(\.bitPattern)
  #expect(bias.allSatisfy { $0 == bias[0] }, comment)
}
