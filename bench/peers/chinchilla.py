"""Times SciPy's L-BFGS-B on L(N, D) = E + A/N^alpha + B/D^beta; the peer of `presage-bench compare`.

Input (two files): points as `log N,log D,log L` per line; starts as `log A,alpha,log B,beta,log E` per line.
Output (JSON): processor seconds per start, the least objective and how many starts reached it. The gradient is analytic.
"""

import json
import sys
import time

import numpy as np
import scipy
from scipy.optimize import minimize

DELTA = 1e-3
n, d, target = np.loadtxt(sys.argv[1], delimiter=",").T.copy()
starts = np.loadtxt(sys.argv[2], delimiter=",")


def objective(p):
    a, alpha, b, beta, e = p
    u = a - alpha * n
    v = b - beta * d
    top = np.maximum(np.maximum(u, v), e)
    pu, pv, pe = np.exp(u - top), np.exp(v - top), np.exp(e - top)
    total = pu + pv + pe
    residual = target - (top + np.log(total))
    size = np.abs(residual)
    value = np.where(size <= DELTA, 0.5 * residual * residual, DELTA * (size - 0.5 * DELTA)).sum()
    share = -np.clip(residual, -DELTA, DELTA) / total
    gu, gv = share * pu, share * pv
    return value, np.array([gu.sum(), -(gu @ n), gv.sum(), -(gv @ d), (share * pe).sum()])


# The default tolerances stop far from the minimum of an objective of about 1e-3.
options = dict(maxiter=10_000, maxfun=20_000, ftol=1e-12, gtol=1e-9)


def run(some):
    values = []
    evaluations = 0
    begin = time.process_time()
    for start in some:
        fit = minimize(objective, start, jac=True, method="L-BFGS-B", options=options)
        values.append(fit.fun)
        evaluations += fit.nfev
    return time.process_time() - begin, np.array(values), evaluations


run(starts[:3])
seconds, values, evaluations = run(starts)
best = float(np.nanmin(values))
print(json.dumps({
    "versions": f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}",
    "secondsPerStart": seconds / len(starts),
    "evaluationsPerStart": evaluations / len(starts),
    "objective": best,
    "reached": int((values <= best * (1 + 1e-3)).sum()),
}))
