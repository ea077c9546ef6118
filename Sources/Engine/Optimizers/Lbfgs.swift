import CKernels
import InitKit
import Tensor

extension Optimizer {
  /// Quasi-Newton steps from the last few gradients, over the whole of the data.
  static let lbfgs = Optimizer(
    specification: Specification(
      name: "lbfgs", aliases: ["l_bfgs"],
      summary: "Quasi-Newton steps over all samples at once, each with a line search; needs `batch full`.",
      formula:
        "d = -H g, H from the last `history` pairs of steps and differences of gradients; w += t d, t from lr on "
        + "until loss and slope meet the strong Wolfe conditions (1e-4, 0.9), at most 25 trials",
      source: "Liu and Nocedal 1989; PyTorch LBFGS with max_iter=1, one outer iteration a step",
      options: [
        .learningRate(1),
        .integer(
          "history", aliases: ["history_size", "memory"], default: 10, in: 1...100,
          help: "pairs of steps and differences that are remembered"),
        OptionSpecification(
          "line_search", aliases: ["line_search_fn"], .choice(["strong_wolfe", "none"]),
          default: .value(.text("strong_wolfe")),
          help: "how far a step goes; with none lr times the direction, the first step at most 1/|g|_1"),
      ],
      example: "optimizer lbfgs"),
    quasiNewton: { values in
      QuasiNewton(
        history: values.integer("history", else: 10),
        searches: values.values["line_search"] == .text("strong_wolfe"))
    })
}

/// What a quasi-Newton method remembers, and how it finds the length of a step.
struct QuasiNewton: Equatable, Sendable {
  /// Pairs of steps and differences of gradients.
  let history: Int
  /// Whether it looks for a length that fulfils the strong Wolfe conditions.
  let searches: Bool
}

/// Where a quasi-Newton method keeps what it remembers.
struct QuasiNewtonMemory {
  /// Last gradient, direction, start, pairs.
  let numbers: Buffer
  /// Counts and curvatures, in double precision.
  let scalars: Buffer

  /// Reserves the places.
  ///
  /// - Throws: `memory`.
  init(
    _ method: QuasiNewton, parameters count: Int, bytesEach size: Int, layout: inout ArenaLayout
  ) throws(EngineError) {
    let blocks = Int(il_lbfgs_numbers(1, Int64(method.history)))
    numbers = try layout.reserve(try layout.product([blocks, count]), bytesEach: size)
    scalars = try layout.reserve(Int(il_lbfgs_scalars(Int64(method.history))), bytesEach: 8)
  }

  /// The update that runs the method.
  func operation(
    _ method: QuasiNewton, parameters: Buffer, gradients: Buffer, count: Int
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_LBFGS, rows: 1, columns: count)
    (operation.result, operation.a) = (parameters, gradients)
    (operation.first, operation.powers) = (numbers, scalars)
    operation.operands = [gradients]
    operation.sizes = [method.history, method.searches ? 1 : 0]
    return operation
  }

  /// Forgets everything: the next step is a first step, which reads none of the other numbers.
  func clear(in arena: Arena) {
    arena.write([Double](repeating: 0, count: scalars.count), to: scalars, precision: .float64)
  }

  /// Takes over what was remembered under the same parameters, unless another number of pairs was.
  func carry(from old: QuasiNewtonMemory, in source: Arena, to target: Arena, _ precision: Precision) {
    guard numbers.count == old.numbers.count, scalars.count == old.scalars.count else { return }
    for (from, to, size) in [
      (old.numbers, numbers, precision), (old.scalars, scalars, Precision.float64),
    ] {
      target.write(source.read(from, count: from.count, precision: size), to: to, precision: size)
    }
  }
}
