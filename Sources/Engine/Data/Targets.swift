import Tensor

/// What a network is to answer, one row for each sample; a value that shares its numbers with its copies.
package struct Targets: Equatable, Sendable {
  /// Numbers `[positions..., O]`, or class numbers `[positions...]`.
  private(set) var numbers: SampleRows
  /// Names of the classes; nil for numbers.
  package let classNames: [String]?
  /// What was wrong with the numbers that were given; thrown by `check`.
  private var problem: EngineError?

  /// Puts targets together whose numbers lie in a block already; class numbers must be stored as int32.
  package init(_ numbers: SampleRows, classNames: [String]?) {
    precondition(classNames == nil || numbers.numbers.kind == .int32, "kernels read classes as int32")
    (self.numbers, self.classNames) = (numbers, classNames)
  }

  private init(problem: EngineError) {
    (numbers, classNames, self.problem) = (SampleRows(Numbers(), shape: [1]), nil, problem)
  }

  /// Numbers, `[N, O]`, or for each position of a sequence, `[N, T, O]`.
  package static func values(_ tensor: Tensor) -> Targets {
    guard tensor.rank >= 2 else { return Targets(problem: .data(.shape(tensor.shape))) }
    do throws(EngineError) {
      return Targets(try SampleRows(tensor), classNames: nil)
    } catch {
      return Targets(problem: error)
    }
  }

  /// Class numbers `[N]`, or `[N, positions]`, and the classes' names.
  package static func classes(_ indices: [Int], positions: Int? = nil, names: [String]) -> Targets {
    if let positions, positions < 1 || indices.count % positions != 0 {
      return Targets(problem: .data(.shape([indices.count, positions])))
    }
    do throws(NoMemory) {
      let numbers = try Numbers(whole: indices)
      return Targets(SampleRows(numbers, shape: positions.map { [$0] } ?? []), classNames: names)
    } catch {
      return Targets(problem: .noMemory(bytes: error.bytes))
    }
  }

  /// Number of samples.
  package var rows: Int { numbers.count }

  /// Sizes of the axes of one sample's targets.
  package var shape: [Int] { numbers.shape }

  /// Sizes of the axes along which a sample is answered: none, or the time steps of a sequence.
  package var positions: [Int] { classNames == nil ? Array(shape.dropLast()) : shape }

  /// What they are at one position, without the numbers.
  package var kind: TargetKind {
    if let classNames { return .classes(classNames.count) }
    return .values(shape.last ?? 1)
  }

  /// The numbers, `[N, positions..., O]`, or nil for classes; a copy, for looking.
  package var values: Tensor? { classNames == nil ? numbers.tensor : nil }

  /// Class numbers row after row, or nil for numbers; a copy, for looking.
  package var classes: [Int]? {
    guard classNames != nil else { return nil }
    return numbers.numbers.values(numbers.places).map { Int($0) }
  }

  /// Some of the samples.
  func slice(_ range: Range<Int>) -> Targets { Targets(numbers.slice(range), classNames: classNames) }

  /// Puts the targets of sample `order[i]` at place i; all samples must be in view.
  mutating func reorder(_ order: [Int]) throws(EngineError) { try numbers.reorder(order) }

  /// Throws what was wrong with the numbers given: `data(.shape)` without the axes needed, `noMemory`.
  func checkGiven() throws(EngineError) { if let problem { throw problem } }

  /// Checks finiteness and class numbers.
  func check() throws(EngineError) {
    guard let classNames else { return try numbers.checkFinite(isTarget: true) }
    if let found = numbers.first(where: { $0 < 0 || $0 >= Double(classNames.count) }) {
      throw .data(.classIndex(Int(found.value), row: found.row, classes: classNames.count))
    }
  }
}
