import InitKit

extension BuiltInInitializers {
  /// The schemes over whole networks, one row for each file in `Schemes`, in alphabetical order.
  static let schemes: [InitializerEntry] = [
    InitializerEntry(AutoInit.self),
    InitializerEntry(GradInit.self),
    InitializerEntry(Irnn.self),
    InitializerEntry(Kraehenbuehl.self),
    InitializerEntry(Lsuv.self),
    InitializerEntry(MetaInit.self),
    InitializerEntry(SelfNormalizing.self),
    InitializerEntry(WeightNorm.self),
    InitializerEntry(ZeroResidual.self),
  ]
}
