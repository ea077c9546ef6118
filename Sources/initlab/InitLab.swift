import ArgumentParser

@main
struct InitLab: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "initlab")
}
