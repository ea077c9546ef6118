/// A shared object that is ready to be opened.
struct BuiltLibrary: Equatable {
  /// Its file, in the cache.
  let path: String
  /// What a Swift library must bear.
  let stamp: String
  /// Whether it was there already.
  let isCached: Bool
}
