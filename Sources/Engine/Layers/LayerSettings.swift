/// What was chosen for a layer, found and checked.
package struct LayerSettings: Sendable {
  /// Its name.
  package let name: String
  /// Proper name of its kind.
  package let kind: String
  /// Number of units, where the kind has any.
  package let size: Int?
  /// Its activation, identity when there is none.
  package let activation: ChosenActivation
  /// Options, defaults filled in.
  package let options: OptionValues
}
