// Changes of the variable of an integral: what stands inside the logarithms, powers and exponentials of an exponent is
// taken for the new variable, and the old one's derivative is a factor.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Integrand } from './integrand.js';
import { affineParts, minusInfinity, partsWith, plain } from './integrand.js';
import { freshName } from './methods.js';

type Interval = Domain & { readonly kind: 'interval' };

/** y as a function of the new variable u, and the ends that u runs between. */
export interface Change {
  readonly ends: readonly [Expression, Expression];
  readonly old: (u: Expression) => Expression;
  /** log |dy/du|. */
  readonly logSlope: (u: Expression) => Expression;
}

const isFinite = (end: Expression): boolean => end !== e.infinity && end !== minusInfinity;

/** a + b·y at an end; null where the sign of b is not known and the end is infinite. */
const affineAt = (a: Expression, b: Expression, end: Expression): Expression | null => {
  if (isFinite(end)) return e.add(a, e.multiply(b, end));
  if (e.isPositive(b)) return end;
  return e.isNegative(b) ? e.negate(end) : null;
};

const ordered = (
  first: Expression | null,
  last: Expression | null,
  falling: boolean,
): readonly [Expression, Expression] | null => first && last && (falling ? [last, first] : [first, last]);

/** u = a + b·y. */
const affine = (a: Expression, b: Expression, { lower, upper }: Interval): Change | null => {
  if (!e.isPositive(b) && !e.isNegative(b)) return null;
  const ends = ordered(affineAt(a, b, lower), affineAt(a, b, upper), e.isNegative(b));
  return (
    ends && {
      ends,
      old: (u) => e.divide(e.subtract(u, a), b),
      logSlope: () => e.negate(e.log(e.isPositive(b) ? b : e.negate(b))),
    }
  );
};

/** u = y^c of a positive y. */
const ofPower = (c: Expression, { lower, upper }: Interval): Change | null => {
  if (!e.isNonNegative(lower) || (!e.isPositive(c) && !e.isNegative(c))) return null;
  const falling = e.isNegative(c);
  const at = (end: Expression): Expression => {
    if (end === e.zero) return falling ? e.infinity : e.zero;
    if (end === e.infinity) return falling ? e.zero : e.infinity;
    return e.power(end, c);
  };
  return {
    ends: ordered(at(lower), at(upper), falling)!,
    old: (u) => e.power(u, e.reciprocal(c)),
    logSlope: (u) =>
      e.add(
        e.multiply(e.subtract(e.reciprocal(c), e.one), e.log(u)),
        e.negate(e.log(falling ? e.negate(c) : c)),
      ),
  };
};

/** u = exp(c·y). */
const ofExponential = (c: Expression, { lower, upper }: Interval): Change | null => {
  if (!e.isPositive(c) && !e.isNegative(c)) return null;
  const falling = e.isNegative(c);
  const at = (end: Expression): Expression => {
    if (isFinite(end)) return e.exp(e.multiply(c, end));
    return (end === e.infinity) === falling ? e.zero : e.infinity;
  };
  return {
    ends: ordered(at(lower), at(upper), falling)!,
    old: (u) => e.divide(e.log(u), c),
    logSlope: (u) => e.negate(e.add(e.log(u), e.log(falling ? e.negate(c) : c))),
  };
};

/** u = log y. */
const ofLogarithm = ({ lower, upper }: Interval): Change | null => {
  if (!e.isNonNegative(lower)) return null;
  const at = (end: Expression): Expression =>
    end === e.zero ? minusInfinity : end === e.infinity ? e.infinity : e.log(end);
  return { ends: [at(lower), at(upper)], old: e.exp, logSlope: (u) => u };
};

/** u = log(y/(1 − y)). */
const ofLogit = ({ lower, upper }: Interval): Change | null => {
  if (lower !== e.zero || upper !== e.one) return null;
  const raised = (u: Expression): Expression => e.log(e.add(e.one, e.exp(e.negate(u))));
  return {
    ends: [minusInfinity, e.infinity],
    old: (u) => e.reciprocal(e.add(e.one, e.exp(e.negate(u)))),
    logSlope: (u) => e.negate(e.add(u, e.multiply(e.two, raised(u)))),
  };
};

/** The changes that the parts of an exponent suggest, the simplest first. */
export const changesFor = ({ symbol: y, domain, exponent }: Integrand): Change[] => {
  if (domain.kind !== 'interval') return [];
  const parts = [...partsWith(unfolded(exponent), y)];
  const changes: (Change | null)[] = [];
  if (domain.lower === minusInfinity && domain.upper !== e.infinity)
    changes.push(affine(e.zero, e.minusOne, domain));
  for (const part of parts) {
    if (part.op === 'add' || part.op === 'multiply') {
      const found = affineParts(part, y);
      if (found && found[0] !== e.zero) changes.push(...insideOf(part, found, domain));
    }
    const [base, exponentOfPart] = e.splitPower(part);
    if (base === y && part !== y && !e.occurs(exponentOfPart, y))
      changes.push(ofPower(exponentOfPart, domain));
    if (part.op === 'exp') {
      const found = affineParts(part.args[0], y);
      if (found) changes.push(ofExponential(found[1], domain));
    }
    if (base.op === 'log' && base.args[0] === y && part !== base) {
      changes.push(ofLogarithm(domain));
      changes.push(ofLogit(domain));
    }
  }
  return changes.filter((change) => change !== null);
};

/** u = a + b·y itself, or u = b·y/a, which leaves 1 + u. */
const insideOf = (
  part: Expression,
  [a, b]: readonly [Expression, Expression],
  domain: Interval,
): (Change | null)[] => {
  const whole = affine(a, b, domain);
  const ratio = e.divide(b, a);
  const scaled =
    part.op === 'add' && ratio !== e.one && ratio !== e.minusOne && e.isPositive(ratio)
      ? affine(e.zero, ratio, domain)
      : null;
  return [scaled, whole];
};

/** The integrand in the new variable. */
export const changed = ({ symbol, exponent }: Integrand, change: Change): Integrand => {
  const domain = e.openInterval(...change.ends);
  const u = e.symbol(freshName(exponent), domain);
  const inNew = plain(e.substitute(unfolded(exponent), new Map([[symbol, change.old(u)]])));
  return { symbol: u, domain, exponent: plain(e.add(asFractions(inNew, u), change.logSlope(u))) };
};

/** Sums inside logarithms over one denominator, so that it can be taken out. */
const asFractions = (node: Expression, u: Expression): Expression => {
  if (!e.occurs(node, u)) return node;
  if (node.op === 'log' && node.args[0].op === 'add') return e.log(e.together(node.args[0]));
  return e.mapArguments(node, (arg) => asFractions(arg, u));
};

/** Hyperbolic functions as exponentials. */
const unfolded = (node: Expression): Expression => {
  const inner = e.mapArguments(node, unfolded);
  if (inner.op === 'sinh' || inner.op === 'cosh' || inner.op === 'tanh') {
    const meaning = e.functions[inner.op].meaning!(inner.args[0]);
    return inner.op === 'tanh' ? unfolded(meaning) : meaning;
  }
  return inner;
};
