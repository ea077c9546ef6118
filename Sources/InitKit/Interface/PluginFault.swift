/// What went wrong in the process that a plugin runs in: facts, no sentences.
public enum PluginFault: Sendable, Equatable {
  /// A signal ended the process.
  case signal(Int, name: String, lastWords: String)
  /// The process ended itself before it answered.
  case exit(Int, lastWords: String)
  /// No answer within so many seconds; the process was killed.
  case noAnswer(seconds: Double)
  /// The user asked to stop; the process was killed.
  case interrupted
  /// So many entries were left as they were.
  case unwritten(Int, of: Int, first: Int)
  /// So many entries became NaN or infinite.
  case notFinite(Int, of: Int, first: Int, value: Double)
  /// An answer that is none.
  case nonsense
  /// The system gave no process or no memory.
  case system(String)
  /// The library is not one for this program, and why.
  case library(String)
}
