import CInitABI
import InitKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An initializer behind the C interface, with its arguments.
struct CInitializer: WeightFilling {
  /// Where its descriptor lies.
  let address: UInt
  /// One number for each parameter, in the descriptor's order.
  let arguments: [Double]

  /// Longest refusal that is passed on.
  private static let messageSize = 512

  private var descriptor: initlab_initializer {
    guard let pointer = UnsafePointer<initlab_initializer>(bitPattern: address) else {
      return initlab_initializer()
    }
    return pointer.sized(pointer.pointee.struct_size, or: initlab_initializer())
  }

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let descriptor = self.descriptor
    var message = [CChar](repeating: 0, count: Self.messageSize)
    var stream = CStream(context: context)
    let status = withUnsafeMutablePointer(to: &stream) { stream in
      var random = CStream.services(UnsafeMutableRawPointer(stream))
      return withUnsafePointer(to: &random) { random in
        weights.withUnsafeMutableBufferPointer { entries in
          withRequest(site) { request in
            request.random = random
            request.out = entries.baseAddress
            request.count = UInt64(entries.count)
            return descriptor.fill(descriptor.context, &request, &message, message.count)
          }
        }
      }
    }
    context = stream.context
    guard status != 0 else { return }
    let text = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    throw .refused(reason: text.isEmpty ? "its fill function gave \(status)" : text)
  }

  func promise(at site: WeightSite) -> Promise? {
    let descriptor = self.descriptor
    guard let function = descriptor.promise else { return nil }
    var promise = initlab_promise()
    promise.struct_size = UInt32(MemoryLayout<initlab_promise>.size)
    (promise.lower, promise.upper, promise.kurtosis) = (-.infinity, .infinity, 3)
    (promise.zeros, promise.breaks_symmetry) = (-1, -1)
    let status = withRequest(site) { request in function(descriptor.context, &request, &promise) }
    return status == 0 ? Promise(promise, at: site) : nil
  }

  /// Lends the C view of a place and of the arguments.
  private func withRequest(_ site: WeightSite, _ body: (inout initlab_request) -> Int32) -> Int32 {
    let texts = [site.layer, site.parameter, site.role.rawValue, site.activation.name].map {
      (text: String) in strdup(text)
    }
    defer { for text in texts { free(text) } }
    let shape = site.shape.map(Int64.init)
    return shape.withUnsafeBufferPointer { shape in
      var view = initlab_site()
      view.struct_size = UInt32(MemoryLayout<initlab_site>.size)
      (view.axes, view.shape) = (UInt32(shape.count), shape.baseAddress)
      (view.fan_in, view.fan_out) = (Int64(site.fanIn), Int64(site.fanOut))
      (view.layer_index, view.layer_count) = (Int64(site.layerIndex), Int64(site.layerCount))
      (view.layer, view.parameter) = (UnsafePointer(texts[0]), UnsafePointer(texts[1]))
      (view.role, view.activation) = (UnsafePointer(texts[2]), UnsafePointer(texts[3]))
      view.activation_parameter = site.activation.parameter ?? .nan
      view.activation_gain = site.activation.gain
      view.is_output = site.activation.isOutput ? 1 : 0
      return withUnsafePointer(to: &view) { view in
        arguments.withUnsafeBufferPointer { arguments in
          var request = initlab_request()
          request.struct_size = UInt32(MemoryLayout<initlab_request>.size)
          (request.argument_count, request.arguments) = (UInt32(arguments.count), arguments.baseAddress)
          request.site = view
          return body(&request)
        }
      }
    }
  }
}

extension Promise {
  /// What a plugin behind the C interface promised; nil where its numbers cannot be promised.
  fileprivate init?(_ promise: initlab_promise, at site: WeightSite) {
    guard promise.mean.isFinite, promise.variance >= 0, promise.variance.isFinite else { return nil }
    let law: EntryLaw? =
      switch Int32(promise.law) {
      case INITLAB_LAW_UNIFORM: .uniform(low: promise.lower, high: promise.upper)
      case INITLAB_LAW_NORMAL: .normal(mean: promise.mean, deviation: promise.variance.squareRoot())
      default: nil
      }
    self.init(
      mean: promise.mean, variance: promise.variance, lower: promise.lower, upper: promise.upper,
      kurtosis: law?.kurtosis ?? promise.kurtosis, zeros: promise.zeros < 0 ? nil : Int(promise.zeros),
      breaksSymmetry: promise.breaks_symmetry < 0 ? nil : promise.breaks_symmetry != 0, law: law)
    // Rows of independent numbers differ; nobody has to say so.
    if breaksSymmetry == nil, let law { breaksSymmetry = Promise(independent: law, at: site).breaksSymmetry }
  }
}
