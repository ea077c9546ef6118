/// A network whose training is timed, as a script of the language.
struct Workload {
  /// Name, the same as in the peers' scripts.
  let name: String
  /// Everything up to the first step.
  let network: String
  /// Steps of a run that is timed, enough for a second or so.
  let steps: Int
  /// What a step counts as in the rate: samples, or 1 for steps.
  let samplesPerStep: Int
  /// How many times the better peer it must reach.
  let goal: Double
  /// What it needs of memory, counted from its shapes.
  let need: MemoryNeed

  /// The unit of the rate.
  var unit: String { samplesPerStep == 1 ? "steps/s" : "samples/s" }
}

extension Workload {
  /// All of them, in the order of the README's table.
  static let all = [xor, perceptron, lenet, resnet, deep, lstm, transformer]

  /// Exclusive or, 2-8-1 tanh.
  static let xor = Workload(
    name: "xor_2_8_1_batch_4",
    network: "data xor; layer dense 8 tanh; layer dense 1; batch 4; optimizer sgd lr=0.1",
    steps: 2_000_000, samplesPerStep: 1, goal: 1, need: .xor)

  /// 784-512-512-10 relu with momentum.
  static let perceptron = Workload(
    name: "mlp_784_512_512_10_batch_128",
    network: """
      data blobs n=2048 features=784 classes=10; layer dense 512 relu; layer dense 512 relu; layer dense 10
      batch 128; optimizer momentum lr=0.01
      """,
    steps: 300, samplesPerStep: 128, goal: 1.25, need: .perceptron)

  /// LeNet-5 on 28x28.
  static let lenet = Workload(
    name: "lenet5_28x28_batch_64",
    network: """
      data blobs n=512 features=784 classes=10; layer reshape [1, 28, 28]
      layer conv2d 6 relu kernel=5 padding=2; layer max_pool 2; layer conv2d 16 relu kernel=5; layer max_pool 2
      layer flatten; layer dense 120 relu; layer dense 84 relu; layer dense 10; batch 64; optimizer sgd lr=0.01
      """,
    steps: 200, samplesPerStep: 64, goal: 1.1, need: .lenet)

  /// ResNet-20 on 32x32 (He et al. 2016), shortcuts of kernel 1 between its stages.
  static let resnet = Workload(
    name: "resnet20_32x32_batch_32",
    network: """
      data blobs n=128 features=3072 classes=10; layer reshape [3, 32, 32]
      layer conv2d 16 kernel=3 padding=1 bias=false; layer batch_norm; layer activation relu
      repeat 3 {
        residual {
          layer conv2d 16 kernel=3 padding=1 bias=false; layer batch_norm; layer activation relu
          layer conv2d 16 kernel=3 padding=1 bias=false; layer batch_norm
        }
        layer activation relu
      }
      for width in [32, 64] {
        parallel {
          branch {
            layer conv2d width kernel=3 padding=1 stride=2 bias=false; layer batch_norm; layer activation relu
            layer conv2d width kernel=3 padding=1 bias=false; layer batch_norm
          }
          branch { layer conv2d width kernel=1 stride=2 bias=false; layer batch_norm }
        } join=add
        layer activation relu
        repeat 2 {
          residual {
            layer conv2d width kernel=3 padding=1 bias=false; layer batch_norm; layer activation relu
            layer conv2d width kernel=3 padding=1 bias=false; layer batch_norm
          }
          layer activation relu
        }
      }
      layer global_avg_pool; layer dense 10; batch 32; optimizer momentum lr=0.01
      """,
    steps: 12, samplesPerStep: 32, goal: 1.1, need: .resnet)

  /// A hundred hidden layers of a hundred tanh.
  static let deep = Workload(
    name: "deep_100_layers_of_100_batch_100",
    network: """
      data blobs n=1000 features=100 classes=10; repeat 100 { layer dense 100 tanh }; layer dense 10
      batch 100; optimizer sgd lr=0.01
      """,
    steps: 60, samplesPerStep: 1, goal: 3, need: .deep)

  /// One LSTM of 64 units over 50 steps.
  static let lstm = Workload(
    name: "lstm_64_units_50_steps_batch_32",
    network: """
      data blobs n=128 features=1600 classes=10; layer reshape [50, 32]; layer lstm 64; layer dense 10
      batch 32; optimizer sgd lr=0.01
      """,
    steps: 100, samplesPerStep: 32, goal: 1, need: .lstm)

  /// One transformer block, width 64, 4 heads, length 64.
  static let transformer = Workload(
    name: "transformer_block_64_4_heads_length_64_batch_16",
    network: """
      data blobs n=64 features=4096 classes=10; layer reshape [64, 64]
      layer transformer_block heads=4 hidden=256; layer mean_pool; layer dense 10; batch 16; optimizer sgd lr=0.01
      """,
    steps: 60, samplesPerStep: 16, goal: 1, need: .transformer)
}
