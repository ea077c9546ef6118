// A plugin in Rust, without crates, behind the C interface (Sources/CInitABI/include/initlab_plugin.h):
//
//     rustc --edition 2021 --crate-type cdylib -O plugins/laplace.rs -o laplace.so
//
// then `plugin load laplace.so` and `plugin check laplace`.
use std::ffi::{c_char, c_void};
use std::ptr::null;

#[repr(C)]
struct Parameter {
    struct_size: u32,
    reserved: u32,
    name: *const c_char,
    help: *const c_char,
    default_value: f64,
    least: f64,
    most: f64,
}

#[repr(C)]
struct Site {
    struct_size: u32,
    axes: u32,
    shape: *const i64,
    fan_in: i64,
    fan_out: i64,
    // What follows is not looked at here.
}

#[repr(C)]
struct Random {
    struct_size: u32,
    reserved: u32,
    stream: *mut c_void,
    bits: extern "C" fn(*mut c_void) -> u64,
    uniform: extern "C" fn(*mut c_void) -> f64,
    // What follows is not looked at here.
}

#[repr(C)]
struct Request {
    struct_size: u32,
    argument_count: u32,
    arguments: *const f64,
    site: *const Site,
    random: *const Random,
    out: *mut f64,
    count: u64,
}

#[repr(C)]
struct Promise {
    struct_size: u32,
    law: i32,
    mean: f64,
    variance: f64,
    lower: f64,
    upper: f64,
    kurtosis: f64,
    zeros: i64,
    breaks_symmetry: i32,
    reserved: i32,
}

#[repr(C)]
struct Initializer {
    struct_size: u32,
    is_deterministic: u32,
    name: *const c_char,
    summary: *const c_char,
    formula: *const c_char,
    source: *const c_char,
    suits: *const c_char,
    aliases: *const c_char,
    parameters: *const *const Parameter,
    context: *mut c_void,
    fill: extern "C" fn(*mut c_void, *const Request, *mut c_char, usize) -> i32,
    promise: extern "C" fn(*mut c_void, *const Request, *mut Promise) -> i32,
}

#[repr(C)]
struct Plugin {
    abi_version: u32,
    struct_size: u32,
    version: *const c_char,
    initializers: *const *const Initializer,
}

/// The law's scale: a Laplace law has twice its square as variance.
fn scale(request: &Request) -> f64 {
    let site = unsafe { &*request.site };
    let gain = unsafe { *request.arguments };
    gain / (2.0 * (site.fan_in.max(1) as f64)).sqrt()
}

extern "C" fn fill(_: *mut c_void, request: *const Request, _: *mut c_char, _: usize) -> i32 {
    let request = unsafe { &*request };
    let random = unsafe { &*request.random };
    let b = scale(request);
    for place in 0..request.count as usize {
        let u = (random.uniform)(random.stream) - 0.5;
        // The inverse distribution function; at u = -1/2 the logarithm is kept finite.
        let w = -b * u.signum() * (1.0 - 2.0 * u.abs()).max(f64::MIN_POSITIVE).ln();
        unsafe { *request.out.add(place) = w };
    }
    0
}

extern "C" fn promise(_: *mut c_void, request: *const Request, promise: *mut Promise) -> i32 {
    let b = scale(unsafe { &*request });
    let promise = unsafe { &mut *promise };
    promise.variance = 2.0 * b * b;
    promise.kurtosis = 6.0;
    0
}

/// Leaks a value: a description lives as long as the process.
fn forever<T>(value: T) -> *const T {
    Box::leak(Box::new(value))
}

#[no_mangle]
pub extern "C" fn initlab_plugin_main() -> *const c_void {
    let gain = forever(Parameter {
        struct_size: size_of::<Parameter>() as u32,
        reserved: 0,
        name: c"gain".as_ptr(),
        help: c"factor on the deviation".as_ptr(),
        default_value: 1.0,
        least: 0.0,
        most: f64::INFINITY,
    });
    let laplace = forever(Initializer {
        struct_size: size_of::<Initializer>() as u32,
        is_deterministic: 0,
        name: c"laplace".as_ptr(),
        summary: c"Numbers of a Laplace law with LeCun's variance: most small, a few large.".as_ptr(),
        formula: c"w ~ Laplace(b), b = gain / sqrt(2 fan_in)".as_ptr(),
        source: c"an example; the variance is LeCun's, 1 / fan_in".as_ptr(),
        suits: c"layers that should start with a few strong weights".as_ptr(),
        aliases: null(),
        parameters: forever([gain, null()]) as *const *const Parameter,
        context: std::ptr::null_mut(),
        fill,
        promise,
    });
    let plugin = forever(Plugin {
        abi_version: 1,
        struct_size: size_of::<Plugin>() as u32,
        version: c"1.0".as_ptr(),
        initializers: forever([laplace, null()]) as *const *const Initializer,
    });
    plugin as *const c_void
}
