import InitKit
import Initializers
import Testing

@testable import Engine
@testable import Session

/// No network makes a scheme crash: it initializes it, or says no and leaves it.
@Suite struct SchemeSafetyTests {
  private static let networks = [
    "data xor; layer dense 4 tanh bias=false; layer dense bias=false",
    """
    data noise n=8 features=36; layer reshape [1, 6, 6]; layer conv2d 4 relu kernel=3 groups=1
    layer depthwise relu kernel=2; layer conv_transpose2d 3 tanh kernel=2; layer batch_norm; layer flatten; layer dense
    """,
    """
    data noise n=8 features=24; layer reshape [6, 4]; layer conv1d 4 relu kernel=2
    layer conv_transpose1d 3 kernel=2; layer max_pool1d 2; layer flatten; layer dense
    """,
    """
    data text examples/data/README.md length=4; layer embedding 4; layer position_embedding
    layer transformer_block heads=2; layer dense
    """,
    "data noise n=8 features=24; layer reshape [6, 4]; layer lstm 5 return=sequence; layer gru 4; layer dense 3 selu; layer dense",
    """
    data noise n=8 features=24; layer reshape [6, 4]; residual { layer attention heads=2 }; layer rms_norm
    layer mean_pool; layer dense
    """,
    "data moons n=1; layer dense 4 selu; layer dropout 0.5; layer dense",
    "data moons n=20; batch 7; layer dense 4 sigmoid name=a; layer dense 4 tanh; layer dense 2 tie=a bias=false",
    """
    data moons n=20; parallel { layer dense 3 tanh; branch { layer dense 4 relu; layer dense 5 } }
    layer group_norm 2; layer dense
    """,
    """
    data noise n=8 features=36; layer reshape [4, 3, 3]; layer conv2d 6 relu kernel=2 groups=2
    residual { layer conv2d 6 relu kernel=1; layer conv2d 6 kernel=1; layer scale per=unit }
    layer global_avg_pool; layer dense
    """,
    "data blobs n=8 features=3 classes=2; layer dense 1 relu; layer dense 1 relu; layer dense 2 softmax",
  ]

  private static let calls =
    BuiltInInitializers.table.entries.filter(\.scope.isNetworkWide).map(\.specification).map {
      $0.learns ? "\($0.name)(rounds=2)" : $0.name
    } + [
      "lsuv(center=true, batches=3, start=present)", "kraehenbuehl(pca)", "kraehenbuehl(kmeans)",
      "kraehenbuehl(patches, between=false)", "auto_init(orthogonal)", "grad_init(2, gamma=1e9)",
      "meta_init(2, start=ones)", "like(pytorch)", "he_normal", "nguyen_widrow", "edge_of_chaos",
    ]

  private static let refusals = [
    "scheme-lacks", "scheme-not-reached", "scheme-unmeasurable", "initializer-refused", "initializer-shape",
  ]

  @Test(arguments: networks) func `any scheme initializes any network, or refuses it`(network: String) throws
  {
    for call in Self.calls {
      let test = TestSession()
      #expect(test.run(network).outcome == .completed)
      let before = SessionState(test.session)
      let failures = test.failures("init network \(call)")
      if let failure = failures.first {
        #expect(Self.refusals.contains(failure.code), "\(call): \(failure.message)")
        #expect(SessionState(test.session) == before, "\(call)")
      } else {
        let finite = try test.session.laboratory.model().layers.allSatisfy { layer in
          try layer.parameters.allSatisfy {
            try test.session.laboratory.model().parameter(layer.name, $0.name).values.allSatisfy(\.isFinite)
          }
        }
        #expect(finite, "\(call)")
      }
      #expect(test.run("describe \(call)").outcome == .completed, "\(call)")
    }
  }
}
