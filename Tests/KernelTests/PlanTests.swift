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

    @Test("every plain operation of a plan does what its direct call does")
    func plainOperations() {
      let arena = Arena()
      let x: UnsafeMutablePointer<Float> = arena.copy(values(12, seed: 1), 0)
      let y: UnsafeMutablePointer<Float> = arena.copy(values(12, seed: 2), 0)
      let codes = [
        IL_OP_SOFTMAX, IL_OP_SOFTMAX_BACKWARD, IL_OP_SUM_ROWS, IL_OP_SUM_COLUMNS, IL_OP_FILL, IL_OP_SCALE,
        IL_OP_AXPY, IL_OP_ADD, IL_OP_SUBTRACT, IL_OP_MULTIPLY,
      ]
      for code in codes {
        let planned = arena.room(12, Float(1))
        let direct = arena.room(12, Float(1))
        var operation = il_operation()
        operation.code = code
        operation.rows = Int64(IL_BATCH_ROWS)
        operation.columns = 4
        operation.a = UnsafeRawPointer(x)
        operation.b = UnsafeRawPointer(y)
        operation.c = UnsafeRawPointer(y)
        operation.parameter = 0.3
        operation.result = UnsafeMutableRawPointer(planned)
        let plan = il_plan_create(IL_FLOAT32, [operation], [0, 1, 0, 0, 0])
        defer { il_plan_destroy(plan) }
        var run = il_run()
        run.dataset_rows = 3
        #expect(il_plan_evaluate(plan, &run, UInt32(IL_SECTIONS_TO_FORWARD)) == IL_RUN_DONE)
        switch code {
        case IL_OP_SOFTMAX: il_softmax(IL_FLOAT32, 3, 4, x, direct)
        case IL_OP_SOFTMAX_BACKWARD: il_softmax_backward(IL_FLOAT32, 3, 4, x, y, direct)
        case IL_OP_SUM_ROWS: il_sum_rows(IL_FLOAT32, 3, 4, x, direct)
        case IL_OP_SUM_COLUMNS: il_sum_columns(IL_FLOAT32, 3, 4, x, direct)
        case IL_OP_FILL: il_fill(IL_FLOAT32, 12, 0.3, direct)
        case IL_OP_SCALE: il_scale(IL_FLOAT32, 12, 0.3, x, direct)
        case IL_OP_AXPY: il_axpy(IL_FLOAT32, 12, 0.3, x, direct)
        case IL_OP_ADD: il_add(IL_FLOAT32, 12, x, y, direct)
        case IL_OP_SUBTRACT: il_subtract(IL_FLOAT32, 12, x, y, direct)
        default: il_multiply(IL_FLOAT32, 12, x, y, direct)
        }
        #expect((0..<12).map { planned[$0] } == (0..<12).map { direct[$0] }, "code \(code.rawValue)")
        #expect((0..<12).contains { planned[$0] != 1 })
      }
    }

    @Test("classes are gathered with their rows, and losses add up")
    func classes() {
      let arena = Arena()
      let logits: UnsafeMutablePointer<Double> = arena.copy(values(8, seed: 1), 0)
      let labels = arena.copy([Int32(0), 1, 1, 0], 0)
      let order = arena.copy([Int32(3), 2, 0, 1], 0)
      let batchLogits = arena.room(8, 0.0)
      let batchLabels = arena.room(4, Int32(9))
      var labelGather = il_operation()
      labelGather.code = IL_OP_GATHER_CLASSES
      labelGather.rows = Int64(IL_BATCH_ROWS)
      labelGather.columns = 1
      labelGather.a = UnsafeRawPointer(labels)
      labelGather.result = UnsafeMutableRawPointer(batchLabels)
      var loss = il_operation()
      loss.code = IL_OP_LOSS
      loss.kind = Int32(IL_CROSS_ENTROPY.rawValue)
      loss.rows = Int64(IL_BATCH_ROWS)
      loss.columns = 2
      loss.a = UnsafeRawPointer(batchLogits)
      loss.b = UnsafeRawPointer(batchLabels)
      let plan = il_plan_create(
        IL_FLOAT64, [gather(logits, batchLogits, 2), labelGather, loss, loss], [2, 0, 2, 0, 0])
      defer { il_plan_destroy(plan) }
      var run = il_run()
      run.dataset_rows = 4
      run.batch_rows = 3
      run.permutation = UnsafePointer(order)
      #expect(il_plan_evaluate(plan, &run, UInt32(IL_SECTIONS_TO_LOSS)) == IL_RUN_DONE)
      #expect((0..<4).map { batchLabels[$0] } == [0, 1, 0, 9])
      let rows = [logits[6], logits[7], logits[4], logits[5], logits[0], logits[1]]
      let classes: [Int32] = [0, 1, 0]
      #expect(run.loss == 2 * il_loss_value(IL_FLOAT64, IL_CROSS_ENTROPY, 0, 3, 2, rows, classes, nil))
    }
  }
}
