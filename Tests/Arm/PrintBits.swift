/// Prints the digests of streams and portable mathematics on this machine, a line for each family.
@main
struct PrintBits {
  static func main() {
    for line in PortableBits.lines { print(line) }
  }
}
