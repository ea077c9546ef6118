/// The header of a `.npy` file.
///
/// Source: NumPy, `numpy/lib/format.py`, versions 1.0 to 3.0: the magic bytes, two bytes of version, the
/// header's length in 2 bytes (4 from version 2 on), and a Python dictionary with `descr`,
/// `fortran_order` and `shape`.
struct NpyHeader: Equatable {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// Most bytes of a dictionary: NumPy itself takes ten thousand unless told to trust the file.
  private static let longest = 1 << 16
  /// The numbers start at a multiple of this.
  private static let alignment = 64

  var shape: [Int]
  var type: ElementType
  var isBigEndian = false
  var isFortranOrder = false

  init(shape: [Int], type: ElementType) {
    self.shape = shape
    self.type = type
  }

  /// Reads up to where the numbers start.
  ///
  /// - Throws: `malformed`.
  init(_ reader: ByteReader) throws(ArchiveError) {
    let start = reader.offset
    guard try reader.bytes(Self.magic.count) == Self.magic else {
      throw reader.failure(.signature(format: ".npy"), at: start)
    }
    let version = try reader.bytes(2)
    guard (1...3).contains(version[0]), version[1] == 0 else {
      throw reader.failure(.version("\(version[0]).\(version[1])"), at: reader.offset - 2)
    }
    let length = Int(try reader.little(version[0] == 1 ? 2 : 4))
    guard length <= Self.longest else {
      throw reader.failure(.tooLarge(bytes: length, limit: Self.longest))
    }
    let place = reader.offset
    var dictionary = PythonDictionary(try reader.bytes(length))
    do throws(PythonDictionary.Failure) {
      self = try dictionary.header()
    } catch {
      throw reader.failure(error.problem, at: place + error.place)
    }
  }

  /// A version 1 header; no shape of ours is longer than its 64 KiB.
  var bytes: [UInt8] {
    let code = type == .float32 ? "<f4" : type == .int64 ? "<i8" : "<f8"
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = Array("{'descr': '\(code)', 'fortran_order': False, 'shape': (\(sizes)), }".utf8)
    let prefix = Self.magic.count + 4
    let padding = (Self.alignment - (prefix + text.count + 1) % Self.alignment) % Self.alignment
    text += [UInt8](repeating: 0x20, count: padding) + [0x0A]
    var bytes = Self.magic + [1, 0]
    bytes.appendLittle(UInt64(text.count), 2)
    return bytes + text
  }
}
