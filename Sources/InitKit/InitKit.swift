// InitKit
