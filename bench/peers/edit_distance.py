"""Times python-Levenshtein's distance (C) on pairs of token sequences; the peer of `compare-scoring`.

Input (a file): per line the tokens of one sequence, comma separated, a bar, the tokens of the other.
Each token becomes one character, so that the distance of the strings is that of the tokens.
Output (JSON): processor seconds per pair, the same with two empty strings (the cost of the call), and the sum of the distances.
"""

import json
import sys
import time

import importlib.metadata

from Levenshtein import distance


def text(tokens):
    return "".join(chr(0x10000 + int(token)) for token in tokens.split(",") if token)


with open(sys.argv[1]) as file:
    pairs = [tuple(text(side) for side in line.rstrip("\n").split("|")) for line in file]
rounds = int(sys.argv[2])


def run(some):
    total = 0
    begin = time.process_time()
    for _ in range(rounds):
        for a, b in some:
            total += distance(a, b)
    return (time.process_time() - begin) / rounds / len(some), total // rounds


empty = [("", "")] * len(pairs)
run(pairs[:10])
call, _ = run(empty)
seconds, total = run(pairs)
version = importlib.metadata.version("python-Levenshtein")
print(json.dumps({"secondsPerPair": seconds, "secondsPerCall": call, "total": total, "versions": f"python-Levenshtein {version}, Python {sys.version.split()[0]}"}))
