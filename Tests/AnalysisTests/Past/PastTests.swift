import Engine
import Testing

@testable import Analysis

/// The past is a tree; going about in it loses nothing that memory allows.
@Suite struct PastTests {
  private let model: Model
  private let arrangement: Arrangement

  init() throws {
    model = try network([dense("h", 3, "tanh"), dense("o", 1)])
    var arrangement = Arrangement(description: model.description)
    arrangement.compiled = .init(description: model.description, data: model.data, dataNumber: 1)
    self.arrangement = arrangement
  }

  private func checkpoint() -> Checkpoint { Checkpoint(model.snapshot(), SymmetryWatch()) }

  /// A past of one stretch that was trained to a step, with a state at each tenth.
  private func past(trainedTo step: Int) -> Past {
    var past = Past(arrangement)
    past.begin("init", arrangement, checkpoint(), step: 0, interval: 10)
    train(&past, to: step)
    return past
  }

  private func train(_ past: inout Past, to step: Int) {
    while model.step < step {
      _ = model.run(steps: min(step - model.step, past.stepsToCheckpoint))
      past.advance(to: model.step)
      past.keep(checkpoint())
    }
  }

  @Test func `a past without a step is at step 0`() {
    let past = Past(Arrangement(description: ModelDescription()))
    #expect(past.here == Moment(stretch: 0, step: 0))
    #expect(past.legsBehind.isEmpty)
    #expect(past.place(back: 1) == nil)
    #expect(past.isKept(past.here))
  }

  @Test func `going back moves here and keeps what lies ahead`() throws {
    var past = past(trainedTo: 25)
    let target = try #require(past.place(ofStep: 7))
    past.move(to: target)
    #expect(past.here.step == 7)
    #expect(past.tip.step == 25)
    #expect(past.place(ofStep: 25)?.step == 25)
    #expect(past.place(ofStep: 26) == nil)
    #expect(past.place(back: 7)?.step == 0)
    #expect(past.place(back: 8) == nil)
  }

  @Test func `another choice in the past ends the line there`() throws {
    var past = past(trainedTo: 25)
    past.move(to: try #require(past.place(ofStep: 7)))
    past.begin("optimizer sgd lr=1", arrangement, checkpoint(), step: 7, interval: 10)
    #expect(past.tip == past.here)
    #expect(past.place(ofStep: 8) == nil)
    #expect(past.place(back: 1)?.step == 6)
    #expect(past.episode.count == 3)
  }

  @Test func `of several states at a step the latest is meant`() throws {
    var past = past(trainedTo: 5)
    past.begin("set h.bias = 1", arrangement, checkpoint(), step: 5, interval: 10)
    #expect(past.place(ofStep: 5) == past.here)
    #expect(past.place(ofStep: 5)?.stretch != past.place(ofStep: 4)?.stretch)
  }

  @Test func `steps count from the last drawing of the whole network`() throws {
    var past = past(trainedTo: 25)
    try model.reset()
    past.begin("init", arrangement, checkpoint(), step: 0, interval: 10)
    #expect(past.place(ofStep: 7) == nil)
    #expect(past.legsBehind.map(\.step) == [0])
  }

  @Test func `training beyond the end of a leg that was left begins another line`() throws {
    var past = past(trainedTo: 5)
    past.begin("set h.bias = 1", arrangement, checkpoint(), step: 5, interval: 10)
    past.advance(to: 9)
    past.move(to: try #require(past.place(ofStep: 3)))
    past.advance(to: 5)
    #expect(past.tip.step == 9)
    past.advance(to: 6)
    #expect(past.tip == past.here)
  }

  @Test func `a branch keeps its line while another is trained`() throws {
    var past = past(trainedTo: 25)
    past.move(to: try #require(past.place(ofStep: 10)))
    past.branch("fast")
    past.begin("optimizer sgd lr=1", arrangement, checkpoint(), step: 10, interval: 10)
    past.advance(to: 14)
    #expect(past.place(ofStep: 25) == nil)
    past.take("main")
    #expect(past.here.step == 10)
    #expect(past.place(ofStep: 25)?.step == 25)
    #expect(past.bearings.branches["fast"]?.tip.step == 14)
  }

  @Test func `a mark on another branch leads to that branch`() throws {
    var past = past(trainedTo: 25)
    past.branch("fast")
    past.begin("optimizer sgd lr=1", arrangement, checkpoint(), step: 25, interval: 10)
    past.advance(to: 30)
    past.mark("there")
    past.take("main")
    past.move(to: try #require(past.bearings.marks["there"]))
    #expect(past.bearings.branch == "fast")
    #expect(past.here.step == 30)
  }

  @Test func `states are thinned to the limit, and the first stays as long as it can`() throws {
    var past = past(trainedTo: 200)
    let size = checkpoint().byteCount
    past.limit = 5 * size
    #expect(past.byteCount <= 5 * size)
    #expect(past.isKept(Moment(stretch: past.here.stretch, step: 0)))
    #expect(try #require(past.stretch(past.here.stretch)).interval > 10)
    past.limit = 1
    #expect(past.byteCount == 0)
    #expect(!past.isKept(past.here))
  }

  @Test func `stretches that no line leads to are forgotten`() throws {
    var past = past(trainedTo: 5)
    let before = past.bearings
    past.begin("set h.bias = 1", arrangement, checkpoint(), step: 5, interval: 10)
    let count = past.count
    past.move(to: before)
    past.collect(keeping: [])
    #expect(past.count == count - 1)
    #expect(past.place(ofStep: 3) != nil)
  }
}
