import InitKit

/// The initializers that come with the program.
package enum BuiltInInitializers {
  /// All of them, one row for each file in `BuiltIns`, in alphabetical order.
  package static let table = InitializerTable([
    InitializerEntry(Constant.self),
    InitializerEntry(HeNormal.self),
    InitializerEntry(HeUniform.self),
    InitializerEntry(Identity.self),
    InitializerEntry(LecunNormal.self),
    InitializerEntry(LecunUniform.self),
    InitializerEntry(Linspace.self),
    InitializerEntry(Normal.self),
    InitializerEntry(Ones.self),
    InitializerEntry(Orthogonal.self),
    InitializerEntry(Sparse.self),
    InitializerEntry(TruncatedNormal.self),
    InitializerEntry(Uniform.self),
    InitializerEntry(VarianceScaling.self),
    InitializerEntry(XavierNormal.self),
    InitializerEntry(XavierUniform.self),
    InitializerEntry(Zeros.self),
  ])
}
