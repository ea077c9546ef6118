import InitKit

/// Caffe's own start.
package struct LikeCaffe: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_caffe", aliases: ["caffe", "caffe_xavier"],
    summary: "Starts a layer as Caffe does when it is told nothing.",
    formula: "U(-b, b), b = sqrt(3 / fan_in); biases 0",
    source: "Caffe's XavierFiller, which its example networks name",
    suits: "comparing with a network of Caffe's",
    notes: [
      "Caffe calls this xavier; elsewhere it is lecun_uniform",
      "of a deconvolution it takes out / groups times taps for fan_in",
      "a Caffe layer for which no filler is named starts at 0",
    ],
    examples: ["like_caffe"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .recurrent, .embedding: .uniform((3 / site.torchFanIn).squareRoot())
    case .bias: .fixed(0)
    case .scale: .fixed(1)
    }
  }
}
