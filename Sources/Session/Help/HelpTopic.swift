import Text

/// A page about something that is no row of a table.
struct HelpTopic {
  var name: String
  var aliases: [String] = []
  var summary: String
  var document: Document

  static let all: [HelpTopic] =
    [start, terms, syntax, references, gradients, output, formulas, schemes] + statements

  /// A first session: what a newcomer types in the first minute.
  static let start = HelpTopic(
    name: "start", summary: "a first session",
    document: Document([
      .text(
        "initlab shows what a network's first weights do to its training: build a small network, choose its weights, train it step by step, look at every neuron."
      ),
      .blank, .heading("try this"),
      .code(
        """
        data xor                  # two inputs, one target
        layer dense 4 tanh        # four neurons, called dense1
        layer dense 1             # the output
        init all constant(0.5)    # every weight the same
        step 100                  # train
        symmetry                  # who is equal, bit for bit?
        init all xavier_normal    # random weights instead
        step 2000
        symmetry
        compare zeros constant(0.5) xavier_normal
        """),
    ]))

  /// How commands are written.
  static let syntax = HelpTopic(
    name: "syntax", aliases: ["language"], summary: "how commands are written",
    document: Document([
      .heading("syntax"),
      .text(
        "One command a line, the verb first; positional arguments, then options name=value in any order."),
      .blank,
      .list(
        TextList([
          .init(term: "a; b", "two commands on one line"),
          .init(term: "# text", "a comment"),
          .init(term: "( [ { \\", "open brackets, or a backslash at the end, continue on the next line"),
          .init(term: "let n = EXPR", "a variable"),
          .init(term: "repeat N { … }", "the commands N times"),
          .init(
            term: "for x in [1, 2] { … }", "once for each value; also for x in 1..10, both ends included"),
          .init(term: "if EXPR { … } else { … }", "a choice"),
          .init(term: "echo text {EXPR}", "print a text with values filled in"),
          .init(term: "3  0.5  1e-3  5/3", "numbers"),
          .init(term: "\"text\"  [a, b]  1..10", "texts, lists, ranges"),
          .init(term: "normal(std=0.02)", "a call: an initializer with its parameters"),
        ])),
      .blank,
      .text(
        "At the prompt the beginning of a command's name is enough; Tab completes. In scripts names are whole."
      ),
    ]))

  /// What expressions can refer to.
  static let references = HelpTopic(
    name: "references", aliases: ["expressions", "expression"], summary: "what expressions can name",
    document: Document([
      .heading("references"),
      .list(
        TextList([
          .init(term: "h1", "a layer, by its name"),
          .init(term: "h1[3]  h1[0:4]  h1[-1]", "a neuron, counted from 0; a slice; the last"),
          .init(
            term: "h1.weight  h1.bias", "parameters; row i of weight is what neuron i reads: [units, inputs]"),
          .init(term: "h1[3].weight", "one neuron's incoming weights"),
          .init(term: "h1.weight[3, 0]", "one entry"),
          .init(term: "X.grad", "gradient of the mean loss over the current batch with respect to X"),
          .init(term: "X.sample_grad", "the same for every sample apart: [batch, …]"),
          .init(term: "X.update", "what the last step added to X"),
          .init(
            term: "h1.pre  h1.out  h1.delta",
            "pre-activation, activation, the loss's gradient at the pre-activation"),
          .init(term: "input  target  output", "the current batch and the network's answer"),
          .init(term: "loss  accuracy  step  epoch  lr  seed", "scalars of now"),
        ])),
      .blank,
      .text(
        "Operators: + - * / % ^, comparisons, and or not, with broadcasting as in NumPy. `help functions` lists the functions."
      ),
    ]))

  /// What a gradient is a gradient of.
  static let gradients = HelpTopic(
    name: "gradients", aliases: ["gradient", "batch-of-now"],
    summary: "which batch and which weights a gradient is of",
    document: Document([
      .heading("gradients"),
      .text(
        "Losses, activations and gradients are those of the present weights on the current batch: the batch that the next step will train on. So `grad h1` before the first step shows what the first step will use, and looking changes nothing."
      ),
      .blank,
      .text(
        "The loss is a mean over the batch's samples; every table of gradients shows gradients of that mean."),
    ]))

  /// Output for people and for programs.
  static let output = HelpTopic(
    name: "output", aliases: ["json", "csv"], summary: "output for programs: --json, --csv, exit statuses",
    document: Document([
      .heading("output"),
      .text(
        "With --json every command prints one line: {\"command\": …, \"ok\": true, \"data\": {…}} or {\"command\": …, \"ok\": false, \"error\": {…}}. With --csv tables are comma-separated values."
      ),
      .blank,
      .list(
        TextList([
          .init(term: "0", "all well"), .init(term: "1", "a command failed; a script stops there"),
          .init(term: "2", "the call is wrong, or a script does not parse: nothing of it has run"),
          .init(term: "3", "an expect did not hold"), .init(term: "130", "interrupted"),
        ])),
    ]))
}
