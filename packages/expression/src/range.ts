// What the domains of its symbols say of an expression: an interval that encloses it, and whether it is a whole number.
// Everything is proven with exact arithmetic; "not known to be positive" is the answer in doubt.
import type { Domain } from './domain.js';
import type { Range } from './enclosure.js';
import {
  compareEnds,
  everything,
  hull,
  indicator,
  isNegativeRange,
  isPositiveRange,
  negative,
  nonNegative,
  ofFixedPower,
  ofPositivePower,
  point,
  positive,
  signOf,
  sum,
  times,
  unit,
} from './enclosure.js';
import { minorSign } from './minors.js';
import type { Expression, Operation } from './node.js';
import { isNumber, memoise, rationalOf, variableOf } from './node.js';
import { Rational } from './rational.js';

export type { Range } from './enclosure.js';

const ofDomain = (domain: Domain): Range => {
  switch (domain.kind) {
    case 'interval':
    case 'range': {
      const [lower, upper] = [rangeOf(domain.lower), rangeOf(domain.upper)];
      const open = domain.kind === 'interval';
      return {
        lower: lower.lower,
        upper: upper.upper,
        lowerOpen: lower.lowerOpen || (open && domain.lowerOpen),
        upperOpen: upper.upperOpen || (open && domain.upperOpen),
        integer: domain.kind === 'range',
      };
    }
    case 'set':
      return domain.values.length === 0 ? everything : domain.values.map(rangeOf).reduce(hull); // a hole
    default:
      return everything;
  }
};

/** A component of a vector or an entry of a matrix, of which the diagonal is positive. */
const ofElement = ({ args: [vector, row, column] }: Expression): Range =>
  column === undefined ? ofElements(variableOf(vector).domain) : row === column ? positive : everything;

/** The components of a vector, one by one. */
const ofElements = (domain: Domain): Range => {
  switch (domain.kind) {
    case 'vector':
      return domain.component ? ofDomain(domain.component) : everything;
    case 'simplex': // the one point of a simplex of size 1 is 1
      return { ...unit, upperOpen: compareEnds(rangeOf(domain.size).lower, Rational.of(2)) >= 0 };
    case 'counts':
      return { ...nonNegative, upper: rangeOf(domain.total).upper, upperOpen: false, integer: true };
    case 'sphere':
      return {
        lower: Rational.of(-1),
        upper: Rational.one,
        lowerOpen: false,
        upperOpen: false,
        integer: false,
      };
    default:
      return everything;
  }
};

const ofPower = (base: Range, exponent: Expression): Range => {
  const by = rangeOf(exponent);
  const integer = base.integer && by.integer && signOf(by.lower) >= 0;
  if (isNumber(exponent)) return { ...ofFixedPower(base, rationalOf(exponent)), integer };
  if (isPositiveRange(base)) return { ...ofPositivePower(base, by), integer };
  return { ...(signOf(base.lower) >= 0 ? nonNegative : everything), integer };
};

const atZero = (x: Range, value: Rational): Partial<Range> => ({
  ...(signOf(x.lower) >= 0 ? { lower: value, lowerOpen: x.lowerOpen || signOf(x.lower) > 0 } : {}),
  ...(signOf(x.upper) <= 0 ? { upper: value, upperOpen: x.upperOpen || signOf(x.upper) < 0 } : {}),
});

const ofFunction: { [op in Operation]?: (args: readonly Expression[]) => Range } = {
  pi: () => ({ ...everything, lower: Rational.of(3), upper: Rational.of(22, 7) }),
  infinity: () => ({ ...everything, lower: Infinity }),
  exp: ([x]) => ({ ...positive, ...atZero(rangeOf(x), Rational.one) }),
  expm1: ([x]) => ({ ...everything, lower: Rational.of(-1), ...atZero(rangeOf(x), Rational.zero) }),
  log1p: ([x]) => ({ ...everything, ...atZero(rangeOf(x), Rational.zero) }),
  log: ([x]) => ({
    ...everything,
    ...atZero(sum(rangeOf(x), point(Rational.of(-1))), Rational.zero),
  }),
  softplus: () => positive,
  sigmoid: () => unit,
  abs: ([x]) => ({ ...nonNegative, lowerOpen: isNonZero(x), integer: rangeOf(x).integer }),
  sign: () => ({ ...indicator, lower: Rational.of(-1) }),
  sin: () => ({ ...indicator, lower: Rational.of(-1), integer: false }),
  cos: () => ({ ...indicator, lower: Rational.of(-1), integer: false }),
  tanh: ([x]) => ({ ...unit, lower: Rational.of(-1), ...atZero(rangeOf(x), Rational.zero) }),
  sinh: ([x]) => ({ ...everything, ...atZero(rangeOf(x), Rational.zero) }),
  cosh: () => ({ ...everything, lower: Rational.one, lowerOpen: false }),
  atan: ([x]) => ({
    ...everything,
    lower: Rational.of(-2),
    upper: Rational.of(2),
    ...atZero(rangeOf(x), Rational.zero),
  }),
  acos: () => ({ ...nonNegative, upper: Rational.of(22, 7) }),
  gamma: ([x]) => (isPositive(x) ? positive : everything),
  polygamma: ([n, x]) =>
    isNumber(n) && rationalOf(n).numerator % 2n === 1n && isPositive(x) ? positive : everything,
  // of negative orders other than whole ones it changes its sign
  besselI: ([nu, x]) =>
    !isNonNegative(nu) && !isInteger(nu)
      ? everything
      : isPositive(x)
        ? positive
        : isNonNegative(x)
          ? nonNegative
          : everything,
  besselK: () => positive,
  zeta: ([x]) =>
    isPositive(x) && signOf(sum(rangeOf(x), point(Rational.of(-1))).lower) >= 0
      ? { ...positive, lower: Rational.one }
      : everything,
  erf: ([x]) => ({ ...unit, lower: Rational.of(-1), ...atZero(rangeOf(x), Rational.zero) }),
  normalCdf: () => unit,
  lambertW: ([x]) => ({
    ...everything,
    lower: Rational.of(-1),
    lowerOpen: false,
    ...atZero(rangeOf(x), Rational.zero),
  }),
  equal: () => indicator,
  less: () => indicator,
  lessEqual: () => indicator,
};

