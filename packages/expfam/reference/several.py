# Makes several.json and fits/{directions,shares}.csv: families with a linear predictor for each of their natural parameters, from
# their textbook log-partition functions, by Newton's method with 40 digits (mpmath 1.3.0). Run here: python3 several.py
# SymPy (1.14) differentiates A, so nothing here has been differentiated by hand.
import csv, itertools, json
import mpmath as mp
import sympy as sp

mp.mp.dps = 40
log = mp.log
a, b, c = sp.symbols('a b c')

# name: (sufficient statistics, A, log h, the signs of the natural space)
families = {
    'normal': (lambda y: (y, y**2), -a**2 / (4 * b) - sp.log(-2 * b) / 2, lambda y: -log(2 * mp.pi) / 2, (1, -1)),
    'log_normal': (lambda y: (log(y), log(y)**2), -a**2 / (4 * b) - sp.log(-2 * b) / 2,
                   lambda y: -log(y) - log(2 * mp.pi) / 2, (1, -1)),
    'gamma_shape_rate': (lambda y: (log(y), y), sp.loggamma(a) - a * sp.log(-b), lambda y: -log(y), (1, -1)),
    'inverse_gamma': (lambda y: (log(y), 1 / y), sp.loggamma(-a) + a * sp.log(-b), lambda y: -log(y), (-1, -1)),
    'inverse_gaussian_mean_shape': (lambda y: (y, 1 / y), -2 * sp.sqrt(a * b) - sp.log(-2 * b) / 2,
                                    lambda y: -3 * log(y) / 2 - log(2 * mp.pi) / 2, (-1, -1)),
    'beta': (lambda y: (log(y), log(1 - y)), sp.loggamma(a) + sp.loggamma(b) - sp.loggamma(a + b), lambda y: -log(y) - log(1 - y), (1, 1)),
    'von_mises': (lambda y: (mp.sin(y), mp.cos(y)), sp.log(sp.besseli(0, sp.sqrt(a**2 + b**2))), lambda y: -log(2 * mp.pi), (1, 1)),
    'dirichlet': (lambda y: [log(v) for v in y], sp.loggamma(a) + sp.loggamma(b) + sp.loggamma(c) - sp.loggamma(a + b + c),
                  lambda y: -sum(log(v) for v in y), (1, 1, 1)),
}
starts = {'normal': (1, -1), 'log_normal': (1, -1), 'gamma_shape_rate': (2, -1), 'inverse_gamma': (-2, -1),
          'inverse_gaussian_mean_shape': (-1, -1), 'beta': (1, 1), 'von_mises': (mp.mpf('0.5'), mp.mpf('0.5')), 'dirichlet': (1, 1, 1)}


