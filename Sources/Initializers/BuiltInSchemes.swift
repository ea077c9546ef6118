import InitKit

extension BuiltInInitializers {
  /// The schemes over whole networks, one row for each file in `Schemes`, in alphabetical order.
  static let schemes: [InitializerEntry] = [
    InitializerEntry(Lsuv.self),
    InitializerEntry(WeightNorm.self),
  ]
}
