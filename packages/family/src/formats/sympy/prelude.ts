// The part of the script that is the same for every family: numbers, symbols, random points, totals, and the claims' report.
export const prelude = String.raw`
import random
import signal
import sys
from functools import lru_cache
from types import SimpleNamespace

import sympy as sp
from mpmath import mp, mpf

mp.dps = 50
random.seed(7)


class Numbers:
    """Functions on numbers of 50 digits and more."""

    pi, inf = mp.pi, mp.inf
    exp, log, sqrt, expm1, log1p = mp.exp, mp.log, mp.sqrt, mp.expm1, mp.log1p
    sin, cos, tan, asin, acos, atan = mp.sin, mp.cos, mp.tan, mp.asin, mp.acos, mp.atan
    sinh, cosh, tanh, sign, erf = mp.sinh, mp.cosh, mp.tanh, mp.sign, mp.erf
    gamma, lgamma, normalCdf = mp.gamma, mp.loggamma, mp.ncdf
    # constants of a total: remembered from term to term
    zeta, besselI, besselK, polygamma = map(lru_cache, (mp.zeta, mp.besseli, mp.besselk, mp.psi))
    abs = staticmethod(abs)
    q = staticmethod(lambda over, under: mpf(over) / under)
    softplus = staticmethod(lambda x: mp.log1p(mp.exp(x)))
    sigmoid = staticmethod(lambda x: 1 / (1 + mp.exp(-x)))
    logsumexp = staticmethod(lambda *x: mp.log(sum(map(mp.exp, x))))
    zetaDerivative = staticmethod(lambda n, s: mp.zeta(s, 1, int(n)))
    normalQuantile = staticmethod(lambda p: mp.sqrt(2) * mp.erfinv(2 * p - 1))
    lambertW = staticmethod(lambda x: mp.lambertw(x).real)
    equal = staticmethod(lambda a, b: mpf(a == b))
    less = staticmethod(lambda a, b: mpf(a < b))
    lessEqual = staticmethod(lambda a, b: mpf(a <= b))
    at = staticmethod(lambda vector, i: vector[int(i) - 1])
    range = staticmethod(lambda lower, upper: [mpf(k) for k in range(int(lower), int(upper) + 1)])
    integral = staticmethod(lambda f, a, b: mp.quad(f, [a, b]))

    @staticmethod
    def sum(f, lower, upper):
        if upper == mp.inf:
            return series(f, lower)
        return mp.fsum(f(k) for k in Numbers.range(lower, upper))

    @staticmethod
    def product(f, lower, upper):
        return mp.fprod(f(k) for k in Numbers.range(lower, upper))


class Symbols:
    """The same functions on symbols."""

    pi, inf = sp.pi, sp.oo
    exp, log, sqrt, abs, sign = sp.exp, sp.log, sp.sqrt, sp.Abs, sp.sign
    sin, cos, tan, asin, acos, atan = sp.sin, sp.cos, sp.tan, sp.asin, sp.acos, sp.atan
    sinh, cosh, tanh, erf, zeta = sp.sinh, sp.cosh, sp.tanh, sp.erf, sp.zeta
    gamma, lgamma, polygamma, lambertW = sp.gamma, sp.loggamma, sp.polygamma, sp.LambertW
    besselI, besselK = sp.besseli, sp.besselk
    q = staticmethod(sp.Rational)
    expm1 = staticmethod(lambda x: sp.exp(x) - 1)
    log1p = staticmethod(lambda x: sp.log(1 + x))
    softplus = staticmethod(lambda x: sp.log(1 + sp.exp(x)))
    sigmoid = staticmethod(lambda x: 1 / (1 + sp.exp(-x)))
    logsumexp = staticmethod(lambda *x: sp.log(sum(map(sp.exp, x))))
    normalCdf = staticmethod(lambda x: (1 + sp.erf(x / sp.sqrt(2))) / 2)
    normalQuantile = staticmethod(lambda p: sp.sqrt(2) * sp.erfinv(2 * p - 1))
    less = staticmethod(lambda a, b: sp.Piecewise((1, sp.Lt(a, b)), (0, True)))
    lessEqual = staticmethod(lambda a, b: sp.Piecewise((1, sp.Le(a, b)), (0, True)))
    equal = staticmethod(lambda a, b: sp.Piecewise((1, sp.Eq(a, b)), (0, True)))
    at = staticmethod(lambda vector, i: vector[int(i) - 1])
    range = staticmethod(lambda lower, upper: [sp.Integer(k) for k in range(int(lower), int(upper) + 1)])
    integral = staticmethod(lambda f, a, b: sp.Integral(f(sp.Symbol("t_")), (sp.Symbol("t_"), a, b)))
    sum = staticmethod(lambda f, a, b: sum((f(k) for k in Symbols.range(a, b)), sp.Integer(0)))
    product = staticmethod(lambda f, a, b: sp.prod([f(k) for k in Symbols.range(a, b)]))


def interval(lower, upper):
    size = mpf(random.randint(50, 300)) / 100
    if lower is None and upper is None:
        return size - mpf("1.75")
    if upper is None:
        return lower + size
    if lower is None:
        return upper - size
    return lower + (upper - lower) * mpf(random.randint(10, 90)) / 100


def whole(lower, upper):
    first = -3 if lower is None else int(lower)
    return mpf(random.randint(first, first + 5 if upper is None else int(upper)))


def vector(size):
    return [interval(None, None) for _ in range(int(size))]


def simplex(size):
    parts = [interval(0, None) for _ in range(int(size))]
    return [part / sum(parts) for part in parts]


def sphere(size):
    parts = vector(size)
    return [part / mp.sqrt(sum(x * x for x in parts)) for part in parts]


def counts(total, size):
    return random.choice(list(compositions(int(total), int(size))))


def compositions(total, size):
    """All ways to write a total as so many counts."""
    if size == 1:
        yield [mpf(total)]
        return
    for first in range(total + 1):
        for rest in compositions(total - first, size - 1):
            yield [mpf(first)] + rest


def series(f, lower):
    """A sum to infinity: term by term where the terms fall fast, the rest of it as an alternating one where they do not."""
    total, quiet = mpf(0), 0
    far = int(lower) + 600
    for k in range(int(lower), far):
        term = f(mpf(k))
        total += term
        quiet = quiet + 1 if abs(term) <= abs(total) * mpf(10) ** (-mp.dps) else 0
        if quiet > 30:
            return total
    return total + condensed(lambda k: f(mpf(far - 1 + k)))


def condensed(f, terms=40):
    """f(1) + f(2) + ... as an alternating series of condensed terms (van Wijngaarden), summed as Cohen, Villegas and Zagier do."""
    def block(j):
        total, i = mpf(0), 0
        while True:
            term = 2**i * f(2**i * j)
            total, i = total + term, i + 1
            if abs(term) <= abs(total) * mpf(10) ** -30:
                return total

    d = (3 + mp.sqrt(8)) ** terms
    d = (d + 1 / d) / 2
    b, c, total = mpf(-1), -d, mpf(0)
    for k in range(terms):
        c = b - c
        total += c * block(k + 1)
        b = (k + terms) * (k - terms) * b / ((k + mpf(1) / 2) * (k + 1))
    return total / d


def over_interval(f, lower, upper, v):
    """An integral, cut where a density of moderate parameters bends, and at its parameters, where it may have a kink."""
    cuts = [mpf(c) for c in (-30, -6, -2, 0, 2, 6, 30)]
    if lower is not None:
        cuts = [lower + mpf(c) for c in ("0.02", "0.3", "1", "3", "10", "40")]
    if lower is not None and upper is not None:
        cuts = [(lower + upper) / 2]
    cuts += [c for c in vars(v).values() if isinstance(c, mpf)]
    inside = [c for c in sorted(set(cuts)) if (lower is None or c > lower) and (upper is None or c < upper)]
    ends = [end for end in (lower, upper) if end is not None]
    body = mp.quad(f, sorted([*ends, *inside]))
    if upper is None:
        body += tail(f, inside[-1], 1, body)
    if lower is None:
        body += tail(f, inside[0], -1, body)
    return body


def tail(f, start, direction, body):
    """The rest of an integral, in ever wider pieces until they say no more; an infinite end would ask for exp(exp(x))."""
    total, width = mpf(0), mpf(10)
    for _ in range(400):
        piece = direction * mp.quad(f, [start, start + direction * width])
        total, start, width = total + piece, start + direction * width, width * 2
        if abs(piece) <= mpf(10) ** -25 * abs(body):
            break
    return total


class TooSlow(Exception):
    pass


def limited(seconds, prove):
    """What SymPy finds in the time given; None where it finds nothing."""
    def stop(*_):
        raise TooSlow

    if not hasattr(signal, "SIGALRM"):
        return None
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        return prove()
    except (TooSlow, AttributeError, TypeError, ValueError, NotImplementedError, RecursionError):
        return None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def vanishes(expression):
    difference = sp.expand(sp.expand_log(expression, force=True))
    return difference == 0 or sp.simplify(expression) == 0 or sp.simplify(difference) == 0


def proved(pairs):
    """Whether SymPy sees that both sides of every pair are the same."""
    return bool(limited(8, lambda: all(vanishes(left - right) for left, right in pairs())))


failures = []


def claim(name, pairs, tolerance=mpf(10) ** -40, symbols=None):
    """Holds both sides of every pair against each other by numbers, and where it can be by symbols."""
    worst, tried = mpf(0), 0
    for left, right in pairs:
        size = max(abs(left), abs(right), mpf(10) ** -5)
        worst, tried = max(worst, abs(left - right) / size), tried + 1
    holds = tried > 0 and worst <= tolerance
    if not holds:
        failures.append(name)
    by = "" if symbols is None else ("; proved by SymPy" if proved(symbols) else "; by numbers alone")
    print(f"{'ok    ' if holds else 'FAILED'} {name}: {tried} values, worst error {mp.nstr(worst, 3)}{by}")


def finish():
    print(f"{len(failures)} of the claims failed: {', '.join(failures)}" if failures else "every claim holds")
    sys.exit(1 if failures else 0)
`;
