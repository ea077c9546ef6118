import Engine
import Language

extension Setting {
  /// `set threads N`
  static let threads = Setting(
    name: "threads", summary: "threads of large operations; no bit of any result depends on it",
    values: "1 to \(Kernels.threadLimit)", defaultText: "1", example: "2",
    read: { _ in String(Kernels.threads) },
    write: { _, call in
      Kernels.setThreads(try call.binder.integer("value", in: .between(1, Double(Kernels.threadLimit))))
    })
}
