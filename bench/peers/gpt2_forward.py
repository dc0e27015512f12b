"""GPT-2's forward pass written from its published names and shapes, to hold the Lab's checkpoints to.

Usage: gpt2_forward.py MODEL-FOLDER LOGITS-FILE, as `presage-bench lab-checkpoint` writes them. Looks at nothing but config.json,
model.safetensors and tokenizer.json of the model. Prints the largest difference of a logit, and how many sums it solves greedily from text.
"""

import json
import math
import pathlib
import sys

import torch
import torch.nn.functional as F

import safetensors_plain

folder = pathlib.Path(sys.argv[1])
config = json.loads((folder / "config.json").read_text())
_, state = safetensors_plain.read(folder / "model.safetensors")
vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
letters = {token: character for character, token in vocabulary.items()}

assert config["architectures"] == ["GPT2LMHeadModel"] and config["model_type"] == "gpt2"
assert config["activation_function"] == "gelu_new" and config["scale_attn_weights"] and not config["scale_attn_by_inverse_layer_idx"]
d, heads, epsilon = config["n_embd"], config["n_head"], config["layer_norm_epsilon"]
inner = config["n_inner"] or 4 * d

# Every name and shape that GPT2LMHeadModel has, and no other.
expected = {"transformer.wte.weight": [config["vocab_size"], d], "transformer.wpe.weight": [config["n_positions"], d],
            "transformer.ln_f.weight": [d], "transformer.ln_f.bias": [d]}
if not config["tie_word_embeddings"]:
    expected["lm_head.weight"] = [config["vocab_size"], d]
for i in range(config["n_layer"]):
    for name, shape in (("ln_1", [d]), ("ln_2", [d]), ("attn.c_attn", [d, 3 * d]), ("attn.c_proj", [d, d]),
                        ("mlp.c_fc", [d, inner]), ("mlp.c_proj", [inner, d])):
        expected[f"transformer.h.{i}.{name}.weight"], expected[f"transformer.h.{i}.{name}.bias"] = shape, shape[-1:]
assert {name: list(tensor.shape) for name, tensor in state.items()} == expected


def gelu_new(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def forward(tokens):
    def norm(x, name):
        return F.layer_norm(x, (d,), state[name + ".weight"], state[name + ".bias"], epsilon)

    def conv1d(x, name):
        return x @ state[name + ".weight"] + state[name + ".bias"]

    batch, length = tokens.shape
    mask = torch.full((length, length), float("-inf")).triu(1)
    x = state["transformer.wte.weight"][tokens] + state["transformer.wpe.weight"][:length]
    for i in range(config["n_layer"]):
        layer = f"transformer.h.{i}"
        q, k, v = (part.view(batch, length, heads, d // heads).transpose(1, 2)
                   for part in conv1d(norm(x, layer + ".ln_1"), layer + ".attn.c_attn").split(d, 2))
        mixed = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(d // heads) + mask, -1) @ v
        x = x + conv1d(mixed.transpose(1, 2).reshape(batch, length, d), layer + ".attn.c_proj")
        x = x + conv1d(gelu_new(conv1d(norm(x, layer + ".ln_2"), layer + ".mlp.c_fc")), layer + ".mlp.c_proj")
    head = state["transformer.wte.weight" if config["tie_word_embeddings"] else "lm_head.weight"]
    return norm(x, "transformer.ln_f") @ head.T


_, given = safetensors_plain.read(sys.argv[2])
tokens, logits = given["tokens"].long(), given["logits"]
answers = logits.shape[1]
apart = (forward(tokens[:, :-1])[:, -answers:] - logits).abs().max().item()

solved = 0
for row in tokens.tolist():
    text = "".join(letters[token] for token in row)
    prompt, answer = text[:-answers], text[-answers:]
    while len(prompt) < len(text):
        prompt += letters[forward(torch.tensor([[vocabulary[c] for c in prompt]]))[0, -1].argmax().item()]
    solved += prompt == text
print(json.dumps({"torch": torch.__version__, "texts": len(tokens), "largestLogit": logits.abs().max().item(),
                  "largestDifference": apart, "solvedGreedily": solved,
                  "solvedByTheLab": int((logits.argmax(-1) == tokens[:, -answers:]).all(1).sum())}))
