import CKernels
import Testing

extension Kernels {
  @Suite("Plans")
  struct Plans {
    /// A 3-5-2 network on eleven samples, with random parameters.
    func network<T: KernelScalar>(
      batch: Int = 0, settings: il_optimizer = optimizer(IL_ADAM), activation: il_activation = IL_TANH
    ) -> Network<T> {
      let network = Network<T>(
        [3, 5, 2], inputs: values(33, seed: 1), targets: values(22, seed: 2), batch: batch,
        activation: activation,
        optimizer: settings)
      network.values = values(network.parameterCount, seed: 3)
      return network
    }

    @Test("N steps in one call are N calls of one step, to the last bit", arguments: [0, 4, 11, 20])
    func steps(batch: Int) {
      let once: Network<Float> = network(batch: batch)
      let many: Network<Float> = network(batch: batch)
      #expect(once.train(50) == IL_RUN_DONE)
      for _ in 0..<50 { #expect(many.train(1) == IL_RUN_DONE) }
      #expect(sameBits(once.values, many.values))
      #expect(once.run.loss == many.run.loss)
      #expect(once.run.first_row == many.run.first_row)
    }

    @Test("gradients of the plan agree with central differences and leave the parameters alone")
    func gradients() {
      for batch in [0, 4] {
        let network: Network<Double> = network(batch: batch)
        let start = network.values
        #expect(network.evaluate() == IL_RUN_DONE)
        let gradient = network.gradients
        for i in 0..<network.parameterCount {
          func loss(_ step: Double) -> Double {
            network.values = start
            network.parameters[i] += step
            _ = network.evaluate(IL_SECTIONS_TO_LOSS)
            return network.run.loss
          }
          #expect(abs((loss(1e-6) - loss(-1e-6)) / 2e-6 - gradient[i]) < 1e-8)
        }
        network.values = start
        _ = network.evaluate()
        #expect(sameBits(network.values, start))
        #expect(network.run.first_row == 0)
      }
    }

    @Test("inspecting between steps changes nothing")
    func inspection() {
      let plain: Network<Float> = network(batch: 4)
      let watched: Network<Float> = network(batch: 4)
      for _ in 0..<7 {
        plain.train(1)
        watched.train(1)
        _ = watched.evaluate()
      }
      #expect(sameBits(plain.values, watched.values))
    }

    @Test("an epoch ends after its smaller last batch")
    func epochEnd() {
      let network: Network<Float> = network(batch: 4)
      #expect(network.runOnce(10) == IL_RUN_EPOCH_END)
      #expect(network.run.steps_done == 3)
      #expect(network.run.first_row == 11)
      #expect(network.evaluate() == IL_RUN_EPOCH_END)
      #expect(network.runOnce(10) == IL_RUN_EPOCH_END)
      #expect(network.run.steps_done == 0)
    }

    @Test("the smaller last batch is averaged over its own rows")
    func lastBatch() {
      let whole: Network<Double> = network(batch: 4)
      whole.run.first_row = 8
      _ = whole.evaluate()
      let part = Network<Double>(
        [3, 5, 2], inputs: Array(values(33, seed: 1)[24...]), targets: Array(values(22, seed: 2)[16...]))
      part.values = whole.values
      _ = part.evaluate()
      #expect(part.run.loss == whole.run.loss)
      #expect(sameBits(part.gradients, whole.gradients))
    }

    @Test("a permutation in order gives the bits of the ungathered data")
    func gathering() {
      let gathered: Network<Float> = network(batch: 11)
      let direct: Network<Float> = network()
      gathered.train(20)
      direct.train(20)
      #expect(sameBits(gathered.values, direct.values))
    }

    @Test("losses are recorded before each update and fall")
    func losses() {
      let network: Network<Float> = network()
      _ = network.evaluate(IL_SECTIONS_TO_LOSS)
      let start = network.run.loss
      network.train(200)
      #expect(network.losses[0] == start)
      #expect(network.losses[199] == network.run.loss)
      #expect(network.run.loss < start / 2)
    }

    @Test("an interrupt stops before a step and leaves no trace")
    func interrupt() {
      let network: Network<Float> = network()
      let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
      defer { flag.deallocate() }
      flag.pointee = 1
      network.run.interrupt = UnsafePointer(flag)
      let start = network.values
      #expect(network.train(10) == IL_RUN_INTERRUPTED)
      #expect(network.run.steps_done == 0)
      #expect(sameBits(network.values, start))
      flag.pointee = 0
      #expect(network.train(10) == IL_RUN_DONE)
    }

    @Test("a loss that is not finite stops the run with the parameters that made it")
    func divergence() {
      let wild: Network<Float> = network(settings: optimizer(IL_SGD), activation: IL_IDENTITY)
      wild.run.learning_rate = 50
      #expect(wild.train(900) == IL_RUN_DIVERGED)
      let done = Int(wild.run.steps_done)
      #expect(done > 0)
      #expect(!wild.run.loss.isFinite)
      #expect(!wild.losses[done].isFinite)
      #expect(wild.losses[done - 1].isFinite)
      let again: Network<Float> = network(settings: optimizer(IL_SGD), activation: IL_IDENTITY)
      again.run.learning_rate = 50
      #expect(again.train(done) == IL_RUN_DONE)
      #expect(sameBits(again.values, wild.values))
    }

    @Test("no data is a status, not a crash")
    func empty() {
      let network = Network<Float>([3, 5, 2], inputs: [], targets: [])
      #expect(network.train(3) == IL_RUN_EMPTY)
      #expect(network.evaluate() == IL_RUN_EMPTY)
      let bare = il_plan_create(IL_FLOAT32, nil, [0, 0, 0, 0, 0])
      defer { il_plan_destroy(bare) }
      var run = il_run()
      run.dataset_rows = 1
      run.step_count = 5
      #expect(il_plan_run(bare, &run) == IL_RUN_DONE)
      #expect(run.steps_done == 5)
      il_plan_destroy(nil)
    }

    @Test("a host's own operation sees the rows of the batch")
    func call() {
      let seen = UnsafeMutablePointer<Int64>.allocate(capacity: 1)
      seen.pointee = 0
      defer { seen.deallocate() }
      var operation = il_operation()
      operation.code = IL_OP_CALL
      operation.context = UnsafeMutableRawPointer(seen)
      operation.function = { operation, _, rows in
        operation?.pointee.context?.assumingMemoryBound(to: Int64.self).pointee += rows
      }
      let plan = il_plan_create(IL_FLOAT64, [operation], [0, 1, 0, 0, 0])
      defer { il_plan_destroy(plan) }
      let order: [Int32] = [0, 1, 2, 3, 4]
      order.withUnsafeBufferPointer { order in
        var run = il_run()
        run.dataset_rows = 5
        run.batch_rows = 2
        run.permutation = order.baseAddress
        run.step_count = 3
        #expect(il_plan_run(plan, &run) == IL_RUN_DONE)
      }
      #expect(seen.pointee == 5)
    }
  }
}
