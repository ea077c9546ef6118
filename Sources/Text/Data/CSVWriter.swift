/// Records with comma separated fields after RFC 4180, but lines end in a bare newline.
package enum CSVWriter {
  /// A table's heads and cells, exact numbers and no marks.
  package static func write(_ table: Table) -> String {
    let head = record(table.columns.map(\.heading))
    return head
      + table.rows.map { row in
        record(table.columns.indices.map { $0 < row.cells.count ? field(row.cells[$0]) : "" })
      }.joined()
  }

  /// A value as records.
  ///
  /// An array of objects is a header and one record each, an object is a header and one record, an array
  /// of arrays one record each, an array of other things one field a record. An object within an object
  /// becomes columns `outer.inner`; arrays within a field are JSON.
  package static func write(_ value: DataValue) -> String {
    switch value {
    case .object(let object): return write(objects: [object])
    case .array(let values):
      let objects = values.compactMap { value -> DataObject? in
        if case .object(let object) = value { object } else { nil }
      }
      if !objects.isEmpty, objects.count == values.count { return write(objects: objects) }
      return values.map { value in
        if case .array(let fields) = value { record(fields.map(field)) } else { record([field(value)]) }
      }.joined()
    default: return record([field(value)])
    }
  }

  /// One record with its newline.
  package static func record(_ fields: [String]) -> String {
    // A lone empty field would be an empty line, which readers skip.
    if fields == [""] { return "\"\"\n" }
    return fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func write(objects: [DataObject]) -> String {
    let flat = objects.map { flattened($0) }
    var names = DataObject()
    for object in flat {
      for member in object.members where names[member.name] == nil { names[member.name] = .null }
    }
    let head = names.members.map(\.name)
    return record(head) + flat.map { object in record(head.map { object[$0].map(field) ?? "" }) }.joined()
  }

  private static func flattened(_ object: DataObject) -> DataObject {
    var flat = DataObject()
    for member in object.members {
      if case .object(let inner) = member.value {
        for item in flattened(inner).members { flat[member.name + "." + item.name] = item.value }
      } else {
        flat[member.name] = member.value
      }
    }
    return flat
  }

  private static func field(_ value: DataValue) -> String {
    switch value {
    case .null: ""
    case .text(let text): text
    case .number(let number): NumberFormat.exact(number)
    default: value.json
    }
  }

  private static func field(_ cell: Cell) -> String {
    switch cell.content {
    case .empty: ""
    case .text(let text): text.plain
    case .integer(let value): String(value)
    case .number(let value): NumberFormat.exact(value)
    }
  }

  private static func quoted(_ field: String) -> String {
    let isSpecial = field.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    guard isSpecial || field.first == " " || field.last == " " else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
