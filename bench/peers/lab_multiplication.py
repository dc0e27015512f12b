"""Trains the Lab's multiplication of two digits by two in PyTorch, to hold the Lab's ladder to another implementation.

Usage: lab_multiplication.py WIDTH STEPS SEED [VARIANT...]; prints cross-entropy and exact match of 2,000 held-out problems of 10,000.
Variants: epochs (training problems without replacement), length (operands of uniform length), wide (PyTorch's own initial values of matrices),
gelu (the exact form), all-tokens (the loss on the prompt too), beta95 (second beta .95), rate=X, batch=X, split=X (seed of the test).
"""

import json
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F

import lab_model

torch.set_num_threads(1)
width, steps, seed, variants = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
options = dict(v.split("=") for v in variants if "=" in v)
batch = int(options.get("batch", 128))

problems = np.arange(10_000)
a, b = problems // 100, problems % 100
columns = [a // 10, a % 10, np.full_like(a, 10), b // 10, b % 10, np.full_like(a, 11)] + [a * b // 10**k % 10 for k in (3, 2, 1, 0)]
texts = torch.tensor(np.stack(columns, 1))
held = np.random.default_rng(int(options.get("split", 0))).permutation(10_000)[:2000]
train = np.setdiff1d(problems, held)
random = np.random.default_rng(seed + 1000)


def draws():
    if "epochs" in variants:
        while True:
            order = random.permutation(train)
            for at in range(0, len(order) - batch + 1, batch):
                yield order[at : at + batch]
    while True:
        if "length" in variants:
            left, right = (random.integers(0, 10 ** random.integers(1, 3, 4 * batch)) for _ in range(2))
            drawn = left * 100 + right
            yield drawn[~np.isin(drawn, held)][:batch]
        else:
            yield random.choice(train, batch)


if "gelu" in variants:
    exact = F.gelu
    F.gelu = lambda x, approximate=None: exact(x)
heads = 1 if width <= 4 else 2 if width <= 12 else 4
first = 0 if "all-tokens" in variants else 5
model = lab_model.Model(width, 2, heads, 12, 9, first)
model.initialize(seed)
if "wide" in variants:
    with torch.no_grad():
        for name, shape, deviation in model.shapes:
            if deviation is not None and len(shape) == 2 and "embedding" not in name:
                torch.nn.init.kaiming_uniform_(model.parameters[name], a=math.sqrt(5))
optimizer = lab_model.AdamW(model, beta2=0.95 if "beta95" in variants else 0.99)
peak = float(options.get("rate", min(0.02, 0.32 / width)))
warm_up = max(20, steps // 20)
source = draws()
for step in range(steps):
    lab_model.train_step(model, optimizer, texts[next(source)], lab_model.rate_at(step, steps, peak, warm_up))
with torch.no_grad():
    asked = texts[held]
    logits = model.logits(asked[:, :-1])[:, 5 - first :]
    loss = F.cross_entropy(logits.reshape(-1, 12), asked[:, 6:].reshape(-1)).item()
    exact_match = (logits.argmax(-1) == asked[:, 6:]).all(1).float().mean().item()
print(json.dumps({"width": width, "steps": steps, "seed": seed, "variants": variants, "crossEntropy": round(loss, 4), "exactMatch": exact_match}))
