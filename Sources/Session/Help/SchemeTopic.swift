import Text

extension HelpTopic {
  /// How to initialize a whole network at once.
  static let schemes = HelpTopic(
    name: "schemes", aliases: ["scheme", "network"],
    summary: "starts for the whole network, from data or gradients",
    document: Document([
      .heading("schemes"),
      .text(
        "An initializer of weights sees one weight: its shape, its fans, the activation behind it. A scheme sees the whole network, and may look at the data and at gradients before training begins. `init network SCHEME` runs it at once, sets the step to 0, and is remembered: `init` alone does it again with other draws."
      ),
      .blank, .heading("example"),
      .code("data moons n=64; layer dense 8 tanh; layer dense 8 tanh; layer dense; init network lsuv"),
      .blank,
      .heading("which"),
      .list(
        TextList([
          .init(term: "lsuv", "rotations, scaled layer by layer until the sums have variance 1 on the data"),
          .init(
            term: "weight_norm_init", "each unit scaled and shifted to mean 0 and variance 1 on the data"),
          .init(
            term: "kraehenbuehl", "the same, from draws, components or clusters; then layers that learn alike"
          ),
          .init(term: "auto_init", "mean and variance followed through the layers by formulas"),
          .init(term: "meta_init", "norms learnt so that a step along the gradient changes it little"),
          .init(term: "grad_init", "factors learnt so that the first step lowers the loss most"),
          .init(term: "fixup  zero_residual", "for residual branches: smaller with depth, or off at first"),
          .init(term: "gpt2  tfixup  deepnorm", "for transformers: smaller with depth"),
          .init(term: "zer_o  idinit", "identities and Hadamard matrices, nothing random"),
          .init(term: "irnn", "recurrent relu layers that keep their state"),
          .init(term: "self_normalizing", "the set for selu"),
          .init(term: "like(pytorch)  like(keras) …", "weights and biases as a library starts them"),
          .init(
            term: "he_normal …", "any initializer of weights: it draws all of them, biases start at zero"),
        ])),
      .blank, .heading("how they work"),
      .text(
        "They measure on the first batches of the first epoch, in double precision, and on a copy: a scheme that fails, lacks something or is stopped by Ctrl-C leaves the network as it was. Biases and norms that a scheme says nothing of are at their defaults."
      ),
      .blank,
      .text(
        "What is chosen for a layer afterwards goes before the scheme: `init h1 he_normal` gives h1 weights of its own, and the scheme works around them. Layers added later start by their defaults until `init`. `init all SPEC` ends it."
      ),
      .blank,
      .text(
        "`start=present` lets a scheme that scales begin with the weights as they are: it mends a bad start. `compare lsuv he_normal` puts schemes beside initializers, `compare … where=network` takes biases in; `plugin check lsuv` tests one, and `plugin new NAME kind=scheme` writes one of your own."
      ),
    ]))
}
