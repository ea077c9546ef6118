import CInitABI

/// The header that plugins in C include.
package enum PluginHeader {
  /// The whole file.
  package static var text: String { String(cString: initlab_header_text()) }
}
