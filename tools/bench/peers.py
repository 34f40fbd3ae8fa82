# What Python offers for the same work, one thread: NumPy in both precisions, scikit-learn's own loss and gradient, PyTorch
# where it is installed. Reads lines {"about": …} and {"run": name, "seconds": s}; answers one line of JSON each. An interrupt
# is for the process that asks.
import os
import signal

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import json
import sys
import time

import numpy as np

import rows as row_kernels

signal.signal(signal.SIGINT, signal.SIG_IGN)


def data(shape):
    rows, features, classes = shape["rows"], shape["features"], shape["classes"]
    random = np.random.default_rng(rows)
    x = (random.random((rows, features)) - 0.5).astype(np.float32)
    weights = (random.random((features, classes)) - 0.5).astype(np.float32)
    return x, weights, random.integers(0, classes, rows)


def with_numpy(dtype):
    def prepare(shape):
        x, weights, y = data(shape)
        x, weights = x.astype(dtype), weights.astype(dtype)
        targets = np.eye(shape["classes"], dtype=dtype)[y]
        rows = np.arange(len(y))

        def step():
            z = x @ weights
            z -= z.max(axis=1, keepdims=True)
            p = np.exp(z)
            total = p.sum(axis=1, keepdims=True)
            loss = float((np.log(total[:, 0]) - z[rows, y]).sum())
            p /= total
            p -= targets
            return loss, x.T @ p

        return step

    return prepare


def with_sklearn(shape):
    from sklearn._loss.loss import HalfMultinomialLoss
    from sklearn.linear_model._linear_loss import LinearModelLoss

    x, weights, y = data(shape)
    loss = LinearModelLoss(base_loss=HalfMultinomialLoss(n_classes=shape["classes"]), fit_intercept=False)
    labels = y.astype(np.float32)
    coefficients = np.asfortranarray(weights.T)
    return lambda: loss.loss_gradient(coefficients, x, labels)


def with_torch(shape):
    import torch

    torch.set_num_threads(1)
    x, weights, y = data(shape)
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    weights = torch.from_numpy(weights).requires_grad_()

    def step():
        weights.grad = None
        torch.nn.functional.cross_entropy(x @ weights, y, reduction="sum").backward()

    return step


peers = {
    "pass": {
        "NumPy f32": with_numpy(np.float32),
        "NumPy f64": with_numpy(np.float64),
        "scikit-learn f32": with_sklearn,
        "PyTorch f32": with_torch,
    },
    "kernel": {
        "NumPy f32": row_kernels.with_numpy(np.float32),
        "NumPy f64": row_kernels.with_numpy(np.float64),
        "scikit-learn f32": row_kernels.with_sklearn,
        "PyTorch f32": row_kernels.with_torch,
    },
}
ready = {}
for line in sys.stdin:
    order = json.loads(line)
    if "about" in order:
        about = order["about"]
        ready, absent = {}, []
        for name, prepare in peers[about["kind"]].items():
            try:
                ready[name] = prepare(about)
                ready[name]()
            except Exception as error:
                ready.pop(name, None)
                absent.append({"name": name, "reason": str(error)})
        print(json.dumps({"ready": list(ready), "absent": absent}), flush=True)
        continue
    step, times, end = ready[order["run"]], [], time.perf_counter() + order["seconds"]
    while not times or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps(times), flush=True)
