import CKernels
import InitKit

extension Optimizer {
  /// Adam that looks ahead along the running mean of gradients, as Nesterov's momentum does.
  static let nadam = Optimizer(
    specification: Specification(
      name: "nadam", summary: "Adam with Nesterov's look ahead along the running mean of gradients.",
      formula:
        "mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2); w -= lr ((1 - mu_t) g / (1 - mu_1 ... mu_t) "
        + "+ mu_(t+1) m / (1 - mu_1 ... mu_(t+1))) / (sqrt(vhat) + epsilon)",
      source: "Dozat 2016; PyTorch NAdam",
      options: [
        .learningRate(0.002),
        .memory("beta1", aliases: ["beta_1", "b1"], 0.9, of: "gradients"),
        .memory("beta2", aliases: ["beta_2", "b2"], 0.999, of: "squares"),
        .epsilon(1e-8),
        .weightDecay(0, help: "L2 penalty, added to the gradient"),
        .number(
          "momentum_decay", aliases: ["psi"], default: 0.004, in: .nonNegative,
          help: "how fast the look ahead grows to beta1"),
      ],
      example: "optimizer nadam lr=0.002"),
    kernel: { values in
      let decay = values.number("momentum_decay", else: 0)
      var kernel = adamKernel(IL_NADAM, values)
      kernel.momentum = PortableMath.exp(decay * PortableMath.log(0.96))
      return kernel
    })
}
