"""Times the bootstrap of lm-evaluation-harness (lm_eval/api/metrics.py: random.choices, then the mean) over items; the peer of `compare-scoring`.

Input (a file): one score per line; then the number of replicates.
Output (JSON): processor seconds per replicate and the standard deviation of the means.
"""

import json
import math
import random
import sys
import time

with open(sys.argv[1]) as file:
    scores = [float(line) for line in file]
replicates = int(sys.argv[2])


def mean(values):
    return sum(values) / len(values)


generator = random.Random()
generator.seed(1234)
begin = time.process_time()
means = []
for _ in range(replicates):
    means.append(mean(generator.choices(scores, k=len(scores))))
seconds = time.process_time() - begin
centre = mean(means)
spread = math.sqrt(sum((value - centre) ** 2 for value in means) / (len(means) - 1))
print(json.dumps({"secondsPerReplicate": seconds / replicates, "standardError": spread, "versions": f"Python {sys.version.split()[0]}"}))