def directions():
    seed, rows = 20, []
    for i in range(36):
        seed = (seed * 1103515245 + 12345) % 2**31
        wind = (seed // 1000) % 60 / 10
        seed = (seed * 1103515245 + 12345) % 2**31
        turn = ((seed // 1000) % 2000 - 1000) / 500
        angle = round(0.4 + 0.35 * wind + turn * 0.6, 2)
        rows.append([wind, angle - 6.28 if angle >= 3.14 else angle])
    with open('fits/directions.csv', 'w') as file:
        file.write('wind,angle\n' + ''.join(f'{wind},{angle:.2f}\n' for wind, angle in rows))


# the lengths and the breadth of every third iris as shares of their sum
def shares():
    with open('fits/iris.csv') as file, open('fits/shares.csv', 'w') as out:
        out.write('sepal,petal,breadth,width\n')
        for row in list(csv.DictReader(file))[::3]:
            parts = [float(row[name]) for name in ('Sepal_Length', 'Petal_Length', 'Petal_Width')]
            sepal, petal = (round(part / sum(parts), 3) for part in parts[:2])
            out.write(f"{sepal},{petal},{round(1 - sepal - petal, 3)},{row['Sepal_Width']}\n")


def read(name):
    with open(f'fits/{name}.csv') as file:
        return [{k: mp.mpf(v) if v.replace('.', '').replace('-', '').isdigit() else v for k, v in row.items()} for row in csv.DictReader(file)]


class Model:
    def __init__(self, family, y, x, weights, offset, logs, l2):
        self.T, A, self.h, self.signs = families[family]
        self.s = len(self.signs)
        symbols = (a, b, c)[:self.s]
        self.A = sp.lambdify(symbols, A, 'mpmath')
        self.slopes = {order: sp.lambdify(symbols, sp.diff(A, *zip(symbols, order)), 'mpmath', cse=True)
                       for order in itertools.product(range(4), repeat=self.s) if 0 < sum(order) < 4}
        self.start, self.y, self.x, self.w, self.offset, self.logs, self.l2 = starts[family], y, x, weights, offset, logs, l2
        self.p = len(x[0])

    def eta(self, row, beta):
        out = []
        for k in range(self.s):
            zeta = self.offset[row][k] + sum(v * beta[k * self.p + j] for j, v in enumerate(self.x[row]))
            out.append(self.signs[k] * mp.exp(zeta) if k in self.logs else zeta)
        return out

    def inside(self, beta):
        return all(e * s > 0 or free for r in range(len(self.y))
                   for e, s, free in zip(self.eta(r, beta), self.signs, self.free()))

    def free(self):  # parameters that may be anything
        return (self.start[0] == mp.mpf('0.5') or self.start == (1, -1), self.start[0] == mp.mpf('0.5'), False)

    def loss(self, beta):
        return sum(w * (self.A(*e) - sum(a * b for a, b in zip(e, self.T(y))))
                   for w, y, e in ((self.w[r], self.y[r], self.eta(r, beta)) for r in range(len(self.y))))

    def pull(self):  # l2 of each coefficient: intercepts are left alone
        return [self.l2 * sum(self.w) * (0 if i % self.p == 0 else 1) for i in range(self.s * self.p)]

    def value(self, beta, firth=False):
        penalty = sum(c * b * b for c, b in zip(self.pull(), beta)) / 2
        return self.loss(beta) + penalty - (log(mp.det(self.derivatives(beta)[1])) / 2 if firth else 0)

    # score and expected information, and where asked for Firth's correction ½ tr(I⁻¹ ∂I)
    def derivatives(self, beta, firth=False, observed=False):
        n, rows = self.s * self.p, range(len(self.y))
        score, info = mp.zeros(n, 1), mp.zeros(n, n)
        kept = []
        for r in rows:
            e = self.eta(r, beta)
            d = lambda *ks, e=e: self.slopes[tuple(ks.count(k) for k in range(self.s))](*e)
            mean, t = [d(k) for k in range(self.s)], self.T(self.y[r])
            cov = [[d(k, l) for l in range(self.s)] for k in range(self.s)]
            slope = [e[k] if k in self.logs else mp.mpf(1) for k in range(self.s)]
            kept.append(d)
            for a in range(n):
                ka, xa = a // self.p, self.x[r][a % self.p]
                score[a] += self.w[r] * (mean[ka] - t[ka]) * slope[ka] * xa
                for b in range(n):
                    kb, xb = b // self.p, self.x[r][b % self.p]
                    info[a, b] += self.w[r] * cov[ka][kb] * slope[ka] * slope[kb] * xa * xb
                    if observed and ka == kb and ka in self.logs: info[a, b] += self.w[r] * (mean[ka] - t[ka]) * e[ka] * xa * xb
        if firth:
            inverse = info**-1
            for c in range(n):
                trace = mp.mpf(0)
                for r in rows:
                    kc, xc = c // self.p, self.x[r][c % self.p]
                    for a in range(n):
                        for b in range(n):
                            ka, kb = a // self.p, b // self.p
                            third = self.third(r, kept[r], tuple(sorted((ka, kb, kc))))
                            trace += self.w[r] * third * self.x[r][a % self.p] * self.x[r][b % self.p] * xc * inverse[a, b]
                score[c] -= trace / 2
            self.cache = {}
        for i, c in enumerate(self.pull()):
            score[i] += c * beta[i]
            info[i, i] += c
        return score, info

    cache = {}

    # the slopes of Firth's score, by differences far below the digits that are kept
    def bends(self, beta, score):
        step, n = mp.mpf(10)**-16, len(beta)
        columns = [(self.derivatives([v + (step if i == j else 0) for i, v in enumerate(beta)], True)[0] - score) / step for j in range(n)]
        return mp.matrix(n, n) + mp.matrix([[(columns[j][i] + columns[i][j]) / 2 for j in range(n)] for i in range(n)])

    def third(self, r, d, order):
        if (r, order) not in self.cache: self.cache[r, order] = d(*order)
        return self.cache[r, order]

    def fit(self, firth=False):
        beta = self.fit() if firth else [mp.mpf(0)] * (self.s * self.p)
        for k in range(0 if firth else self.s):
            beta[k * self.p] = mp.mpf(0) if k in self.logs else mp.mpf(self.start[k])
        for step in range(40 if firth else 300):
            score, info = self.derivatives(beta, firth)
            if self.logs or firth:  # Newton's own step where it goes downhill
                bend = self.bends(beta, score) if firth else self.derivatives(beta, observed=True)[1]
                if all(value > 0 for value in mp.eigsy(bend, eigvals_only=True)): info = bend
            move = mp.lu_solve(info, score)
            length = mp.mpf(1)
            here = self.value(beta, firth)
            while length > 1e-9:
                after = [b - length * m for b, m in zip(beta, move)]
                if self.inside(after) and self.value(after, firth) <= here + mp.mpf(10)**-30 * abs(here): break
                length /= 2
            beta = after
            if max(abs(m) for m in move) < mp.mpf(10)**(-12 if firth else -25) * (1 + max(abs(b) for b in beta)): return beta
        raise ValueError('no end')

    # the end of a profile interval: the objective has risen by q, and is at its least in all other coefficients
    def end(self, beta, at, side, q):
        _, info = self.derivatives(beta)
        goal, width = self.value(beta) + q, mp.sqrt(2 * q * (info**-1)[at, at])
        direction = (info**-1)[:, at] / (info**-1)[at, at]
        point = [b + side * width * d * mp.mpf('0.5') for b, d in zip(beta, direction)]
        for step in range(60):
            score, info = self.derivatives(point)
            inverse = info**-1
            # Venzon and Moolgavkar's step
            back, along = inverse * score, inverse[:, at]
            square = (2 * (goal - self.value(point)) + (score.T * back)[0]) / along[at]
            move = [side * mp.sqrt(abs(square)) * along[i] - back[i] for i in range(self.s * self.p)]
            length = mp.mpf(1)
            while not self.inside([p + length * m for p, m in zip(point, move)]): length /= 2
            point = [p + length * m for p, m in zip(point, move)]
            if length == 1 and max(abs(m) for m in move) < mp.mpf(10)**-20: return point[at]
        raise ValueError('no end')


def number(value):
    return float(mp.nstr(value, 17))


def case(family, data, formula, y, columns, argv=(), weights=None, offset=None, logs=(), l2=0, firth=False, profile=False):
    table = read(data)
    x = [[mp.mpf(1)] + [f(row) for f in columns.values()] for row in table]
    w = [row[weights] if weights else mp.mpf(1) for row in table]
    offsets = [offset(row) if offset else (mp.mpf(0),) * 3 for row in table]
    model = Model(family, [y(row) for row in table], x, w, offsets, logs, mp.mpf(l2))
    beta = model.fit(firth)
    _, info = model.derivatives(beta)
    names = [f'eta{k + 1} {term}' for k in range(model.s) for term in ['(Intercept)', *columns]]
    loglik = sum(w * model.h(y) for w, y in zip(model.w, model.y)) - model.loss(beta)
    inverse = info**-1
    result = {'data': data, 'formula': formula, 'argv': ['--family', family, *argv],
              'coefficients': dict(zip(names, map(number, beta))),
              'standardErrors': None if l2 else dict(zip(names, (number(mp.sqrt(inverse[i, i])) for i in range(len(beta))))),
              'logLikelihood': number(loglik), 'aic': None if l2 else number(2 * len(beta) - 2 * loglik),
              'objective': None if firth else number(model.value(beta) / sum(w))}
    if profile:
        q = (mp.sqrt(2) * mp.erfinv(mp.mpf('0.95')))**2 / 2
        result['intervals'] = {name: [number(model.end(beta, i, side, q)) for side in (-1, 1)] for i, name in enumerate(names)}
    print(family, formula, *argv, flush=True)
    return result


# A link of the mean in the place of the first natural parameter, which is `first` of the predictors t and u; the second is its own.
t, u, s1, s2 = sp.symbols('t u s1 s2')


def through(family, data, formula, y, columns, argv, first):
    T, A, h, _ = families[family]
    whole = A.subs({a: first, b: u}, simultaneous=True)
    loss = whole - first * s1 - u * s2
    put = lambda e: sp.lambdify((t, u, s1, s2), e, 'mpmath', cse=True)
    J = sp.Matrix([[sp.diff(first, t), sp.diff(first, u)], [0, 1]])
    H = sp.hessian(A, (a, b)).subs({a: first, b: u}, simultaneous=True)
    value, slopes, bends, expected = put(loss), put([sp.diff(loss, v) for v in (t, u)]), put(sp.hessian(loss, (t, u))), put(J.T * H * J)
    table = read(data)
    x = [[mp.mpf(1)] + [f(row) for f in columns.values()] for row in table]
    Ts = [[mp.mpf(v) for v in T(y(row))] for row in table]
    p = len(x[0])
    n = 2 * p
    at = lambda r, beta: [sum(v * beta[k * p + j] for j, v in enumerate(x[r])) for k in range(2)] + Ts[r]
    total = lambda beta: sum(value(*at(r, beta)) for r in range(len(x)))
    def sums(beta, of):
        matrix = mp.zeros(n, n)
        for r in range(len(x)):
            cell = of(*at(r, beta))
            for i in range(n):
                for j in range(n): matrix[i, j] += cell[i // p, j // p] * x[r][i % p] * x[r][j % p]
        return matrix
    start = {'normal': (20, mp.mpf('-0.02')), 'beta': (0, 2)}.get(family, (3, mp.mpf('-0.1')))
    beta = [mp.mpf(start[i // p]) if i % p == 0 else mp.mpf(0) for i in range(n)]
    for step in range(200):
        score = mp.zeros(n, 1)
        for r in range(len(x)):
            g = slopes(*at(r, beta))
            for i in range(n): score[i] += g[i // p] * x[r][i % p]
        bend = sums(beta, bends)
        if not all(e > 0 for e in mp.eigsy(bend, eigvals_only=True)): bend = sums(beta, expected)
        move, length, here = mp.lu_solve(bend, score), mp.mpf(1), total(beta)
        while length > 1e-9:
            after = [v - length * m for v, m in zip(beta, move)]
            if all(at(r, after)[1] * start[1] > 0 for r in range(len(x))) and total(after) <= here + mp.mpf(10)**-30 * abs(here): break
            length /= 2
        beta = after
        if max(abs(m) for m in move) < mp.mpf(10)**-25 * (1 + max(abs(v) for v in beta)): break
    else: raise ValueError('no end')
    inverse = sums(beta, expected)**-1
    names = [f'eta{k + 1} {term}' for k in range(2) for term in ['(Intercept)', *columns]]
    loglik = sum(h(y(row)) for row in table) - total(beta)
    print(family, formula, *argv, flush=True)
    return {'data': data, 'formula': formula, 'argv': ['--family', family, *argv],
            'coefficients': dict(zip(names, map(number, beta))),
            'standardErrors': dict(zip(names, (number(mp.sqrt(inverse[i, i])) for i in range(n)))),
            'logLikelihood': number(loglik), 'aic': number(2 * n - 2 * loglik), 'objective': number(total(beta) / len(x))}


col = lambda name: lambda row: row[name]
of = lambda name: {name: col(name)}
log_u = {'log(u)': lambda row: log(row['u'])}
both = {'area': col('area'), 'peri': col('peri')}
directions()
shares()
D = 'directions', 'angle ~ wind', col('angle'), of('wind')
C = 'clotting', 'lot1 ~ log(u)', col('lot1'), log_u
M = 'mtcars', 'mpg ~ wt', col('mpg'), of('wt')
R = 'rock', 'shape ~ area', col('shape'), of('area')
S = 'shares', 'cbind(sepal, petal, breadth) ~ width', lambda row: (row['sepal'], row['petal'], row['breadth']), of('width')
T = 'trees', 'Volume ~ Girth', col('Volume'), of('Girth')
PROFILE = ['--intervals', 'profile']
FIRTH = ['--bias-reduction']
LOG = ['--link', 'eta2=log']
RIDGE = ['--l2', '0.01']
mpg = lambda row: (row['drat'], -row['gear'] / 100)
cases = [
    case('normal', 'mtcars', 'mpg ~ 1', col('mpg'), {}),
    case('normal', *M, profile=True, argv=PROFILE),
    case('normal', 'mtcars', 'mpg ~ wt + hp', col('mpg'), {'wt': col('wt'), 'hp': col('hp')}, argv=LOG, logs=(1,)),
    case('normal', *M, argv=['--weights', 'cyl'], weights='cyl'),
    case('normal', *M, argv=RIDGE, l2='0.01'),
    case('normal', *M, argv=FIRTH, firth=True),
    case('normal', 'mtcars', 'mpg ~ wt + offset(cbind(drat, -gear / 100))', col('mpg'), of('wt'), offset=mpg),
    case('log_normal', *T),
    case('gamma_shape_rate', 'trees', 'Volume ~ 1', col('Volume'), {}),
    case('gamma_shape_rate', *T, argv=PROFILE, profile=True),
    case('gamma_shape_rate', *T, argv=['--link', 'eta1=log,eta2=log'], logs=(0, 1)),
    case('gamma_shape_rate', *T, argv=RIDGE, l2='0.01'),
    case('gamma_shape_rate', *T, argv=FIRTH, firth=True),
    case('gamma_shape_rate', *C, argv=LOG, logs=(1,)),
    case('inverse_gamma', *T),
    case('inverse_gaussian_mean_shape', 'trees', 'Volume ~ 1', col('Volume'), {}),
    case('inverse_gaussian_mean_shape', *T, argv=PROFILE, profile=True),
    case('inverse_gaussian_mean_shape', *C, argv=['--link', 'eta1=log,eta2=log'], logs=(0, 1)),
    case('inverse_gaussian_mean_shape', *T, argv=['--weights', 'Height'], weights='Height'),
    case('beta', 'rock', 'shape ~ 1', col('shape'), {}),
    case('beta', 'rock', 'shape ~ area + peri', col('shape'), both),
    case('beta', *R, argv=PROFILE, profile=True),
    case('beta', *R, argv=['--link', 'eta1=log,eta2=log'], logs=(0, 1)),
    case('beta', *R, argv=RIDGE, l2='0.01'),
    through('normal', *M, ['--link', 'identity'], -2 * t * u),
    through('gamma_shape_rate', *T, ['--link', 'log'], -u * sp.exp(t)),
    through('inverse_gaussian_mean_shape', *T, ['--link', 'log'], u * sp.exp(-2 * t)),
    through('beta', *R, ['--link', 'logit'], u * sp.exp(t)),
    case('dirichlet', 'shares', 'cbind(sepal, petal, breadth) ~ 1', S[2], {}),
    case('dirichlet', *S, argv=PROFILE, profile=True),
    case('dirichlet', *S, argv=['--link', 'eta1=log,eta2=log,eta3=log'], logs=(0, 1, 2)),
    case('dirichlet', *S, argv=RIDGE, l2='0.01'),
    case('von_mises', 'directions', 'angle ~ 1', col('angle'), {}),
    case('von_mises', *D, argv=PROFILE, profile=True),
    case('von_mises', *D, argv=RIDGE, l2='0.01'),
    case('von_mises', *D, argv=FIRTH, firth=True),
]
with open('several.json', 'w') as file:
    file.write('[\n' + ',\n'.join('  ' + json.dumps(one) for one in cases) + '\n]\n')
