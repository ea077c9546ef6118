import InitKit

/// The start of a library that is named as an argument.
package struct Like: Initializer {
  package static let specification = InitializerSpecification(
    name: "like",
    summary: "Starts a layer as another library does when it is told nothing.",
    formula: "like(pytorch) is like_pytorch, and so on",
    source: "the libraries' sources",
    parameters: [.choice("library", of: libraries.map(\.name), help: "whose start")],
    suits: "comparing with networks of other libraries",
    notes: ["`describe like(keras)` tells that library's rules and quirks"],
    examples: ["like(keras)", "like(pytorch)"])

  package static let scope = InitializerScope.parameters

  private static let libraries: [(name: String, type: any LibraryInitializer.Type)] = [
    ("pytorch", LikePytorch.self),
    ("keras", LikeKeras.self),
    ("flax", LikeFlax.self),
    ("haiku", LikeHaiku.self),
    ("mlx", LikeMlx.self),
    ("tinygrad", LikeTinygrad.self),
    ("flux", LikeFlux.self),
    ("burn", LikeBurn.self),
    ("candle", LikeCandle.self),
    ("sklearn", LikeSklearn.self),
    ("mxnet", LikeMxnet.self),
    ("caffe", LikeCaffe.self),
    ("fann", LikeFann.self),
    ("playground", LikePlayground.self),
    ("micrograd", LikeMicrograd.self),
  ]

  private let library: any LibraryInitializer

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    let name = try arguments.text("library")
    let type = Self.libraries.first { $0.name == name }?.type ?? LikePytorch.self
    library = type.init()
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    try library.fill(&weights, at: site, using: &context)
  }

  package func promise(at site: WeightSite) -> Promise? { library.promise(at: site) }
}
