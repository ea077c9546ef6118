"""Training steps of dense networks in PyTorch and JAX, as peers of the program's own.

Needs Python 3.10 or later with torch and jax from PyPI; a library that is missing is left out.
Prints one line of JSON: {"peers": [{"name", "library", "unit", "values": [...]}, ...]}.
Usage: python dense.py [--threads N] [--rounds R]
"""
import argparse
import json
import os
import time

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rounds", type=int, default=5)
options = parser.parse_args()
# JAX takes the processors that the process may use, and has no other setting for threads.
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.threads])
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=" + ("true" if options.threads > 1 else "false")

results = []


def measure(name, library, unit, per_call, call):
    """Rates of several rounds after a first call that does not count."""
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
except ImportError:
    pass

try:
    import jax
    import jax.numpy as jnp

    for name, (sizes, activation, batch, rows, momentum, kind, steps, unit) in SHAPES.items():
        if name.startswith("deep"):
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
