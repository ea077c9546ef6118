"""Times a training step of an LSTM and of a transformer block in PyTorch and in initlab; prints JSON.

    python3 Tests/Bench/peers/sequences.py [THREADS] [ROUNDS]

Needs PyTorch 2 and numpy (pip install torch numpy), and .build/release/initlab (swift build -c release). Run it
from the repository. Both sides take turns, round by round, so that a busy machine slows both. A step is forward,
loss, backward and an update by SGD, on random numbers:

lstm         [32, 50, 16] -> 64 units, last state -> 1 output, squared error
transformer  [16, 64, 64] -> block of 4 heads, 256 hidden neurons, relu, causal, norm first -> mean -> 1 output

PyTorch runs without dropout. initlab's time is that of the program with many steps less that with one, divided.
"""

import json
import statistics
import subprocess
import sys
import time

import torch

THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 1
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 7

LSTM = """data noise n=32 features=800; layer reshape [50, 16]; layer lstm 64; layer dense 1;
loss mse; batch full; optimizer sgd lr=0.001"""
TRANSFORMER = """data noise n=16 features=4096; layer reshape [64, 64];
layer transformer_block heads=4 hidden=256 causal=true; layer mean_pool; layer dense 1;
loss mse; batch full; optimizer sgd lr=0.001"""


class Lstm(torch.nn.Module):
    """Units, then a product on the last state."""

    def __init__(self):
        super().__init__()
        self.units = torch.nn.LSTM(16, 64, batch_first=True)
        self.out = torch.nn.Linear(64, 1)

    def forward(self, x):
        return self.out(self.units(x)[0][:, -1])


class Transformer(torch.nn.Module):
    """A block, then a product on the mean of its positions."""

    def __init__(self):
        super().__init__()
        self.block = torch.nn.TransformerEncoderLayer(64, 4, 256, 0.0, batch_first=True, norm_first=True)
        self.out = torch.nn.Linear(64, 1)
        self.mask = torch.nn.Transformer.generate_square_subsequent_mask(64)

    def forward(self, x):
        return self.out(self.block(x, src_mask=self.mask, is_causal=True).mean(1))


def torch_step(network, shape):
    """A function that trains a step."""
    x, y = torch.randn(shape), torch.randn(shape[0], 1)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001)

    def step():
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(network(x), y).backward()
        optimizer.step()

    return step


def torch_time(step, count):
    """Milliseconds of a step, of `count` in a row."""
    start = time.perf_counter()
    for _ in range(count):
        step()
    return (time.perf_counter() - start) / count * 1000


def own_time(network, count):
    """Milliseconds of a step: the program with many steps less that with one."""
    seconds = []
    for steps in (1, count + 1):
        start = time.perf_counter()
        subprocess.run(
            [".build/release/initlab", "--no-rc", "--quiet", "--threads", str(THREADS), "-c",
             network.replace("\n", " ") + f"; step {steps}"],
            check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return (seconds[1] - seconds[0]) / count * 1000


def measure(name, network, shape, script, count=200):
    """Medians of both sides, and their ratio."""
    step = torch_step(network, shape)
    torch_time(step, 20)
    peer, own = [], []
    for _ in range(ROUNDS):
        peer.append(torch_time(step, count))
        own.append(own_time(script, count))
    return {
        "name": name, "unit": "ms", "threads": THREADS,
        "torch": statistics.median(peer), "torch_best": min(peer),
        "initlab": statistics.median(own), "initlab_best": min(own),
        "ratio": statistics.median(peer) / statistics.median(own),
    }


torch.set_num_threads(THREADS)
torch.manual_seed(0)
print(json.dumps({
    "torch": torch.__version__,
    "benchmarks": [
        measure("lstm_step", Lstm(), (32, 50, 16), LSTM),
        measure("transformer_step", Transformer(), (16, 64, 64), TRANSFORMER),
    ],
}))
