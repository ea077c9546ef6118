"""Matrix products of OpenBLAS through numpy, to hold `bench` against.

Needs Python 3.9 or later with numpy from PyPI, whose wheels carry OpenBLAS; another BLAS is refused, and then
nothing is measured. Prints one line of JSON as networks.py does; values are GFLOP/s of float32, of warm calls on
the same operands into memory that is there.
Usage: python products.py [--threads N] [--rounds R] [--only NAME]
"""
import argparse
import ctypes
import json
import os
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--only", default="")
options = parser.parse_args()
# Read when the library is loaded, which the import of numpy does.
os.environ["OPENBLAS_NUM_THREADS"] = str(options.threads)

try:
    import numpy
except ImportError:
    numpy = None

# name: m, n, k, whether a and b lie transposed; as in ProductBench.swift
PRODUCTS = {
    "product_512": (512, 512, 512, False, False),
    "product_1024": (1024, 1024, 1024, False, False),
    "forward_128x784x512": (128, 512, 784, False, True),
    "forward_128x512x512": (128, 512, 512, False, True),
    "forward_128x512x10": (128, 10, 512, False, True),
    "to_weight_512x128x784": (512, 784, 128, True, False),
    "to_weight_512x128x512": (512, 512, 128, True, False),
    "to_weight_10x128x512": (10, 512, 128, True, False),
    "to_input_128x512x512": (128, 512, 512, False, False),
    "to_input_128x10x512": (128, 512, 10, False, False),
}
SAMPLE, WARMING, SAMPLES = 0.02, 0.05, 5  # seconds and count, as in KernelTimer.swift


def openblas():
    """What OpenBLAS that numpy has loaded says of itself; None for another BLAS.

    Where the process maps its files is the one place that tells which library is really there.
    """
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "openblas" in line}
    for path in sorted(paths):
        library = ctypes.CDLL(path)
        for prefix, suffix in (("scipy_", "64_"), ("scipy_", ""), ("", "64_"), ("", "")):
            threads = getattr(library, f"{prefix}openblas_get_num_threads{suffix}", None)
            config = getattr(library, f"{prefix}openblas_get_config{suffix}", None)
            if threads and config:
                config.restype = ctypes.c_char_p
                return {"threads": threads(), "config": config().decode()}
    return None


def operand(rows, columns, transposed):
    """Numbers between 0 and 1, the same each time; transposed as a view, whose flag goes on to the library."""
    count = rows * columns
    values = (numpy.arange(count, dtype=numpy.int64) * 7919 % 1009 / 1009).astype(numpy.float32)
    return values.reshape(columns, rows).T if transposed else values.reshape(rows, columns)


def seconds(call):
    """Seconds of a warm call: the median of a few samples of many calls each."""
    clock = time.thread_time if options.threads == 1 else time.perf_counter
    calls, start = 0, clock()
    while clock() - start < WARMING or calls == 0:
        call()
        calls += 1
    count = max(1, -int(-SAMPLE * calls // (clock() - start)))
    times = []
    for _ in range(SAMPLES):
        start = clock()
        for _ in range(count):
            call()
        times.append((clock() - start) / count)
    return sorted(times)[SAMPLES // 2]


results = []
found = openblas() if numpy else None
if found is None or found["threads"] != options.threads:
    print(f"products.py: no OpenBLAS with {options.threads} threads behind numpy: {found}", file=sys.stderr)
else:
    for name, (m, n, k, a_transposed, b_transposed) in PRODUCTS.items():
        if options.only and options.only != name:
            continue
        a, b = operand(m, k, a_transposed), operand(k, n, b_transposed)
        c = numpy.empty((m, n), dtype=numpy.float32)
        rates = [2e-9 * m * n * k / seconds(lambda: numpy.matmul(a, b, out=c)) for _ in range(options.rounds)]
        results.append({"name": name, "library": "openblas", "unit": "GFLOP/s", "values": rates})
print(json.dumps({"peers": results, "openblas": found}))
