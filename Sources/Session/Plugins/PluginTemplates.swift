/// The files that `plugin new` writes: each is an initializer that works, to be changed.
struct PluginTemplates {
  let name: String

  /// Types that the file in Swift uses, and words of its language.
  private static let taken: Set<String> = [
    "Any", "Double", "EntryLaw", "FillContext", "Initializer", "InitializerArguments", "InitializerError",
    "InitializerSpecification", "MutableSpan", "NetworkHost", "NetworkInitializer", "Promise", "Protocol",
    "SchemeReport", "Self", "Type", "WeightSite",
  ]

  /// What can be written.
  static let kinds = ["swift", "c", "expression", "scheme"]

  /// The file's name for a kind.
  func fileName(_ kind: String) -> String {
    switch kind {
    case "c": "\(name).c"
    case "expression": "\(name).lab"
    default: "\(name).swift"
    }
  }

  /// The file's text for a kind.
  func text(_ kind: String) -> String {
    switch kind {
    case "c": c
    case "expression": expression
    case "scheme": scheme
    default: swift
    }
  }

  private var expression: String {
    """
    # An initializer by a formula: `plugin load \(name).lab`. `help formulas` lists names and draws.
    init define \(name)(gain=1) = normal(0, gain * sqrt(2 / (fan_in + fan_out)))

    """
  }

  /// Such as `WideNormal` for `wide_normal`.
  private var typeName: String {
    let words = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    // A type of that name would hide the one that the file needs.
    return Self.taken.contains(words) ? words + "Start" : words
  }

  private var swift: String {
    """
    // An initializer for initlab. `plugin load \(name).swift` compiles it and puts it into the table;
    // `plugin check \(name)` tests it; after a change, `plugin reload \(name)`.
    import InitKit

    struct \(typeName): Initializer {
      static let specification = InitializerSpecification(
        name: "\(name)",
        summary: "Normal numbers that keep the size of signal and gradients.",
        formula: "w ~ N(0, s^2), s = gain sqrt(2 / (fan_in + fan_out))",
        source: "your name, this year",
        parameters: [.number("gain", default: 1, in: .nonNegative, help: "factor on the deviation")],
        suits: "tanh layers")

      private let gain: Double

      init(_ arguments: InitializerArguments) throws(InitializerError) {
        gain = try arguments.number("gain")
      }

      /// The law of each entry at a place: its fans are counted by the host.
      private func law(at site: WeightSite) -> EntryLaw {
        let fans = Double(max(1, site.fanIn + site.fanOut))
        return .normal(mean: 0, deviation: gain * (2 / fans).squareRoot())
      }

      /// Writes every entry, row after row, with numbers of the stream that it is lent.
      func fill(
        _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
      ) throws(InitializerError) {
        context.fill(&weights, with: law(at: site))
      }

      /// What `plugin check` and `describe` hold the numbers against.
      func promise(at site: WeightSite) -> Promise? {
        Promise(independent: law(at: site), at: site)
      }
    }

    """
  }

  private var scheme: String {
    """
    // A scheme over the whole network for initlab. `plugin load \(name).swift` compiles it and puts it into the
    // table, `init network \(name)` runs it; `plugin check \(name)` tests it; after a change, `plugin reload \(name)`.
    import InitKit

    struct \(typeName): NetworkInitializer {
      static let specification = InitializerSpecification(
        name: "\(name)",
        summary: "Rotations, divided layer by layer by the deviation of the sums on the first batch.",
        formula: "W <- gain Q / sqrt(Var(Q x)), from the input up",
        source: "your name, this year",
        parameters: [.number("gain", default: 1, in: .positive, help: "deviation of the sums")],
        suits: "dense layers and convolutions")

      private let gain: Double

      init(_ arguments: InitializerArguments) throws(InitializerError) {
        gain = try arguments.number("gain")
      }

      /// What `plugin check` holds the neurons against.
      var breaksSymmetry: Bool? { true }

      /// Looks at the network as it is by now, draws, writes: when it throws, the network stays as it was.
      func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
        let rotation = try network.initializer("orthogonal")
        for layer in network.layers {
          guard let weight = layer.onlyWeight, weight.isFree else { continue }
          let values = try network.draw(rotation, at: weight)
          try network.write(values, to: weight)
          let variance = try network.moments(of: layer, .sums, batches: 1).variance
          guard variance > 0 else {
            throw .unmeasurable(layer: layer.name, measure: "variance of the sums", found: variance)
          }
          try network.write(values.map { gain * $0 / variance.squareRoot() }, to: weight)
        }
        return SchemeReport()
      }
    }

    """
  }

  private var c: String {
    """
    /* An initializer for initlab. `plugin load \(name).c` compiles it and puts it into the table;
       `plugin check \(name)` tests it; after a change, `plugin reload \(name)`.
       By hand: cc -O2 -shared -fPIC \(name).c -o \(name).so -lm */
    #include "initlab_plugin.h"

    #include <math.h>
    #include <stdio.h>

    static double deviation(const initlab_request *request) {
      double fans = (double)(request->site->fan_in + request->site->fan_out);
      return request->arguments[0] * sqrt(2 / fmax(1, fans));
    }

    /* Writes every entry, row after row, with numbers of the stream that it is lent. */
    static int32_t fill(void *context, const initlab_request *request, char *message, size_t capacity) {
      (void)context;
      if (request->site->fan_in < 0) {
        snprintf(message, capacity, "a layer without inputs");
        return 1;
      }
      const initlab_random *random = request->random;
      random->fill_normal(random->stream, request->out, request->count, 0, deviation(request));
      return 0;
    }

    /* What `plugin check` and `describe` hold the numbers against. */
    static int32_t promise(void *context, const initlab_request *request, initlab_promise *promise) {
      (void)context;
      double s = deviation(request);
      promise->law = INITLAB_LAW_NORMAL;
      promise->mean = 0;
      promise->variance = s * s;
      return 0;
    }

    static const initlab_parameter gain = {
        sizeof gain, 0, "gain", "factor on the deviation", 1, 0, INFINITY};
    static const initlab_parameter *const parameters[] = {&gain, NULL};

    static const initlab_initializer initializer = {
        .struct_size = sizeof initializer,
        .name = "\(name)",
        .summary = "Normal numbers that keep the size of signal and gradients.",
        .formula = "w ~ N(0, s^2), s = gain sqrt(2 / (fan_in + fan_out))",
        .source = "your name, this year",
        .suits = "tanh layers",
        .parameters = parameters,
        .fill = fill,
        .promise = promise,
    };

    static const initlab_initializer *const initializers[] = {&initializer, NULL};
    static const initlab_plugin plugin = {INITLAB_ABI_VERSION, sizeof plugin, "1.0", initializers};

    INITLAB_EXPORT const initlab_plugin *initlab_plugin_main(void) { return &plugin; }

    """
  }
}
