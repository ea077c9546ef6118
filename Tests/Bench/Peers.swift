import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What other libraries make of the same work, by a script of theirs.
struct Peers {
  /// Python with the libraries.
  let python: String
  let threads: Int
  /// Their script in the folder beside this file.
  var script = "networks.py"

  /// Rates of one round on one piece of work, by library.
  func rates(_ name: String) throws(BenchError) -> [String: Double] {
    let command = "\(python) Tests/Bench/peers/\(script) --threads \(threads) --rounds 1 --only \(name)"
    guard let pipe = popen(command, "r") else { throw .cannotStart(python) }
    var text = ""
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), pipe) != nil {
      text += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    guard pclose(pipe) == 0 else { throw .cannotStart(command) }
    return Self.parsed(text)
  }

  /// `"library": "NAME", … "values": [RATE]` of each entry.
  static func parsed(_ text: String) -> [String: Double] {
    var rates: [String: Double] = [:]
    for match in text.matches(of: /"library": "([^"]+)".*?"values": \[([0-9.e+-]+)/) {
      rates[String(match.1)] = Double(match.2)
    }
    return rates
  }
}
