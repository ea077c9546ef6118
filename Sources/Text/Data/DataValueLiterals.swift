extension DataValue: ExpressibleByNilLiteral {
  package init(nilLiteral: ()) { self = .null }
}

extension DataValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension DataValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .integer(value) }
}

extension DataValue: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) { self = .number(value) }
}

extension DataValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
}

extension DataValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: DataValue...) { self = .array(elements) }
}

extension DataValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, DataValue)...) {
    self = .object(DataObject(elements.map { DataObject.Member(name: $0.0, value: $0.1) }))
  }
}
