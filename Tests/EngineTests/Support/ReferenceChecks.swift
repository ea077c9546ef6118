import Tensor
import Testing

@testable import Engine

extension Reference {
  /// Parameters of ours as layer, name, and the key of the reference's numbers.
  typealias Places = [(layer: String, name: String, key: String)]

  /// Puts the reference's numbers into a network.
  func put(into network: Model, at places: Places) throws {
    for (layer, name, key) in places {
      try network.setParameter(layer, name, to: try #require(params[key]).tensor)
    }
  }

  /// Expects the reference's loss, and its gradients by the parameters at the places.
  func expectGradients(of network: Model, at places: Places, within tolerance: Double) throws {
    let loss = try #require(loss)
    #expect(abs(network.loss - loss) <= tolerance * abs(loss))
    for (layer, name, key) in places {
      let expected = try #require(grads?[key]).tensor
      #expect(relativeError(try network.gradient(layer, name), expected) <= tolerance, "\(key)")
    }
  }

  /// Expects of layers that their sums, and the loss's derivatives by them, are the reference's under the keys.
  func expectSignals(of network: Model, at layers: [(layer: String, key: String)], within tolerance: Double)
    throws
  {
    for (layer, key) in layers {
      let sums = try #require(intermediates?[key]).tensor
      #expect(relativeError(try network.activations(layer, .pre), sums) <= tolerance, "\(key)")
      let delta = try #require(intermediateGradients?[key]).tensor
      #expect(relativeError(try network.activations(layer, .delta), delta) <= tolerance, "\(key)")
    }
  }
}
