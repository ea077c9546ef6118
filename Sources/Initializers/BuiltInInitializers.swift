import InitKit

/// The initializers that come with the program.
package enum BuiltInInitializers {
  /// All of them, one row for each file in `BuiltIns`, in alphabetical order.
  package static let table = InitializerTable([
    InitializerEntry(ClassPrior.self),
    InitializerEntry(Constant.self),
    InitializerEntry(ConstantNoise.self),
    InitializerEntry(DeepNorm.self),
    InitializerEntry(EdgeOfChaos.self),
    InitializerEntry(EmbeddingNormal.self),
    InitializerEntry(FanUniform.self),
    InitializerEntry(Fixup.self),
    InitializerEntry(FourierFeatures.self),
    InitializerEntry(GlorotTruncated.self),
    InitializerEntry(Gpt2Residual.self),
    InitializerEntry(HeNormal.self),
    InitializerEntry(HeTruncated.self),
    InitializerEntry(HeUniform.self),
    InitializerEntry(Identity.self),
    InitializerEntry(LecunNormal.self),
    InitializerEntry(LecunTruncated.self),
    InitializerEntry(LecunUniform.self),
    InitializerEntry(Linspace.self),
    InitializerEntry(NguyenWidrow.self),
    InitializerEntry(Normal.self),
    InitializerEntry(Ones.self),
    InitializerEntry(Orthogonal.self),
    InitializerEntry(RandomWalk.self),
    InitializerEntry(SigmoidUniform.self),
    InitializerEntry(Siren.self),
    InitializerEntry(SmallInit.self),
    InitializerEntry(Sparse.self),
    InitializerEntry(Tfixup.self),
    InitializerEntry(TruncatedNormal.self),
    InitializerEntry(Uniform.self),
    InitializerEntry(UnitRows.self),
    InitializerEntry(VarianceScaling.self),
    InitializerEntry(XavierNormal.self),
    InitializerEntry(XavierUniform.self),
    InitializerEntry(Zeros.self),
  ])
}
