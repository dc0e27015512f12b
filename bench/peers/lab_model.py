"""The Lab's transformer and its training step in plain PyTorch; shared by the peers of the Lab.

The recipe: layer norm before each block (gain, no bias), no biases, GELU in its tanh form with four times the width, learned positions,
a head of its own weights; AdamW that decays all but gains, gradients clipped by their norm, a linear rise and half a cosine.
Parameters and gradients stand in one flat buffer each, which is what makes small models fast in a tensor library.
"""

import math

import torch
import torch.nn.functional as F


def shapes(d, layers, vocabulary, positions):
    """Name, shape and standard deviation of the initial values (None for gains), in the order of the Lab's own buffer."""
    wide, residual = 1 / math.sqrt(d), 1 / math.sqrt(2 * layers)
    yield "embedding.tokens", (vocabulary, d), 0.1
    yield "embedding.positions", (positions, d), 0.1
    for i in range(layers):
        yield f"layers.{i}.attention.norm", (d,), None
        yield f"layers.{i}.attention.qkv", (3 * d, d), wide
        yield f"layers.{i}.attention.output", (d, d), wide * residual
        yield f"layers.{i}.mlp.norm", (d,), None
        yield f"layers.{i}.mlp.input", (4 * d, d), wide
        yield f"layers.{i}.mlp.output", (d, 4 * d), wide / 2 * residual
    yield "norm", (d,), None
    yield "head", (vocabulary, d), wide


class Model:
    def __init__(self, d, layers, heads, vocabulary, positions, first_answer, narrow_last=False):
        self.d, self.layers, self.heads, self.first_answer, self.narrow_last = d, layers, heads, first_answer, narrow_last
        self.shapes = list(shapes(d, layers, vocabulary, positions))
        length = sum(math.prod(shape) for _, shape, _ in self.shapes)
        self.flat, self.gradient, self.decayed = torch.zeros(length), torch.zeros(length), torch.ones(length)
        self.parameters, at = {}, 0
        for name, shape, deviation in self.shapes:
            end = at + math.prod(shape)
            tensor = self.flat[at:end].view(shape).detach().requires_grad_()
            tensor.grad = self.gradient[at:end].view(shape)
            if deviation is None:
                self.decayed[at:end] = 0
            self.parameters[name], at = tensor, end
        self.mask = torch.full((positions, positions), float("-inf")).triu(1)

    def initialize(self, seed):
        generator = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for name, shape, deviation in self.shapes:
                self.parameters[name].copy_(
                    torch.ones(shape) if deviation is None else torch.randn(shape, generator=generator) * deviation)

    def logits(self, inputs):
        """inputs [batch, T] -> logits after every answer position, [batch, T - first answer, vocabulary]."""
        p, d, heads = self.parameters, self.d, self.heads
        batch, length = inputs.shape
        x = p["embedding.tokens"][inputs] + p["embedding.positions"][:length]
        for i in range(self.layers):
            n = F.layer_norm(x, (d,), p[f"layers.{i}.attention.norm"], None, 1e-5)
            qkv = F.linear(n, p[f"layers.{i}.attention.qkv"]).view(batch, length, 3, heads, d // heads)
            q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
            s = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(d // heads) + self.mask[:length, :length], -1)
            mixed = (s @ v).transpose(1, 2).reshape(batch, length, d)
            if self.narrow_last and i == self.layers - 1:
                mixed, x = mixed[:, self.first_answer :], x[:, self.first_answer :]
            x = x + F.linear(mixed, p[f"layers.{i}.attention.output"])
            n = F.layer_norm(x, (d,), p[f"layers.{i}.mlp.norm"], None, 1e-5)
            hidden = F.gelu(F.linear(n, p[f"layers.{i}.mlp.input"]), approximate="tanh")
            x = x + F.linear(hidden, p[f"layers.{i}.mlp.output"])
        x = x if self.narrow_last else x[:, self.first_answer :]
        return F.linear(F.layer_norm(x, (d,), p["norm"], None, 1e-5), p["head"])

    def loss(self, texts):
        """Mean cross-entropy per answer token of whole sequences [batch, T + 1]."""
        logits = self.logits(texts[:, :-1])
        return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), texts[:, self.first_answer + 1 :].reshape(-1))


class AdamW:
    """AdamW over the flat buffers."""

    def __init__(self, model, beta1=0.9, beta2=0.99, decay=0.01, clip=1.0):
        self.model, self.beta1, self.beta2, self.decay, self.clip, self.steps = model, beta1, beta2, decay, clip, 0
        self.first, self.second = torch.zeros_like(model.flat), torch.zeros_like(model.flat)

    def step(self, rate):
        self.steps += 1
        g, keep = self.model.gradient, 1 - rate * self.decay * self.model.decayed
        norm = g.norm().item()
        if norm > self.clip:
            g.mul_(self.clip / norm)
        self.first.mul_(self.beta1).add_(g, alpha=1 - self.beta1)
        self.second.mul_(self.beta2).addcmul_(g, g, value=1 - self.beta2)
        size = self.second.sqrt().mul_(1 / math.sqrt(1 - self.beta2**self.steps)).add_(1e-8)
        with torch.no_grad():
            self.model.flat.mul_(keep).addcdiv_(self.first, size, value=-rate / (1 - self.beta1**self.steps))
        g.zero_()


def rate_at(step, steps, peak, warm_up):
    if step < warm_up:
        return peak * (step + 1) / warm_up
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


def train_step(model, optimizer, texts, rate):
    loss = model.loss(texts)
    loss.backward()
    optimizer.step(rate)
    return loss.item()
