"""Times torch.mm of square fp32 matrices on one thread; a peer of `presage-bench compare-lab`. Output (JSON): GFLOP/s of the best size."""

import json
import time

import torch

torch.set_num_threads(1)
best = (0.0, 0)
for n in (64, 128, 256, 512):
    a, b, c = torch.randn(n, n), torch.randn(n, n), torch.empty(n, n)
    repeats = max(1, int(2e9 / (2 * n**3)))
    torch.mm(a, b, out=c)
    begin = time.process_time()
    for _ in range(repeats):
        torch.mm(a, b, out=c)
    best = max(best, (2 * n**3 * repeats / (time.process_time() - begin) / 1e9, n))
print(json.dumps({"gigaflops": best[0], "size": best[1], "parallel": torch.__config__.parallel_info().splitlines()}))
