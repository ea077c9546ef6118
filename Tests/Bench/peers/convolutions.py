#!/usr/bin/env python3
"""Times convolutions and image networks in PyTorch, to hold `bench` against; prints one line of JSON.

Needs Python 3.9 or newer with torch (CPU build is enough); nothing of initlab. Usage:

    python3 Tests/Bench/peers/convolutions.py [threads, default 1] [what: layers, nets or all]

With one thread times are CPU time of the thread, so that other processes disturb less; with more they are wall
clock. Every figure is [median, smallest] in milliseconds.
"""

import json
import os
import sys
import time

THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 1
WHAT = sys.argv[2] if len(sys.argv) > 2 else "all"
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(THREADS)

import torch  # noqa: E402
import torch.nn as nn  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(THREADS)
torch.manual_seed(0)

# name, batch, channels, height, width, outputs, kernel, padding, stride, groups
LAYERS = [
    ("lenet_1", 64, 1, 28, 28, 6, 5, 2, 1, 1),
    ("lenet_2", 64, 6, 14, 14, 16, 5, 0, 1, 1),
    ("resnet_0", 32, 3, 32, 32, 16, 3, 1, 1, 1),
    ("resnet_1", 32, 16, 32, 32, 16, 3, 1, 1, 1),
    ("resnet_2_stride", 32, 16, 32, 32, 32, 3, 1, 2, 1),
    ("resnet_2", 32, 32, 16, 16, 32, 3, 1, 1, 1),
    ("resnet_3_stride", 32, 32, 16, 16, 64, 3, 1, 2, 1),
    ("resnet_3", 32, 64, 8, 8, 64, 3, 1, 1, 1),
    ("pointwise", 32, 64, 16, 16, 64, 1, 0, 1, 1),
    ("depthwise", 32, 64, 16, 16, 64, 3, 1, 1, 64),
    ("vgg_one_image", 1, 64, 112, 112, 64, 3, 1, 1, 1),
]


def measure(body, runs=31):
    """Median and smallest time of a call, in milliseconds."""
    clock = time.thread_time if THREADS == 1 else time.perf_counter
    times = []
    for run in range(-3, runs):
        start = clock()
        body()
        if run >= 0:
            times.append((clock() - start) * 1e3)
    times.sort()
    return [round(times[len(times) // 2], 4), round(times[0], 4)]


def layer(n, c, h, w, o, k, padding, stride, groups):
    """A convolution alone: forward, by the input, by weight and bias."""
    x, weight, bias = torch.randn(n, c, h, w), torch.randn(o, c // groups, k, k), torch.randn(o)

    def forward():
        return F.conv2d(x, weight, bias, stride=stride, padding=padding, groups=groups)

    slopes = torch.randn_like(forward())

    def backward(mask):
        return torch.ops.aten.convolution_backward(
            slopes, x, weight, [o], [stride] * 2, [padding] * 2, [1, 1], False, [0, 0], groups, mask)

    with torch.no_grad():
        return {
            "forward": measure(forward),
            "to_input": measure(lambda: backward([True, False, False])),
            "to_weight_and_bias": measure(lambda: backward([False, True, True])),
        }


def lenet(activation):
    """LeNet-5 for 28 x 28 images."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), activation(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), activation(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 120), activation(), nn.Linear(120, 84), activation(),
        nn.Linear(84, 10))


class Block(nn.Module):
    """Two 3 x 3 convolutions with batch norm beside a short cut (He et al. 2015, CIFAR form, option B)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        self.short = nn.Identity() if inputs == outputs else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.body(x) + self.short(x))


def resnet():
    """ResNet-20 for 32 x 32 images."""
    parts = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    inputs = 16
    for outputs in (16, 32, 64):
        for place in range(3):
            parts.append(Block(inputs, outputs, 2 if place == 0 and outputs > 16 else 1))
            inputs = outputs
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def step(net, x):
    """One whole training step with plain SGD."""
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    target = torch.randint(0, 10, (x.shape[0],))

    def body():
        optimizer.zero_grad()
        F.cross_entropy(net(x), target).backward()
        optimizer.step()

    # Backward runs on a thread of autograd's own, whose time the calling thread's clock does not see.
    clock = time.process_time if THREADS == 1 else time.perf_counter
    times = []
    for run in range(-3, 31):
        start = clock()
        body()
        if run >= 0:
            times.append((clock() - start) * 1e3)
    times.sort()
    return [round(times[len(times) // 2], 4), round(times[0], 4)]


result = {"peer": "torch " + torch.__version__, "threads": THREADS, "unit": "ms"}
if WHAT in ("layers", "all"):
    result["layers"] = {name: layer(*sizes) for name, *sizes in LAYERS}
if WHAT in ("nets", "all"):
    images, colors = torch.randn(64, 1, 28, 28), torch.randn(32, 3, 32, 32)
    result["nets"] = {
        "lenet5_relu_batch_64": step(lenet(nn.ReLU), images),
        "lenet5_tanh_batch_64": step(lenet(nn.Tanh), images),
        "resnet20_batch_32": step(resnet(), colors),
    }
print(json.dumps(result))
