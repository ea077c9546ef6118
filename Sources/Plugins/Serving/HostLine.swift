import CPosix
import InitKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The worker's end of the connection to its host: one message after the other.
final class HostLine {
  /// Where the host put our end.
  static let socket: Int32 = 3

  /// A plugin that forks leaves a copy of us behind, which must not answer.
  private let process = getpid()
  private let room = UnsafeMutableRawBufferPointer.allocate(
    byteCount: Numbered<Request>.sizeLimit, alignment: 16)
  /// The number of the message that came last, which an answer carries.
  private var number: UInt64 = 0

  deinit { room.deallocate() }

  /// Waits for a message; the process ends when the host is gone, or sends what means nothing.
  func next() -> (request: Request, descriptor: Int32) {
    var descriptor: Int32 = -1
    guard let start = room.baseAddress else { _exit(1) }
    let count = ilp_receive(Self.socket, start, Int64(room.count), &descriptor)
    guard count > 0, let request = try? Numbered<Request>(room.prefix(Int(count))) else { _exit(0) }
    number = request.number
    return (request.content, descriptor)
  }

  /// Answers the last message.
  func send(_ response: Response) {
    guard getpid() == process else { _exit(0) }
    var bytes = Numbered(number: number, content: response).bytes
    if bytes.count > Numbered<Response>.sizeLimit {
      bytes = Numbered(number: number, content: Response.refused("it says more than fits a message")).bytes
    }
    let sent = bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { ilp_send(Self.socket, $0, Int64(bytes.count), -1) } ?? -1
    }
    if sent < 0 { _exit(0) }
  }

  /// Asks the host something while a request of its own is being served.
  ///
  /// - Throws: what the host says went wrong.
  func ask(_ question: Question) throws(InitializerError) -> Answer {
    send(.asks(question))
    guard case .answer(let answer) = next().request else { _exit(0) }
    if case .threw(let error) = answer { throw error }
    return answer
  }

  /// Asks for numbers and all their pages.
  func numbers(_ question: Question) throws(InitializerError) -> (values: [Double], width: Int)? {
    switch try ask(question) {
    case .numbers(let first, let total, let width):
      var values = first
      while values.count < total {
        guard case .numbers(let page, _, _) = try ask(.more(values.count)), !page.isEmpty else { _exit(0) }
        values += page
      }
      return (values, width)
    default: return nil
    }
  }

  /// Sends numbers that the next question is about.
  func push(_ values: [Double]) throws(InitializerError) {
    var start = 0
    repeat {
      let end = min(values.count, start + Question.page)
      _ = try ask(.push(Array(values[start..<end]), isFirst: start == 0))
      start = end
    } while start < values.count
  }
}
