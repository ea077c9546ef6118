/// Named values that keep the order they were added in.
///
/// Objects are small (the keys of one result), so a look-up walks the members.
package struct DataObject: Equatable, Sendable {
  /// One name with its value.
  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: DataValue

    package init(name: String, value: DataValue) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var members: [Member]

  /// An object of the members given; a name given twice keeps its first place and its last value.
  package init(_ members: [Member] = []) {
    self.members = []
    for member in members { self[member.name] = member.value }
  }

  /// The value under a name; assigning replaces in place or appends, assigning nil removes.
  package subscript(name: String) -> DataValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension DataObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, DataValue)...) {
    self.init(elements.map { Member(name: $0.0, value: $0.1) })
  }
}
