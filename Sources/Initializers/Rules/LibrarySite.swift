import InitKit

/// What libraries count that know a parameter by its shape, or by the module it stands in.
extension WeightSite {
  /// Whether it stands in a recurrent layer, whose parameters PyTorch numbers.
  var isRecurrent: Bool { parameter.hasSuffix("_l0") }

  /// Units of a recurrent layer: what reads an input in one gate.
  var units: Int { max(1, fanOut) }

  /// Gates that it stacks, 4 in an LSTM; 1 outside of recurrent layers.
  var gates: Int { isRecurrent ? max(1, rows / units) : 1 }

  /// The second of PyTorch's two biases, of which most libraries have one.
  var isSecondBias: Bool { parameter == "bias_hh_l0" }

  /// Groups of a convolution; 1 elsewhere.
  var groups: Int {
    switch layout {
    case .convolution(let groups), .transposedConvolution(let groups): max(1, groups)
    case .dense, .vector, .embedding: 1
    }
  }

  /// Whether it stands in a convolution.
  var isConvolution: Bool {
    switch layout {
    case .convolution, .transposedConvolution: true
    case .dense, .vector, .embedding: false
    }
  }

  /// Whether it stands in a transposed convolution.
  var isTransposed: Bool {
    if case .transposedConvolution = layout { return true }
    return false
  }

  /// PyTorch's fan-in, the second size times the taps: of a transposed convolution that of its outputs.
  var torchFanIn: Double { Double(max(1, isTransposed ? fanOut : fanIn)) }

  /// The sum of both fans that the shape of the whole parameter shows: groups and gates count as one matrix.
  var stackedFans: Double {
    let (inputs, outputs) = (Double(fanIn), Double(fanOut))
    let sum = isTransposed ? inputs * Double(groups) + outputs : inputs + outputs * Double(groups * gates)
    return max(2, sum)
  }
}
