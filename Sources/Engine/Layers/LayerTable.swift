/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind", [ActivationLayer(), DenseLayer()]
  ) { $0.specification }
}
