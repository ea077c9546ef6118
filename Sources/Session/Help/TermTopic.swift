import Text

extension HelpTopic {
  /// What the words of all other pages mean.
  static let terms = HelpTopic(
    name: "terms", aliases: ["glossary", "words"],
    summary: "what the words mean: delta, fan in, gain, logits, …",
    document: Document([
      .heading("terms"), .list(TextList(network + training + starts)), .blank,
      .text("`help references` has the names that expressions use for them."),
    ]))

  /// What a network computes.
  private static let network: [TextList.Item] = [
    .init(
      term: "neuron",
      "a unit of a layer, a channel of a convolution, a unit of a recurrent layer: a row of its weight"),
    .init(
      term: "sum", "weights times what a neuron reads, plus its bias; also called pre-activation: `h1.pre`"),
    .init(term: "activation", "the function behind the sum, and what it gives: `h1.out`"),
    .init(term: "slope", "the derivative of the activation at a sum"),
    .init(
      term: "logits", "outputs in front of softmax or sigmoid, as the losses cross_entropy and bce take them"),
    .init(term: "dead", "a neuron whose slope is 0 on every sample: no step can move it"),
    .init(
      term: "saturated",
      "a neuron near a limit of its activation on nearly every sample: hardly any slope is left"),
  ]

  /// What training does.
  private static let training: [TextList.Item] = [
    .init(
      term: "step",
      "one batch of samples: forward, loss, backward, update; an epoch goes once through all samples"),
    .init(
      term: "delta",
      "the derivative of the batch's mean loss by a neuron's sum: its slope times what comes back from above: `h1.delta`"
    ),
    .init(
      term: "gradient",
      "the derivative of the batch's mean loss by a weight: the sum over the batch of delta times what it reads"
    ),
    .init(term: "update", "what a step adds to the weights; the optimizer makes it of the gradient"),
    .init(
      term: "symmetry",
      "neurons of a layer that are equal bit for bit; it is broken at the step that parts them"),
    .init(
      term: "gap, twin", "the smallest distance between two neurons of a layer; a neuron's nearest other one"),
    .init(
      term: "checkpoint", "a state of the past that is kept; the steps behind it are replayed from there"),
  ]

  /// Where weights come from.
  private static let starts: [TextList.Item] = [
    .init(term: "initializer", "a rule for a layer's first weights; a scheme is one for the whole network"),
    .init(term: "draw", "the numbers that a rule gives once; the next draw gives others"),
    .init(
      term: "stream",
      "the random numbers of one parameter, from the seed and its name: no other parameter shifts them"),
    .init(
      term: "fan in, fan out",
      "how many inputs feed one output of a weight, and how many outputs one input feeds"),
    .init(
      term: "gain",
      "the factor on the weights that makes up for what the activation takes from a signal's size"),
  ]
}
