import ArgumentParser
import Engine
import LineEditor
import Plugins

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
    // A worker is this program again: before anything else, so that it starts fast.
    if CommandLine.arguments.dropFirst().first == PluginServer.option { exit(serve()) }
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

  /// Answers the session that started this process; returns only where there is none.
  private static func serve() -> Int32 {
    PluginServer.run(Array(CommandLine.arguments.dropFirst(2)), arithmetic: KernelArithmetic())
    Console(environment: .ofProcess()).writeMessage(
      "initlab: \(PluginServer.option) is how a session runs plugins; start `initlab` instead\n")
    return ExitStatus.wrongCall.rawValue
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
