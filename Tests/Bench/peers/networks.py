"""Training steps of the bench's networks in PyTorch and JAX, as peers of the program's own.

Needs Python 3.10 or later with torch and jax from PyPI; a library that is missing is left out.
Prints one line of JSON: {"peers": [{"name", "library", "unit", "values": [...]}, ...]}.
Usage: python networks.py [--threads N] [--rounds R] [--only NAME]
"""
import argparse
import json
import os
import time

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--only", default="")
options = parser.parse_args()
# JAX takes the processors that the process may use, and has no other setting for threads.
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.threads])
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=" + ("true" if options.threads > 1 else "false")

results = []


def measure(name, library, unit, per_call, call):
    """Rates of several rounds after a first call that does not count."""
    if options.only and options.only != name:
        return
    call()
    values = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        call()
        values.append(per_call / (time.perf_counter() - start))
    results.append({"name": name, "library": library, "unit": unit, "values": values})


SHAPES = {
    # name: sizes, activation, batch, rows, momentum, loss, steps, unit
    "xor_2_8_1_batch_4": ([2, 8, 1], "tanh", 4, 4, 0.0, "mse", 2000, "steps/s"),
    "mlp_784_512_512_10_batch_128": ([784, 512, 512, 10], "relu", 128, 2048, 0.9, "ce", 100, "samples/s"),
    "deep_100_layers_of_100_batch_100": ([100] * 101 + [10], "tanh", 100, 1000, 0.0, "ce", 20, "steps/s"),
}

try:
    import torch

    torch.set_num_threads(options.threads)
    for name, (sizes, activation, batch, rows, momentum, kind, steps, unit) in SHAPES.items():
        if options.only and options.only != name:
            continue
        layers = []
        for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            layers.append(torch.nn.Linear(inputs, outputs))
            if i < len(sizes) - 2:
                layers.append(torch.nn.Tanh() if activation == "tanh" else torch.nn.ReLU())
        net = torch.nn.Sequential(*layers)
        x = torch.randn(rows, sizes[0])
        y = torch.randint(0, sizes[-1], (rows,)) if kind == "ce" else torch.rand(rows, sizes[-1])
        loss = torch.nn.CrossEntropyLoss() if kind == "ce" else torch.nn.MSELoss()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=momentum)

        def call():
            for step in range(steps):
                first = step * batch % rows
                optimizer.zero_grad()
                loss(net(x[first : first + batch]), y[first : first + batch]).backward()
                optimizer.step()

        measure(name, "pytorch", unit, steps * (batch if unit == "samples/s" else 1), call)

    def train(name, net, shape, batch, steps):
        """Steps of plain SGD on random samples of ten classes."""
        if options.only and options.only != name:
            return
        x, y = torch.randn(shape), torch.randint(0, 10, (shape[0],))
        loss, optimizer = torch.nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), lr=0.01)

        def call():
            for step in range(steps):
                first = step * batch % shape[0]
                optimizer.zero_grad()
                loss(net(x[first : first + batch]), y[first : first + batch]).backward()
                optimizer.step()

        measure(name, "pytorch", "samples/s", steps * batch, call)

    nn = torch.nn
    train(
        "lenet5_28x28_batch_64",
        nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(),
            nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(),
            nn.Linear(84, 10)),
        (512, 1, 28, 28), 64, 30)

    class Block(nn.Module):
        """Two convolutions with batch norm beside a shortcut (He et al. 2016)."""

        def __init__(self, inputs, outputs, stride):
            super().__init__()
            self.body = nn.Sequential(
                nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
                nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
            self.short = nn.Identity() if inputs == outputs else nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

        def forward(self, x):
            return torch.relu(self.body(x) + self.short(x))

    blocks, inputs = [], 16
    for outputs in (16, 32, 64):
        for place in range(3):
            blocks.append(Block(inputs, outputs, 2 if place == 0 and outputs > 16 else 1))
            inputs = outputs
    train(
        "resnet20_32x32_batch_32",
        nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), *blocks,
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)),
        (128, 3, 32, 32), 32, 8)

    class Recurrent(nn.Module):
        """Units, then a product on their last state."""

        def __init__(self):
            super().__init__()
            self.units, self.out = nn.LSTM(32, 64, batch_first=True), nn.Linear(64, 10)

        def forward(self, x):
            return self.out(self.units(x)[0][:, -1])

    train("lstm_64_units_50_steps_batch_32", Recurrent(), (128, 50, 32), 32, 30)

    class Transformer(nn.Module):
        """A block, then a product on the mean of its positions."""

        def __init__(self):
            super().__init__()
            self.block = nn.TransformerEncoderLayer(64, 4, 256, 0.0, batch_first=True, norm_first=True)
            self.out = nn.Linear(64, 10)

        def forward(self, x):
            return self.out(self.block(x).mean(1))

    train(
        "transformer_block_64_4_heads_length_64_batch_16", Transformer(), (64, 64, 64), 16, 30)
except ImportError:
    pass

try:
    import jax
    import jax.numpy as jnp

    for name, (sizes, activation, batch, rows, momentum, kind, steps, unit) in SHAPES.items():
        if name.startswith("deep") or (options.only and options.only != name):
            continue  # a hundred layers compile for minutes
        steps = 200_000 if name.startswith("xor") else steps
        key = jax.random.PRNGKey(0)
        weights = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            key, part = jax.random.split(key)
            weights.append((jax.random.normal(part, (inputs, outputs)) * 0.05, jnp.zeros(outputs)))
        phi = jnp.tanh if activation == "tanh" else jax.nn.relu
        x = jax.random.normal(key, (rows // batch, batch, sizes[0]))
        y = jax.random.randint(key, (rows // batch, batch), 0, sizes[-1])

        def objective(weights, x, y):
            for w, b in weights[:-1]:
                x = phi(x @ w + b)
            x = x @ weights[-1][0] + weights[-1][1]
            if kind == "mse":
                return jnp.mean((x[:, 0] - y) ** 2)
            return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], 1))

        def step(state, index):
            weights, velocity = state
            slopes = jax.grad(objective)(weights, x[index], y[index])
            velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, slopes)
            weights = jax.tree.map(lambda w, v: w - 0.01 * v, weights, velocity)
            return (weights, velocity), 0.0

        batches = jnp.arange(steps) % (rows // batch)
        run = jax.jit(lambda state: jax.lax.scan(step, state, batches)[0])
        state = (weights, jax.tree.map(jnp.zeros_like, weights))
        measure(
            name, "jax", unit, steps * (batch if unit == "samples/s" else 1),
            lambda: jax.block_until_ready(run(state)))
except ImportError:
    pass

print(json.dumps({"peers": results}))
