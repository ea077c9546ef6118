import CInitABI
import InitKit

/// Reads what a plugin behind the C interface says of itself.
enum CPlugin {
  /// More initializers or parameters than this are a list without an end.
  private static let listLimit = 1000

  static func entries(of plugin: UnsafePointer<initlab_plugin>?) throws(LibraryError) -> [InitializerEntry] {
    guard let plugin else { throw LibraryError(reason: "`initlab_plugin_main` gave NULL") }
    // The version is the first field in every version.
    let version = plugin.pointee.abi_version
    guard version == INITLAB_ABI_VERSION else {
      throw LibraryError(
        reason:
          "it speaks version \(version) of the C interface, and this program version \(INITLAB_ABI_VERSION)")
    }
    guard let list = plugin.pointee.initializers else {
      throw LibraryError(reason: "its list of initializers is NULL")
    }
    var entries: [InitializerEntry] = []
    while let descriptor = list[entries.count] {
      guard entries.count < listLimit else {
        throw LibraryError(reason: "its list of initializers does not end in NULL")
      }
      entries.append(try entry(of: descriptor))
    }
    return entries
  }

  private static func entry(
    of pointer: UnsafePointer<initlab_initializer>
  ) throws(LibraryError) -> InitializerEntry {
    let descriptor = pointer.sized(pointer.pointee.struct_size, or: initlab_initializer())
    guard let name = descriptor.name, descriptor.fill != nil else {
      throw LibraryError(reason: "an initializer lacks its name or its `fill`")
    }
    let specification = InitializerSpecification(
      name: String(cString: name),
      aliases: text(descriptor.aliases).split(separator: " ").map(String.init),
      summary: text(descriptor.summary), formula: text(descriptor.formula), source: text(descriptor.source),
      parameters: try parameters(descriptor.parameters), suits: text(descriptor.suits),
      examples: [String(cString: name)], isDeterministic: descriptor.is_deterministic != 0)
    // An address is a number that may go where pointers may not; what lies there lives as long as we do.
    let address = UInt(bitPattern: pointer)
    return InitializerEntry(specification: specification, origin: .c) {
      (arguments) throws(InitializerError) -> any WeightFilling in
      var values: [Double] = []
      for parameter in specification.parameters { values.append(try arguments.number(parameter.name)) }
      return CInitializer(address: address, arguments: values)
    }
  }

  private static func parameters(
    _ list: UnsafePointer<UnsafePointer<initlab_parameter>?>?
  ) throws(LibraryError) -> [ParameterSpecification] {
    guard let list else { return [] }
    var result: [ParameterSpecification] = []
    while let pointer = list[result.count] {
      let parameter = pointer.sized(pointer.pointee.struct_size, or: initlab_parameter())
      guard result.count < listLimit, let name = parameter.name, parameter.least <= parameter.most else {
        throw LibraryError(reason: "a parameter lacks its name, or its range is empty")
      }
      let range = NumberRange(parameter.least, parameter.most)
      let standard = parameter.default_value
      result.append(
        ParameterSpecification(
          String(cString: name), .number(range),
          default: standard.isNaN ? .required : .value(.number(standard)),
          help: text(parameter.help)))
    }
    return result
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

extension UnsafePointer {
  /// A copy of as many bytes as the other side says there are; what it does not know of is zero.
  func sized(_ size: UInt32, or zero: Pointee) -> Pointee {
    var copy = zero
    withUnsafeMutableBytes(of: &copy) { bytes in
      bytes.copyMemory(
        from: UnsafeRawBufferPointer(start: self, count: min(Int(size), bytes.count)))
    }
    return copy
  }
}
