extension SampleRows {
  /// Makes sure that all numbers are tokens of a vocabulary: whole, from 0, below its size.
  ///
  /// - Throws: `data(.token)` with the first that is none.
  func checkTokens(_ vocabulary: Int) throws(EngineError) {
    let limit = Double(vocabulary)
    // Bytes are whole, and none is beyond a vocabulary of 256.
    if numbers.kind == .uint8, vocabulary > 255 { return }
    guard let found = first(where: { $0 < 0 || $0 >= limit || $0 != $0.rounded() }) else { return }
    throw .data(.token(found.value, row: found.row, column: found.column, vocabulary: vocabulary))
  }
}

extension Dataset {
  /// How many tokens the inputs are numbers of: the vocabulary's, or one more than the largest number.
  ///
  /// - Throws: `data(.notTokens)` where the inputs are no whole numbers from 0 on.
  package func tokenCount() throws(EngineError) -> Int {
    if let vocabulary { return vocabulary.count }
    var largest = 0.0
    let found = allInputs.first {
      largest = max(largest, $0)
      return $0 < 0 || $0 != $0.rounded() || $0 >= 0x1p31
    }
    if let found { throw .data(.notTokens(found.value, row: found.row, column: found.column)) }
    return Int(largest) + 1
  }

  /// Makes sure that a layer which reads the inputs as tokens of a vocabulary knows all of them.
  ///
  /// - Throws: `data(.token)`.
  func checkTokens(_ vocabulary: Int) throws(EngineError) { try allInputs.checkTokens(vocabulary) }
}
