// The functions of the density language and of its output form, as a table: name, number of arguments, meaning.
import { Real, type Arithmetic } from '@expfam/precise';

/** Least and greatest number of arguments, and the meaning. */
export interface Meaning {
  readonly arity: readonly [number, number];
  readonly apply: (...x: Real[]) => Real;
}

const elementary = [
  'exp',
  'expm1',
  'log1p',
  'sqrt',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
] as const;
const [zero, one] = [Real.zero, Real.one];
const made = new Map<Arithmetic, ReadonlyMap<string, Meaning>>();

/** Every function that a formula may call, bound to the arithmetic; made once for each. */
export function language(a: Arithmetic): ReadonlyMap<string, Meaning> {
  let table = made.get(a);
  if (table === undefined) {
    table = new Map(
      Object.entries({ ...elementaryTable(a), ...gammaTable(a), ...exponentialTable(a), ...specialTable(a) }),
    );
    made.set(a, table);
  }
  return table;
}

function unary(apply: (x: Real) => Real): Meaning {
  return { arity: [1, 1], apply: (x = Real.NaN) => apply(x) };
}

function binary(apply: (x: Real, y: Real) => Real): Meaning {
  return { arity: [2, 2], apply: (x = Real.NaN, y = Real.NaN) => apply(x, y) };
}

function elementaryTable(a: Arithmetic): Record<string, Meaning> {
  const extreme = (sign: number) => (x: Real, y: Real) => (x.isNaN() || x.compare(y) * sign >= 0 ? x : y);
  return {
    ...Object.fromEntries(elementary.map((name) => [name, unary(a[name])])),
    log: {
      arity: [1, 2],
      apply: (x = Real.NaN, base) => (base === undefined ? a.log(x) : a.divide(a.log(x), a.log(base))),
    },
    log2: unary((x) => a.divide(a.log(x), a.log(Real.fromInteger(2)))),
    log10: unary((x) => a.divide(a.log(x), a.log(Real.fromInteger(10)))),
    pow: binary(a.power),
    square: unary((x) => a.multiply(x, x)),
    cube: unary((x) => a.powerInteger(x, 3n)),
    abs: unary((x) => x.abs()),
    sign: unary((x) => Real.fromNumber(x.sign())),
    floor: unary((x) => (x.isFinite() ? Real.of(x.floor(), 0) : x)),
    ceil: unary((x) => (x.isFinite() ? Real.of(-x.negate().floor(), 0) : x)),
    max: { arity: [1, Infinity], apply: (...x) => x.reduce(extreme(1)) },
    min: { arity: [1, Infinity], apply: (...x) => x.reduce(extreme(-1)) },
  };
}

function gammaTable(a: Arithmetic): Record<string, Meaning> {
  const logGamma = rememberIntegers(a.logGamma);
  const factorial = (x: Real): Real => a.gamma(a.add(x, one));
  const logFactorial = (x: Real): Real => logGamma(a.add(x, one));
  const logBeta = (x: Real, y: Real): Real =>
    a.subtract(a.add(logGamma(x), logGamma(y)), logGamma(a.add(x, y)));
  return {
    gamma: unary(a.gamma),
    lgamma: unary(logGamma),
    factorial: unary(factorial),
    logFactorial: unary(logFactorial),
    combinations: binary((n, k) => {
      const rest = a.subtract(n, k);
      const outside = [k, rest].some((x) => x.isInteger() && x.sign() < 0);
      return outside ? zero : a.divide(factorial(n), a.multiply(factorial(k), factorial(rest)));
    }),
    beta: binary((x, y) => a.divide(a.multiply(a.gamma(x), a.gamma(y)), a.gamma(a.add(x, y)))),
    logBeta: binary(logBeta),
  };
}

function exponentialTable(a: Arithmetic): Record<string, Meaning> {
  return {
    softplus: unary((x) => a.add(x.sign() > 0 ? x : zero, a.log1p(a.exp(x.abs().negate())))),
    sigmoid: unary((x) => a.divide(one, a.add(one, a.exp(x.negate())))),
    logsumexp: { arity: [1, Infinity], apply: (...x) => logSumExp(x, a) },
  };
}

function specialTable(a: Arithmetic): Record<string, Meaning> {
  return {
    digamma: unary(a.digamma),
    trigamma: unary(a.trigamma),
    polygamma: binary(a.polygamma),
    erf: unary(a.erf),
    erfc: unary(a.erfc),
    zeta: unary(a.zeta),
    zetaDerivative: binary(a.zetaDerivative),
    besselI: binary(a.besselI),
    besselK: binary(a.besselK),
    lambertW: unary(a.lambertW),
    normalCdf: unary(a.normalCdf),
    normalQuantile: unary(a.normalQuantile),
  };
}

/** log Σ exp(xᵢ) as the greatest plus log1p of the others: 0 and −40 give 4.2e-18, not 0. */
export function logSumExp(x: readonly Real[], a: Arithmetic): Real {
  if (x.some((each) => each.isNaN())) return Real.NaN;
  const top = x.reduce((best, each, i) => ((x[best] ?? each).lessThan(each) ? i : best), 0);
  const greatest = x[top] ?? Real.negativeInfinity;
  if (!greatest.isFinite()) return greatest;
  const others = x.filter((_, i) => i !== top).map((each) => a.exp(a.subtract(each, greatest)));
  return a.add(greatest, a.log1p(others.reduce(a.add, zero)));
}

/** log Γ at whole numbers comes up at every term of a sum: remembered, up to 2^20 of them. */
function rememberIntegers(f: (x: Real) => Real): (x: Real) => Real {
  const known = new Map<number, Real>();
  return (x) => {
    if (!x.isInteger() || x.magnitude() > 20) return f(x);
    const key = x.toNumber();
    const value = known.get(key) ?? f(x);
    known.set(key, value);
    return value;
  };
}
