"""Times SciPy's curve_fit on logistic curves; the peer of `presage-bench compare`.

Input (a file): the chance level, the positions, then the values of one curve per line, comma separated.
Output (JSON): processor seconds per fit and the sum of the sums of squares, for four ways of calling curve_fit. All minimise the same sum of squares.
"""

import json
import sys
import time
import warnings

import numpy as np
import scipy
from scipy.optimize import curve_fit

warnings.simplefilter("ignore")

with open(sys.argv[1]) as file:
    chance = float(file.readline())
    x = np.array([float(v) for v in file.readline().split(",")])
    curves = [np.array([float(v) for v in line.split(",")]) for line in file]


def law(x, c, k, x0):
    return chance + (c - chance) / (1 + np.exp(-k * (x - x0)))


def derivatives(x, c, k, x0):
    s = 1 / (1 + np.exp(-k * (x - x0)))
    slope = (c - chance) * s * (1 - s)
    return np.stack([s, slope * (x - x0), -slope * k], axis=1)


WAYS = {
    # One start, unbounded, analytic derivatives: the fastest way to call it; the ceiling may pass 1.
    "unbounded": dict(method="lm", jac=derivatives, maxfev=2000),
    # One start, the ceiling bounded as in our law.
    "bounded": dict(method="trf", jac=derivatives, bounds=([chance, -np.inf, -np.inf], [1, np.inf, np.inf]), max_nfev=2000),
    # As it is called without a thought: unbounded, derivatives by differences.
    "plain": dict(method="lm", maxfev=2000),
    # As careful scripts call it: the ceiling bounded, derivatives by differences.
    "boundedByDifferences": dict(method="trf", bounds=([chance, -np.inf, -np.inf], [1, np.inf, np.inf]), max_nfev=2000),
}


def run(way, some):
    squares = 0.0
    failed = 0
    begin = time.process_time()
    for y in some:
        start = [min(max(y.max(), chance + 0.05), 0.999), 2.0, x.mean()]
        try:
            p, _ = curve_fit(law, x, y, p0=start, **way)
            squares += float(np.sum((law(x, *p) - y) ** 2))
        except RuntimeError:
            failed += 1
    return time.process_time() - begin, squares, failed


result = {"versions": f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}"}
for name, way in WAYS.items():
    run(way, curves[:20])
    seconds, squares, failed = run(way, curves)
    result[name] = {"secondsPerFit": seconds / len(curves), "squares": squares, "failed": failed}
print(json.dumps(result))
