"""Fills of large matrices by PyTorch's initializers, to hold `bench` against.

Needs Python 3.10 or later with torch from PyPI. Prints one line of JSON as networks.py does; values are fills a
second, into memory that is there.
Usage: python draws.py [--threads N] [--rounds R] [--only NAME]
"""
import argparse
import json
import time

import torch

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--only", default="")
options = parser.parse_args()
torch.set_num_threads(options.threads)

FILLS = {
    "uniform_4096x4096": (4096, torch.nn.init.uniform_),
    "normal_4096x4096": (4096, torch.nn.init.normal_),
    "truncated_normal_4096x4096": (4096, torch.nn.init.trunc_normal_),
    "orthogonal_1024x1024": (1024, torch.nn.init.orthogonal_),
}
results = []
for name, (size, fill) in FILLS.items():
    if options.only and options.only != name:
        continue
    weights = torch.empty(size, size)
    fill(weights)
    values = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        fill(weights)
        values.append(1 / (time.perf_counter() - start))
    results.append({"name": name, "library": "pytorch", "unit": "fills/s", "values": values})
print(json.dumps({"peers": results}))
