"""Whole training steps in PyTorch, in double precision, with its own AdamW and clipping; the reference of the Lab's.

Without arguments: the case of TrainingReferenceTests, whose initial values and batches are formulas; prints losses and parameters as JSON.
With a file that `presage-bench lab-steps` wrote: goes the same steps from the same values, and prints the largest differences.
"""

import json
import math
import sys

import torch

import lab_model
import safetensors_plain

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def formula():
    settings = dict(width=8, layers=2, heads=2, vocabulary=12, positions=11, firstAnswer=7, steps=5, warmUp=2, rate=0.02,
                    beta1=0.9, beta2=0.99, weightDecay=0.01, clip=1.0)
    initial = {}
    for k, (name, shape, deviation) in enumerate(lab_model.shapes(8, 2, 12, 11)):
        sines = torch.sin(0.37 * torch.arange(math.prod(shape)) + k)
        initial[name] = (1 + 0.1 * sines if deviation is None else 0.3 * sines).view(shape).float().double()
    t, s = torch.arange(12), torch.arange(20)[:, None]
    batches = [(7 * s + 3 * t * t + s * t + 5 * step) % 12 for step in range(5)]
    return settings, initial, batches


def run(settings, initial, batches):
    model = lab_model.Model(
        settings["width"], settings["layers"], settings["heads"], settings["vocabulary"], settings["positions"], settings["firstAnswer"])
    parameters = list(model.parameters.items())
    with torch.no_grad():
        for name, tensor in parameters:
            tensor.copy_(initial[name])
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for name, p in parameters if not name.endswith("norm")], "weight_decay": settings["weightDecay"]},
            {"params": [p for name, p in parameters if name.endswith("norm")], "weight_decay": 0.0},
        ],
        betas=(settings["beta1"], settings["beta2"]), eps=1e-8)
    losses, norms = [], []
    for step, texts in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = lab_model.rate_at(step, settings["steps"], settings["rate"], settings["warmUp"])
        loss = model.loss(texts)
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_([p for _, p in parameters], settings["clip"]).item())
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)
        losses.append(loss.item())
    return losses, norms, {name: tensor.detach() for name, tensor in parameters}


if len(sys.argv) == 1:
    losses, norms, parameters = run(*formula())
    print(json.dumps({
        "torch": torch.__version__, "losses": losses, "norms": norms,
        "first": {name: tensor.flatten()[0].item() for name, tensor in parameters.items()},
        "middle": {name: tensor.flatten()[tensor.numel() // 2].item() for name, tensor in parameters.items()},
        "squares": {name: tensor.square().sum().item() for name, tensor in parameters.items()},
    }, indent=1))
else:
    metadata, tensors = safetensors_plain.read(sys.argv[1])
    settings = json.loads(metadata["settings"])
    initial = {name[8:]: value.double() for name, value in tensors.items() if name.startswith("initial.")}
    losses, norms, parameters = run(settings, initial, list(tensors["batches"].long()))
    moved = torch.cat([(tensors["final." + name].double() - initial[name]).flatten() for name in parameters])
    apart = torch.cat([(tensors["final." + name].double() - value).flatten() for name, value in parameters.items()])
    print(json.dumps({
        "torch": torch.__version__, "width": settings["width"], "layers": settings["layers"], "steps": settings["steps"],
        "firstLoss": losses[0], "lastLoss": losses[-1], "largestNorm": max(norms),
        "largestLossDifference": (torch.tensor(losses) - tensors["losses"].double()).abs().max().item(),
        "largestParameterDifference": apart.abs().max().item(),
        "largestParameterMove": moved.abs().max().item(),
        "relativeDifference": (apart.norm() / moved.norm()).item(),
    }))