/** Of a sum or product over an index, from the range of its body. */
const ofMany = (node: Expression, body: Range): Range => {
  const isProduct = node.op === 'product';
  if (isProduct && isPositiveRange(body)) return { ...positive, integer: body.integer };
  if (signOf(body.lower) < 0) return { ...everything, integer: body.integer };
  return {
    ...nonNegative,
    lowerOpen: !isProduct && isPositiveRange(body) && runs(node),
    integer: body.integer,
  };
};

/** An interval that encloses every value the expression can take on the domains of its symbols. */
export const rangeOf: (node: Expression) => Range = memoise((node) => {
  switch (node.op) {
    case 'number':
      return point(rationalOf(node));
    case 'symbol':
      return ofDomain(variableOf(node).domain);
    case 'element':
      return node.args[0].op === 'symbol' ? ofElement(node) : everything;
    case 'add': {
      const sign = minorSign(node);
      if (sign !== 0) return sign > 0 ? positive : negative;
      return tighten(node, node.args.map(rangeOf).reduce(sum));
    }
    case 'multiply':
      return node.args.map(rangeOf).reduce(times);
    case 'power':
      return ofPower(rangeOf(node.args[0]), node.args[1]);
    case 'bound':
      return { ...everything, integer: true };
    case 'sum':
    case 'product':
      return ofMany(node, rangeOf(node.args[2]));
    default:
      return ofFunction[node.op]?.(node.args) ?? everything;
  }
});

/** A linear combination of nodes; the key null stands for the constant. */
type LinearForm = Map<Expression | null, Rational>;

const addTo = (form: LinearForm, node: Expression, factor: Rational): void => {
  if (node.op === 'add') return node.args.forEach((term) => addTo(form, term, factor));
  const scaled = node.op === 'multiply' && isNumber(node.args[0]) && node.args.length === 2;
  const [coefficient, atom] = scaled ? [rationalOf(node.args[0]), node.args[1]] : [Rational.one, node];
  if (atom.op === 'add') return addTo(form, atom, factor.multiply(coefficient));
  const [key, value] = isNumber(atom) ? [null, rationalOf(atom).multiply(coefficient)] : [atom, coefficient];
  form.set(key, (form.get(key) ?? Rational.zero).add(value.multiply(factor)));
};

const rangeOfForm = (form: LinearForm): Range =>
  [...form]
    .filter(([, coefficient]) => coefficient.sign !== 0)
    .map(([atom, coefficient]) =>
      atom === null ? point(coefficient) : times(point(coefficient), rangeOf(atom)),
    )
    .reduce(sum, point(Rational.zero));

/** Uses bounds that name other symbols: n − y ≥ 0 for y in 0..n, although neither alone is bounded. */
const tighten = (node: Expression, range: Range): Range => {
  const form: LinearForm = new Map();
  addTo(form, node, Rational.one);
  let result = range;
  for (const side of ['lower', 'upper'] as const) {
    const replaced: LinearForm = new Map(form);
    let open = false;
    for (const [atom, coefficient] of form) {
      if (atom === null || atom.op !== 'symbol') continue;
      const { domain } = variableOf(atom);
      if (domain.kind !== 'interval' && domain.kind !== 'range') continue;
      const end = coefficient.sign > 0 === (side === 'lower') ? 'lower' : 'upper';
      if (
        isNumber(domain[end]) ||
        (typeof rangeOf(domain[end])[end] === 'number' &&
          domain[end].op !== 'symbol' &&
          domain[end].op !== 'add')
      )
        continue;
      replaced.delete(atom);
      addTo(replaced, domain[end], coefficient);
      open ||= domain.kind === 'interval' && domain[`${end}Open`];
    }
    const bounded = rangeOfForm(replaced);
    const better = compareEnds(bounded[side], result[side]) * (side === 'lower' ? 1 : -1) > 0;
    if (better)
      result = { ...result, [side]: bounded[side], [`${side}Open`]: open || bounded[`${side}Open`] };
  }
  return result;
};

/** Whether a sum has at least one term. */
const runs = (node: Expression): boolean => {
  const [lower, upper] = [rangeOf(node.args[0]), rangeOf(node.args[1])];
  return compareEnds(lower.upper, upper.lower) <= 0 && typeof lower.upper !== 'number';
};

/** Whether every value of the expression is above 0. False in doubt, as for all that follow. */
export const isPositive = (node: Expression): boolean => isPositiveRange(rangeOf(node));
/** Whether no value of the expression is below 0. */
export const isNonNegative = (node: Expression): boolean => signOf(rangeOf(node).lower) >= 0;
/** Whether every value of the expression is below 0. */
export const isNegative = (node: Expression): boolean => isNegativeRange(rangeOf(node));
/** Whether every value of the expression is above 0, or every one below. */
export const isNonZero = (node: Expression): boolean => isPositive(node) || isNegative(node);
/** Whether every value of the expression is a whole number. */
export const isInteger = (node: Expression): boolean => rangeOf(node).integer;
/** Whether every value of the expression lies in [0, 1]. */
export const isInUnitInterval = (node: Expression): boolean =>
  isNonNegative(node) && compareEnds(rangeOf(node).upper, Rational.one) <= 0;
