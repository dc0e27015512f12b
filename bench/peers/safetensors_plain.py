"""Reads a safetensors file with nothing but its published format: a length, a JSON header, and little-endian numbers."""

import json

import numpy as np
import torch


def read(path):
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        kind = {"F32": np.float32, "F64": np.float64}[entry["dtype"]]
        tensors[name] = torch.from_numpy(np.frombuffer(data[begin:end], kind).copy().reshape(entry["shape"]))
    return header.get("__metadata__", {}), tensors
