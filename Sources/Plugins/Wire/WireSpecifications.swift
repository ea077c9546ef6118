import InitKit

extension ParameterSpecification: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(name)
    writer.put(kind)
    writer.put(self.default)
    writer.put(help)
  }

  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      try reader.value(), try reader.value(), default: try reader.value(), help: try reader.value())
  }
}

extension InitializerSpecification: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(name)
    writer.put(aliases)
    writer.put([summary, formula, source, suits])
    writer.put(parameters)
    writer.put(notes)
    writer.put(examples)
    writer.put(isDeterministic)
  }

  init(from reader: inout WireReader) throws(WireError) {
    let (name, aliases): (String, [String]) = (try reader.value(), try reader.value())
    let texts: [String] = try reader.value()
    guard texts.count == 4 else { throw WireError() }
    self.init(
      name: name, aliases: aliases, summary: texts[0], formula: texts[1], source: texts[2],
      parameters: try reader.value(), suits: texts[3], notes: try reader.value(),
      examples: try reader.value(), isDeterministic: try reader.value())
  }
}

extension ActivationSite: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(name)
    writer.put(parameter)
    writer.put(gain)
    writer.put(backwardGain)
    writer.put(isOutput)
  }

  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      name: try reader.value(), parameter: try reader.value(), gain: try reader.value(),
      backwardGain: try reader.value() as Double, isOutput: try reader.value())
  }
}

extension WeightSite: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put([layer, parameter, role.rawValue])
    writer.put(shape)
    writer.put([fanIn, fanOut, layerIndex, layerCount])
    writer.put(activation)
  }

  init(from reader: inout WireReader) throws(WireError) {
    let names: [String] = try reader.value()
    let shape: [Int] = try reader.value()
    let numbers: [Int] = try reader.value()
    guard names.count == 3, numbers.count == 4, let role = ParameterRole(rawValue: names[2]) else {
      throw WireError()
    }
    // A shape whose number of entries cannot be counted is none.
    var entries = 1
    for size in shape {
      let (product, overflows) = entries.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflows else { throw WireError() }
      entries = product
    }
    self.init(
      layer: names[0], parameter: names[1], role: role, shape: shape,
      fans: Fans(input: numbers[0], output: numbers[1]), layerIndex: numbers[2], layerCount: numbers[3],
      activation: try reader.value())
  }
}
