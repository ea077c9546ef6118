/// The signs drawings are made of, in Unicode or in ASCII.
struct Glyphs {
  let ellipsis: String
  let bullet: String
  let rule: Character
  let vertical: String
  let tick: String
  let corner: String
  let ramp: [Character]

  init(unicode: Bool) {
    ellipsis = unicode ? "…" : ".."
    bullet = unicode ? "•" : "*"
    rule = unicode ? "─" : "-"
    vertical = unicode ? "│" : "|"
    tick = unicode ? "┤" : "+"
    corner = unicode ? "└" : "+"
    ramp = unicode ? [" ", "░", "▒", "▓", "█"] : Array(" .:-=+*#%@")
  }
}

extension RenderOptions {
  var glyphs: Glyphs { Glyphs(unicode: unicode) }
}
