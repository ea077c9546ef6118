// Initializers
