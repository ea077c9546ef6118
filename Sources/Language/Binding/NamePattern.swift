/// A pattern over names: `*` stands for any letters, none too, and `?` for one; all else for itself.
package struct NamePattern: Equatable, Sendable {
  private let letters: [Character]

  /// Takes a pattern as it is typed.
  package init(_ text: String) { letters = Array(text) }

  /// Whether a whole name is of the pattern.
  ///
  /// At a mismatch the last star takes one letter more: linear for each star, whatever the pattern.
  package func matches(_ name: String) -> Bool {
    let name = Array(name)
    var (place, index) = (0, 0)
    var (star, resume): (Int?, Int) = (nil, 0)
    while index < name.count {
      if place < letters.count, letters[place] == "*" {
        (star, resume) = (place, index)
        place += 1
      } else if place < letters.count, letters[place] == "?" || letters[place] == name[index] {
        (place, index) = (place + 1, index + 1)
      } else if let last = star {
        resume += 1
        (place, index) = (last + 1, resume)
      } else {
        return false
      }
    }
    return letters[place...].allSatisfy { $0 == "*" }
  }
}
