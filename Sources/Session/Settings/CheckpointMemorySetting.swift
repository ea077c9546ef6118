import Analysis
import Language

extension Setting {
  /// `set checkpoint_memory MIB`
  static let checkpointMemory = Setting(
    name: "checkpoint_memory",
    summary: "MiB that states to go back to may take; replay starts from them, with fewer it takes longer",
    values: "1 to 1048576", defaultText: String(Past.defaultLimit >> 20), example: "1024",
    read: { String($0.laboratory.past.limit >> 20) },
    write: { session, call in
      session.laboratory.past.limit = try call.binder.integer("value", in: .between(1, 1_048_576)) << 20
    })
}
