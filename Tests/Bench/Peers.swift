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
    return Self.parsed(try ProcessOutput(command).text)
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
