import InitKit

extension NetworkParameter: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(place)
    writer.put(site)
    writer.put(isFree)
  }

  init(from reader: inout WireReader) throws(WireError) {
    self.init(place: try reader.value(), site: try reader.value(), isFree: try reader.value())
  }
}

extension NetworkLayer: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(place)
    writer.put([name, kind])
    writer.put(inputs)
    writer.put(inputShapes)
    writer.put(outputShape)
    writer.put(units)
    writer.put(activation)
    writer.put(numbers.sorted { $0.key < $1.key }.map { NamedArgument($0.key, .number($0.value)) })
    writer.put(parameters)
    writer.put(isOutput)
  }

  init(from reader: inout WireReader) throws(WireError) {
    let place: Int = try reader.value()
    let names: [String] = try reader.value()
    guard names.count == 2 else { throw WireError() }
    let (inputs, inputShapes): ([Int], [[Int]]) = (try reader.value(), try reader.value())
    let (outputShape, units): ([Int], Int) = (try reader.value(), try reader.value())
    let activation: ActivationSite = try reader.value()
    let options: [NamedArgument] = try reader.value()
    var numbers: [String: Double] = [:]
    for option in options { if case .number(let number) = option.value { numbers[option.name] = number } }
    self.init(
      place: place, name: names[0], kind: names[1], inputs: inputs, inputShapes: inputShapes,
      outputShape: outputShape, units: units, activation: activation, numbers: numbers,
      parameters: try reader.value(), isOutput: try reader.value())
  }
}

extension ResidualBranch: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(end)
    writer.put(weights)
    writer.put(layerCount)
    writer.put(lastFactors)
    writer.put(hasAttention)
  }

  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      end: try reader.value(), weights: try reader.value(), layerCount: try reader.value(),
      lastFactors: try reader.value(), hasAttention: try reader.value())
  }
}

extension SchemeReport: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(UInt64(rows.count))
    for row in rows {
      writer.put(row.layer)
      writer.put(row.measure)
      writer.put([row.before, row.after])
      writer.put(row.rounds)
    }
    writer.put(leftAsDrawn)
  }

  init(from reader: inout WireReader) throws(WireError) {
    var rows: [Row] = []
    for _ in 0..<(try reader.count()) {
      let (layer, measure): (String?, String) = (try reader.value(), try reader.value())
      let numbers: [Double] = try reader.value()
      guard numbers.count == 2 else { throw WireError() }
      rows.append(
        Row(
          layer: layer, measure: measure, before: numbers[0], after: numbers[1], rounds: try reader.value()))
    }
    self.init(rows: rows, leftAsDrawn: try reader.value())
  }
}

extension SchemeShortfall: WireValue {
  func write(to writer: inout WireWriter) {
    writer.put(layer)
    writer.put(measure)
    writer.put([found, needed, tolerance])
    writer.put(rounds)
  }

  init(from reader: inout WireReader) throws(WireError) {
    let (layer, measure): (String?, String) = (try reader.value(), try reader.value())
    let numbers: [Double] = try reader.value()
    guard numbers.count == 3 else { throw WireError() }
    self.init(
      layer: layer, measure: measure, found: numbers[0], needed: numbers[1], tolerance: numbers[2],
      rounds: try reader.value())
  }
}
