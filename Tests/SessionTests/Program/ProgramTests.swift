import Foundation
import Testing

/// The built program: calls, options, exit statuses, and what goes to which stream.
@Suite struct ProgramTests {
  private let folder = try? TemporaryFolder()

  private func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try run(arguments, bytes: Array(input.utf8), environment: environment)
  }

  private func run(
    _ arguments: [String], bytes: [UInt8], environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try ProgramRun(arguments, input: bytes, folder: #require(folder).path, environment: environment)
  }

  private static let network = "data xor; layer dense 4 tanh name=h1; layer dense 1"

  @Test func `commands given run, and end with success`() throws {
    let run = try run(["-c", "print 1 + 1; echo hello"])
    #expect(run.status == 0)
    #expect(run.output == "2\nhello\n")
    #expect(run.errors == "")
  }

  @Test func `commands given in several parts run one after the other`() throws {
    #expect(try run(["-c", "let a = 1", "-c", "print a"]).output == "1\n")
  }

  @Test func `nothing to do is no failure`() throws {
    #expect(try run(["-c", ""]).status == 0)
    #expect(try run([]).status == 0)
    #expect(try run([], input: "# nothing\n\n").output == "")
  }

  @Test(
    arguments: [
      ("print 1", 0), ("frobnicate", 1), ("step", 1), ("print 1/0", 1), ("echo a; step many; echo b", 1),
      ("print (", 2), ("echo a\nrepeat 2 {", 2), ("expect 1 == 2", 3), ("expect 1 == 1", 0), ("quit", 0),
      ("quit; frobnicate", 0), ("!exit 3", 1), ("!true", 0),
    ] as [(String, Int32)])
  func `the exit status says how it ended`(commands: String, status: Int32) throws {
    #expect(try run(["-c", commands]).status == status, "\(commands)")
    #expect(try run([], input: commands).status == status, "\(commands) on standard input")
  }

  @Test func `results go to standard output, messages to standard error`() throws {
    let run = try run(["-c", "echo before; step; echo after"])
    #expect(run.output == "before\n")
    #expect(
      run.errors.hasPrefix(
        "-c:1:14: error: there is no network [no-layers]\n  echo before; step; echo after\n"))
    #expect(run.errors.contains("\n               ^~~~\n"))
    #expect(run.errors.contains("  help: `layer dense 8 tanh`"))
  }

  @Test func `a file that the system lets no longer grow is an error, and the one before it stays`() throws {
    let folder = try TemporaryFolder()
    try folder.write("w.npz", "old")
    let commands = "data noise n=4 features=50; layer dense 400; layer dense; export weights w.npz"
    let run = try ProgramRun(["--no-rc", "-c", commands], input: [], folder: folder.path, largestFile: 8)
    #expect(run.status == 1)
    #expect(run.errors.contains("cannot be written: file too large [unwritable-file]"))
    #expect(try String(contentsOfFile: folder.path + "/w.npz", encoding: .utf8) == "old")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.contains { $0.hasSuffix(".tmp") })
  }

  @Test func `a script that does not parse has run nothing of it`() throws {
    let run = try run([], input: "echo one\necho two\nprint )\n")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("stdin:3:7: error: "))
  }

  @Test func `files run in order in one session, with the variables given`() throws {
    let folder = try #require(folder)
    try folder.write("a.lab", "let n = n + 1\necho a has {n} and {text}\n")
    try folder.write("b.lab", "echo b has {n}\n")
    let run = try run(["a.lab", "b.lab", "n=41", "text=some words"])
    #expect(run.output == "a has 42 and some words\nb has 42\n")
    #expect(run.status == 0)
  }

  @Test func `a variable of the call may not hide a name of the session`() throws {
    let run = try run(["loss=3", "-c", "print loss"])
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("`loss`"))
  }

  @Test func `the second file does not run when the first fails`() throws {
    let folder = try #require(folder)
    try folder.write("a.lab", "echo a\nfrobnicate\n")
    try folder.write("b.lab", "echo b\n")
    let run = try run(["a.lab", "b.lab"])
    #expect(run.status == 1)
    #expect(run.output == "a\n")
    #expect(run.errors.hasPrefix("a.lab:2:1: error: no command is called `frobnicate` [unknown-command]\n"))
  }

  @Test func `source and data are looked for beside the file that names them`() throws {
    let folder = try #require(folder)
    try folder.write("sub/outer.lab", "source inner.lab\ndata csv points.csv\n")
    try folder.write("sub/inner.lab", "echo inside\n")
    try folder.write("sub/points.csv", "a,b\n1,2\n3,4\n")
    let run = try run(["sub/outer.lab"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("inside\n"))
  }

  @Test func `a file that is not there, or is no text, is a wrong call`() throws {
    let run = try run(["nowhere.lab"])
    #expect(run.status == 2)
    #expect(run.errors.contains("`nowhere.lab`"))
    try #require(folder).write("bad.lab", bytes: [0x65, 0xff, 0x0a])
    #expect(try self.run(["bad.lab"]).status == 2)
    #expect(try self.run(["."]).status == 2)
  }

  @Test(arguments: ["echo a\u{0}b\n", "echo é\n"]) func `standard input that is no text is told in words`(
    text: String
  )
    throws
  {
    // The second is Latin-1, as old editors save it.
    let run = try run([], bytes: text.unicodeScalars.map { UInt8($0.value) })
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(!run.errors.contains("("), "\(run.errors)")
    #expect(run.errors.contains("help: "), "\(run.errors)")
  }

  @Test(arguments: [
    ["--frobnicate"], ["--json", "--csv"], ["--seed"], ["--seed", "x"], ["--seed", "-1"], ["--threads", "0"],
    ["--threads", "1000"], ["--seed", "9007199254740993"], ["--color", "sometimes"], ["-c"], ["-x"], ["=3"],
  ])
  func `a wrong call ends with status 2 and says why`(arguments: [String]) throws {
    let run = try run(arguments)
    #expect(run.status == 2, "\(arguments)")
    #expect(run.output == "")
    #expect(run.errors.contains("rror: "), "\(run.errors)")
  }

  @Test func `version and help are answers`() throws {
    let version = try run(["--version"])
    #expect(version.status == 0)
    #expect(
      version.output.wholeMatch(of: /(initlab )?[0-9]+\.[0-9]+\.[0-9]+\n/) != nil, "`\(version.output)`")
    let help = try run(["--help"])
    #expect(help.status == 0)
    #expect(help.errors == "")
    for option in [
      "-c", "-i", "--json", "--csv", "--seed", "--threads", "--safe", "--check", "--no-rc", "--quiet",
      "--echo",
      "--color", "--version", "--help",
    ] { #expect(help.output.contains(option), "--help lacks \(option)") }
  }

  @Test func `json prints one object a line, also where a command fails`() throws {
    let run = try run(["--json", "-c", "\(Self.network); repeat 2 { step }; frobnicate"])
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 6)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["command"] is String && object?["ok"] is Bool, "\(line)")
    }
    #expect(lines.last?.contains("\"ok\": false") == true)
    #expect(run.status == 1)
    #expect(!run.errors.isEmpty)
  }

  @Test func `json is printed for a script that does not parse`() throws {
    let run = try run(["--json", "-c", "print ("])
    #expect(run.status == 2)
    #expect(run.output.hasPrefix("{\"command\": \"\", \"ok\": false, \"error\": {"))
  }

  @Test func `csv prints tables with a header`() throws {
    let run = try run(["--csv", "-c", "\(Self.network); net"])
    #expect(run.output.contains("layer,kind,activation,in,out,weights,init,fan in,fan out"), "\(run.output)")
    #expect(run.output.contains("h1,dense,tanh,"))
    #expect(!run.output.contains("─"))
  }

  @Test func `the seed of the call is the session's`() throws {
    #expect(try run(["--seed", "7", "-c", "print seed"]).output == "7\n")
    let commands = "\(Self.network); step 3; print loss"
    let one = try run(["--seed", "1", "-c", commands]).output
    #expect(try run(["--seed", "1", "-c", commands]).output == one)
    #expect(try run(["--seed", "1", "-c", "seed 1; \(commands)"]).output == one)
    #expect(try run(["--seed", "2", "-c", commands]).output != one)
    #expect(try run(["--threads", "2", "--seed", "1", "-c", commands]).output == one)
  }

  @Test func `safe mode refuses the shell and files elsewhere`() throws {
    #expect(try run(["--safe", "-c", "!true"]).status == 1)
    #expect(try run(["--safe", "-c", "data csv /etc/passwd"]).errors.contains("[safe-mode]"))
    #expect(try run(["--safe", "-c", "print 1"]).output == "1\n")
    let folder = try #require(folder)
    try folder.write("a.csv", "a,b\n1,2\n3,4\n")
    #expect(try run(["--safe", "-c", "data csv a.csv"]).status == 0)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "/etc")
    #expect(try run(["--safe", "-c", "source link/hostname"]).errors.contains("[safe-mode]"))
  }

  @Test func `echo prints each command before its output`() throws {
    let run = try run(["--echo", "-c", "print 1; repeat 2 { echo hi }"])
    #expect(run.output == "> print 1\n1\n> echo hi\nhi\n> echo hi\nhi\n")
  }

  @Test func `check parses and names what is unknown, and runs nothing`() throws {
    let good = try run(["--check", "-c", "echo hi; step"])
    #expect(good.status == 0)
    #expect(good.output == "")
    let bad = try run(["--check", "-c", "echo hi\nstepp 3\nhist h1 bin=3"])
    #expect(bad.status == 2)
    #expect(bad.output == "")
    #expect(bad.errors.contains("-c:2:1: error: ") && bad.errors.contains("-c:3:9: error: "), "\(bad.errors)")
    #expect(try run(["--check", "nowhere.lab"]).status == 2)
  }

  @Test func `quiet changes no result`() throws {
    let commands = "\(Self.network); step 300; print loss"
    #expect(try run(["--quiet", "-c", commands]).output == run(["-c", commands]).output)
    #expect(try run(["--quiet", "-c", commands]).errors == "")
  }

  @Test func `color is for those who ask, and NO_COLOR and pipes go without`() throws {
    let commands = "inits; step"
    let plain = try run(["-c", commands])
    #expect(!plain.output.contains("\u{1B}") && !plain.errors.contains("\u{1B}"))
    let colored = try run(["--color", "always", "-c", commands])
    #expect(colored.output.contains("\u{1B}[") && colored.errors.contains("\u{1B}["))
    #expect(colored.output.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain.output)
    let never = try run(["--color", "never", "-c", commands])
    #expect(never.output == plain.output)
    let environment = ["NO_COLOR": "1", "TERM": "xterm-256color"]
    #expect(try !run(["-c", commands], environment: environment).output.contains("\u{1B}"))
  }

  @Test func `an ASCII locale gets ASCII`() throws {
    let run = try run(["-c", "inits"], environment: ["LC_ALL": "C"])
    #expect(run.output.utf8.allSatisfy { $0 < 128 })
    #expect(run.status == 0)
  }

  @Test func `a shell command's output stands in its place`() throws {
    let run = try run(["-c", "echo one; !echo two; echo three"])
    #expect(run.output == "one\ntwo\nthree\n")
  }

  @Test(arguments: Repository.files(in: "examples", ending: ".lab"))
  func `a lesson runs, called from elsewhere`(name: String) throws {
    let path = Repository.root.appending(path: "examples/\(name)").path
    #expect(try run(["--check", path]).status == 0)
    let run = try run([path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.utf8.count > 100)
  }
}
