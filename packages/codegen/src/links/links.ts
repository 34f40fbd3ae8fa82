// THE TABLE of links: what the mean is as a function of the linear predictor, and how its logarithm and that of its complement
// keep their digits. A family in its means plus a row of this table gives its kernels.
import type { Domain, Expression } from '@expfam/expression';
import { add, apply, divide, exp, infinity, isNumber, isPositive, log, multiply, negate, number, one, openInterval, pi, power, Rational, rationalOf, real, sqrt, subtract, two, zero } from '@expfam/expression'; // prettier-ignore
import { cauchyCdf, cauchyDensity, cauchyHazard, logCauchyCdf } from '../special/cauchy.js';
import { expRatio, log1mexp } from '../special/exponential.js';
import { logNormalCdf, normalCdf, normalDensity, normalHazard } from '../special/normal.js';
import { opaque } from '../special/opaque.js';
import type { Stable } from '../special/opaque.js';
import { logSquareComplement, squareComplement } from '../special/square.js';

/** A link g: θ = g(μ). */
export interface Link {
  /** μ = g⁻¹(θ). */
  readonly mean: (theta: Expression) => Expression;
  /** log μ, where there is a better form than the logarithm of the mean. */
  readonly logMean?: (theta: Expression) => Expression;
  /** log(1 − μ), for means between 0 and 1. */
  readonly logComplement?: (theta: Expression) => Expression;
  /** The same of a link that has other means too. */
  readonly logComplementInUnit?: (theta: Expression) => Expression;
  /** θ = g(μ). */
  readonly predictor: (mu: Expression) => Expression;
  /** Where θ lies, for a mean in the given domain. */
  readonly domain: (mean: Domain) => Domain;
}

/** The image of an interval of means under an increasing or decreasing function, by its ends; the line where there is none. */
const image =
  (at: (end: Expression) => Expression | null) =>
  (domain: Domain): Domain => {
    if (domain.kind !== 'interval' && domain.kind !== 'range') return real.all;
    const [a, b] = [at(domain.lower), at(domain.upper)];
    if (a === null || b === null) return real.all;
    const isDown =
      a === infinity ||
      b === negate(infinity) ||
      (isNumber(a) && isNumber(b) && rationalOf(subtract(b, a)).sign < 0);
    return isDown ? openInterval(b, a) : openInterval(a, b);
  };

/** The image of positive means under a power; predictors are positive. */
const imageOfPower =
  (p: Rational): Link['domain'] =>
  (domain) => {
    if (domain.kind !== 'interval' && domain.kind !== 'range') return real.positive;
    const isEnd = (end: Expression): boolean => end === zero || end === infinity || isPositive(end);
    if (!isEnd(domain.lower) || !isEnd(domain.upper)) return real.positive;
    const at = (end: Expression): Expression =>
      end === zero || end === infinity
        ? (end === zero) === p.sign > 0 ? zero : infinity
        : power(end, number(p.numerator, p.denominator)); // prettier-ignore
    const [a, b] = [at(domain.lower), at(domain.upper)];
    return p.sign > 0 ? openInterval(a, b) : openInterval(b, a);
  };

const normal = (x: Expression): Expression => apply('normalCdf', [x]);
const bell = (x: Expression): Expression =>
  divide(exp(divide(power(x, two), number(-2))), sqrt(multiply(two, pi)));
const cauchy = (x: Expression): Expression => add(divide(one, two), divide(apply('atan', [x]), pi));
const lorentz = (x: Expression): Expression => divide(one, multiply(pi, add(one, power(x, two))));

