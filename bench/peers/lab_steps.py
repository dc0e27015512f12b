"""Times training steps of the Lab's transformer in PyTorch on one thread; the peer of `presage-bench compare-lab`.

Usage: lab_steps.py WIDTH LAYERS HEADS STEPS. Eleven input tokens, four of them answered, batches of 128, vocabulary 12.
Output (JSON): milliseconds of processor time per step of the model as it is commonly written, and of one that, as the Lab's does, computes
nothing in its last layer that the loss does not look at.
"""

import json
import sys
import time

import torch

import lab_model

torch.set_num_threads(1)
width, layers, heads, steps = map(int, sys.argv[1:5])
generator = torch.Generator().manual_seed(1)
batches = torch.randint(0, 12, (16, 128, 12), generator=generator)


def milliseconds(narrow_last):
    model = lab_model.Model(width, layers, heads, 12, 11, 7, narrow_last)
    model.initialize(1)
    optimizer = lab_model.AdamW(model)
    for i in range(max(3, steps // 4)):
        lab_model.train_step(model, optimizer, batches[i % 16], 1e-3)
    begin = time.process_time()
    for i in range(steps):
        lab_model.train_step(model, optimizer, batches[i % 16], 1e-3)
    return (time.process_time() - begin) / steps * 1e3


print(json.dumps({"versions": f"PyTorch {torch.__version__}", "whole": milliseconds(False), "narrow": milliseconds(True)}))
