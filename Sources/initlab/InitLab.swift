import ArgumentParser
import LineEditor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program: reads its options, then hands over to `Program`.
@main
struct InitLab {
  static func main() {
    do {
      let options = try Options.parse()
      guard !options.version else {
        Console(environment: .ofProcess()).write("initlab \(Program.version)\n")
        exit(ExitStatus.success.rawValue)
      }
      exit(try Program(options).run().rawValue)
    } catch {
      exit(report(error))
    }
  }

  /// Help and version are answers, anything else is a wrong call.
  private static func report(_ error: any Error) -> Int32 {
    let message = Options.fullMessage(for: error)
    let isAnswer = Options.exitCode(for: error) == .success
    let console = Console(environment: .ofProcess())
    if isAnswer {
      console.write(message + "\n")
    } else {
      console.writeMessage(message + "\n")
    }
    return isAnswer ? ExitStatus.success.rawValue : ExitStatus.wrongCall.rawValue
  }
}
