# The row kernels in Python: the loss of some rows and its gradient in the natural parameters, written as their users write it.
# One row a family: the range of each parameter, how outcomes are drawn, and the loss with NumPy and SciPy and with PyTorch.
import numpy as np

RANGES = {
    "bernoulli": [(-4, 4)],
    "poisson": [(-2, 3)],
    "exponential": [(-3, -0.1)],
    "normal": [(-2, 2), (-2, -0.2)],
    "beta": [(0.2, 9), (0.2, 9)],
    "von_mises": [(-6, 6), (-6, 6)],
}

OUTCOMES = {
    "bernoulli": lambda random, rows: random.integers(0, 2, rows),
    "poisson": lambda random, rows: random.integers(0, 6, rows),
    "exponential": lambda random, rows: 3 * random.random(rows),
    "normal": lambda random, rows: 4 * random.random(rows) - 2,
    "beta": lambda random, rows: 0.01 + 0.98 * random.random(rows),
    "von_mises": lambda random, rows: 6 * random.random(rows) - 3,
}


def data(about):
    rows, family = about["rows"], about["family"]
    random = np.random.default_rng(rows)
    if family == "categorical":
        eta = 6 * random.random((rows, about["classes"])) - 3
        return eta, random.integers(0, about["classes"], rows)
    eta = np.stack([low + (high - low) * random.random(rows) for low, high in RANGES[family]], axis=1)
    return eta, OUTCOMES[family](random, rows).astype(np.float64)


def categorical(eta, y):
    rows = np.arange(len(y))
    z = eta - eta.max(axis=1, keepdims=True)
    p = np.exp(z)
    total = p.sum(axis=1, keepdims=True)
    loss = (np.log(total[:, 0]) - z[rows, y]).sum()
    p /= total
    p[rows, y] -= 1
    return loss, p


def bernoulli(eta, y):
    from scipy.special import expit

    e = eta[:, 0]
    return (np.logaddexp(0, e) - e * y).sum(), expit(e) - y


def poisson(eta, y):
    e = eta[:, 0]
    mean = np.exp(e)
    return (mean - e * y).sum(), mean - y


def exponential(eta, y):
    e = eta[:, 0]
    return -(np.log(-e) + e * y).sum(), -1 / e - y


def normal(eta, y):
    a, b = eta[:, 0], eta[:, 1]
    mean = -a / (2 * b)
    square = y * y
    loss = (a * mean / 2 - np.log(-2 * b) / 2 - a * y - b * square).sum()
    return loss, np.stack([mean - y, mean * mean - 1 / (2 * b) - square], axis=1)


def beta(eta, y):
    from scipy.special import gammaln, psi

    a, b = eta[:, 0], eta[:, 1]
    one, other, both = np.log(y), np.log1p(-y), a + b
    loss = (gammaln(a) + gammaln(b) - gammaln(both) - a * one - b * other).sum()
    slope = psi(both)
    return loss, np.stack([psi(a) - slope - one, psi(b) - slope - other], axis=1)


def von_mises(eta, y):
    from scipy.special import i0e, i1e

    a, b = eta[:, 0], eta[:, 1]
    size = np.hypot(a, b)
    zero = i0e(size)
    ratio = i1e(size) / (zero * size)
    sine, cosine = np.sin(y), np.cos(y)
    loss = (np.log(zero) + size - a * sine - b * cosine).sum()
    return loss, np.stack([ratio * a - sine, ratio * b - cosine], axis=1)


FORMULAS = {f.__name__: f for f in (categorical, bernoulli, poisson, exponential, normal, beta, von_mises)}


def with_numpy(dtype):
    def prepare(about):
        eta, y = data(about)
        eta = eta.astype(dtype)
        y = y if about["family"] == "categorical" else y.astype(dtype)
        formula = FORMULAS[about["family"]]
        return lambda: formula(eta, y)

    return prepare


def with_sklearn(about):
    from sklearn._loss import loss as losses

    family = about["family"]
    found = {
        "categorical": lambda: losses.HalfMultinomialLoss(n_classes=about["classes"]),
        "bernoulli": losses.HalfBinomialLoss,
        "poisson": losses.HalfPoissonLoss,
    }
    if family not in found:
        raise LookupError(f"has no loss of {family}")
    loss = found[family]()
    eta, y = data(about)
    eta = eta.astype(np.float32)
    raw = eta if family == "categorical" else np.ascontiguousarray(eta[:, 0])
    return lambda: loss.loss_gradient(y.astype(np.float32, copy=False), raw)


def with_torch(about):
    import torch

    torch.set_num_threads(1)
    eta, y = data(about)
    e = torch.from_numpy(eta.astype(np.float32)).requires_grad_()
    family = about["family"]
    y = torch.from_numpy(y if family == "categorical" else y.astype(np.float32))
    a, b = e[:, 0], e[:, -1]
    losses = {
        "categorical": lambda: torch.nn.functional.cross_entropy(e, y, reduction="sum"),
        "bernoulli": lambda: torch.nn.functional.binary_cross_entropy_with_logits(a, y, reduction="sum"),
        "poisson": lambda: (a.exp() - a * y).sum(),
        "exponential": lambda: -((-a).log() + a * y).sum(),
        "normal": lambda: (-a * a / (4 * b) - (-2 * b).log() / 2 - a * y - b * y * y).sum(),
        "beta": lambda: (
            a.lgamma() + b.lgamma() - (a + b).lgamma() - a * y.log() - b * (-y).log1p()
        ).sum(),
        "von_mises": lambda: (
            torch.special.i0e(torch.hypot(a, b)).log() + torch.hypot(a, b) - a * y.sin() - b * y.cos()
        ).sum(),
    }

    def step():
        e.grad = None
        losses[family]().backward(retain_graph=False)

    # views of e belong to the graph of one step: they are taken anew in each
    def fresh():
        nonlocal a, b
        a, b = e[:, 0], e[:, -1]
        step()

    return fresh
