/// A product with a weight and a bias inside a layer of several, on the rows of a batch of sequences.
struct LinearPart {
  /// `[outputs, inputs]`.
  let weight: ParameterPlace
  /// `[outputs]`.
  let bias: ParameterPlace?
  /// Numbers of a row that goes in.
  let inputs: Int
  /// Numbers of a row that comes out.
  let outputs: Int
  /// Rows, as operations count them.
  let rows: Int64

  /// The part of a layer whose parameters are called `name.weight` and `name.bias`.
  init(
    _ layer: LayerPlace, weight: String, bias: String, inputs: Int, outputs: Int, steps: Int
  ) {
    guard let place = layer.parameters[weight] else {
      preconditionFailure("a layer of several parts has declared their weights")
    }
    self.weight = place
    self.bias = layer.parameters[bias]
    self.inputs = inputs
    self.outputs = outputs
    rows = PlannedOperation.batchRows * Int64(steps)
  }

  /// result = input W^T + b
  func forward(_ input: Buffer, result: Buffer) -> PlannedOperation {
    .product(
      Factor(buffer: input, rowLength: inputs),
      Factor(buffer: weight.value, rowLength: inputs, isTransposed: true), bias: bias?.value, rows: rows,
      columns: outputs, inner: Int64(inputs), result: result)
  }

  /// The derivatives by weight and bias.
  func gradients(delta: Buffer, input: Buffer) -> [PlannedOperation] {
    let product = PlannedOperation.product(
      Factor(buffer: delta, rowLength: outputs, isTransposed: true),
      Factor(buffer: input, rowLength: inputs), rows: Int64(outputs), columns: inputs, inner: rows,
      result: weight.gradient)
    guard let bias else { return [product] }
    return [product, .sumRows(delta, rows: rows, columns: outputs, result: bias.gradient)]
  }

  /// result = delta W, the derivative by the input.
  func toInput(delta: Buffer, result: Buffer) -> PlannedOperation {
    .product(
      Factor(buffer: delta, rowLength: outputs), Factor(buffer: weight.value, rowLength: inputs), rows: rows,
      columns: inputs, inner: Int64(outputs), result: result)
  }
}