const density: Stable = { function: normalDensity, range: 'positive', meaning: bell };
const probit: Stable = {
  function: normalCdf,
  range: 'unit',
  meaning: normal,
  derivative: (x) => opaque(density, x),
};
const hazard: Stable = {
  function: normalHazard,
  range: 'positive',
  meaning: (x) => divide(bell(x), normal(x)),
};
const logProbit: Stable = {
  function: logNormalCdf,
  range: 'negative',
  meaning: (x) => log(normal(x)),
  derivative: (x) => opaque(hazard, x),
};
const cauchyDensityOf: Stable = { function: cauchyDensity, range: 'positive', meaning: lorentz };
const cauchit: Stable = {
  function: cauchyCdf,
  range: 'unit',
  meaning: cauchy,
  derivative: (x) => opaque(cauchyDensityOf, x),
};
const cauchyHazardOf: Stable = {
  function: cauchyHazard,
  range: 'positive',
  meaning: (x) => divide(lorentz(x), cauchy(x)),
};
const logCauchit: Stable = {
  function: logCauchyCdf,
  range: 'negative',
  meaning: (x) => log(cauchy(x)),
  derivative: (x) => opaque(cauchyHazardOf, x),
};
const ratio: Stable = {
  function: expRatio,
  range: 'unit',
  meaning: (x) => divide(x, subtract(exp(x), one)),
};
const logComplement: Stable = {
  function: log1mexp,
  range: 'negative',
  meaning: (x) => log(subtract(one, exp(negate(x)))),
  derivative: (x) => divide(opaque(ratio, x), x),
};
const squareRest: Stable = {
  function: squareComplement,
  range: 'unit',
  meaning: (x) => subtract(one, power(x, two)),
  derivative: (x) => multiply(number(-2), x),
};
const logSquareRest: Stable = {
  function: logSquareComplement,
  range: 'negative',
  meaning: (x) => log(subtract(one, power(x, two))),
  derivative: (x) => divide(multiply(number(-2), x), opaque(squareRest, x)),
};

const positivePower = (p: Rational): Link => {
  const by = (exponent: Rational) => (x: Expression) =>
    power(x, number(exponent.numerator, exponent.denominator));
  return {
    mean: by(Rational.one.divide(p)),
    predictor: by(p),
    domain: imageOfPower(p),
  };
};

const squareRoot: Link = {
  ...positivePower(Rational.half),
  predictor: sqrt,
  logComplementInUnit: (theta) => opaque(logSquareRest, theta),
};

const inverse: Link = {
  mean: (theta) => divide(one, theta),
  predictor: (mu) => divide(one, mu),
  domain: image((end) =>
    end === infinity ? zero : end === zero ? infinity : isNumber(end) ? divide(one, end) : null,
  ),
};

/** The links by the names of INTERFACE. */
export const links = {
  identity: { mean: (theta) => theta, predictor: (mu) => mu, domain: (mean) => mean },
  log: {
    mean: exp,
    logMean: (theta) => theta,
    predictor: log,
    domain: image((end) =>
      end === infinity ? infinity : end === zero ? negate(infinity) : end === one ? zero : null,
    ),
  },
  logit: {
    mean: (theta) => apply('sigmoid', [theta]),
    logMean: (theta) => negate(apply('softplus', [negate(theta)])),
    logComplement: (theta) => negate(apply('softplus', [theta])),
    predictor: (mu) => log(divide(mu, subtract(one, mu))),
    domain: () => real.all,
  },
  probit: {
    mean: (theta) => opaque(probit, theta),
    logMean: (theta) => opaque(logProbit, theta),
    logComplement: (theta) => opaque(logProbit, negate(theta)),
    predictor: (mu) => apply('normalQuantile', [mu]),
    domain: () => real.all,
  },
  cloglog: {
    mean: (theta) => negate(apply('expm1', [negate(exp(theta))])),
    logMean: (theta) => opaque(logComplement, exp(theta)),
    logComplement: (theta) => negate(exp(theta)),
    predictor: (mu) => log(negate(log(subtract(one, mu)))),
    domain: () => real.all,
  },
  cauchit: {
    mean: (theta) => opaque(cauchit, theta),
    logMean: (theta) => opaque(logCauchit, theta),
    logComplement: (theta) => opaque(logCauchit, negate(theta)),
    predictor: (mu) => apply('tan', [multiply(pi, subtract(mu, divide(one, two)))]),
    domain: () => real.all,
  },
  inverse,
  inverse_square: {
    mean: (theta) => divide(one, sqrt(theta)),
    predictor: (mu) => power(mu, number(-2)),
    domain: imageOfPower(Rational.of(-2)),
  },
  sqrt: squareRoot,
} as const satisfies { readonly [name: string]: Link };

/** The name of a link of the table. */
export type LinkName = keyof typeof links;

/** A link by its name, `power(p)` for θ = μ^p included; null where there is none of this name. */
export const linkNamed = (name: string, read: (text: string) => Rational | null): Link | null => {
  if (Object.hasOwn(links, name)) return links[name as LinkName];
  const exponent = /^power\((.+)\)$/.exec(name)?.[1];
  const p = exponent === undefined ? null : read(exponent);
  if (p === null) return null;
  if (p.sign === 0) return links.log;
  return p.compare(Rational.half) === 0 ? squareRoot : positivePower(p);
};
