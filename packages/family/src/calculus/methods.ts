// Methods of the calculus that make one total of others: sums taken apart, atoms, missing terms, shifts, kinks.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Integrand, Method } from './integrand.js';
import { functionPart, minusInfinity, plain } from './integrand.js';

/** log Σ ± exp(part). */
const logSum = (parts: readonly { readonly sign: number; readonly log: Expression }[]): Expression =>
  e.log(e.simplify(e.add(...parts.map(({ sign, log }) => e.multiply(e.number(sign), e.exp(log))))));

/** The totals of several integrands; null where one of them has none. */
const all = (
  integrands: readonly Integrand[],
  total: (integrand: Integrand) => Expression | null,
): Expression[] | null => {
  const found: Expression[] = [];
  for (const integrand of integrands) {
    const value = total(integrand);
    if (value === null) return null;
    found.push(value);
  }
  return found;
};

const mostMissing = 12; // terms that are left out of a series are written out up to this many

/** Values of the exponent at whole numbers; null where it has none. */
const valueAt = ({ symbol, exponent }: Integrand, at: Expression): Expression | null => {
  const value = plain(e.substitute(exponent, new Map([[symbol, at]])));
  return hasPole(value) ? null : value;
};

const hasPole = (node: Expression): boolean => {
  const [first, second] = node.args as [Expression, Expression];
  if (node.op === 'log' && first === e.zero) return true;
  if (node.op === 'power' && first === e.zero && !e.isPositive(second)) return true;
  if ((node.op === 'lgamma' || node.op === 'gamma') && e.isNumber(first))
    if (e.rationalOf(first).isInteger && e.rationalOf(first).sign <= 0) return true;
  return node.args.some(hasPole);
};

/** Methods that make one total of others. */
export const methods: { readonly [name: string]: Method } = {
  'total-of-sum': {
    because: 'the total of a sum is the sum of the totals',
    apply: (integrand, total) => {
      const { symbol, exponent } = integrand;
      for (const term of e.termsOf(exponent)) {
        if (term.op !== 'log' || term.args[0].op !== 'add' || !e.occurs(term, symbol)) continue;
        const rest = e.subtract(exponent, term);
        const summands = e.termsOf(e.expand(term.args[0])).map((each) => {
          const positive = e.isNonNegative(each);
          return positive || e.isNonNegative(e.negate(each))
            ? { sign: positive ? 1 : -1, size: positive ? each : e.negate(each) }
            : null;
        });
        if (summands.some((each) => each === null)) continue;
        const parts = summands.map((each) => ({
          ...integrand,
          exponent: plain(e.add(rest, e.log(each!.size))),
        }));
        const totals = all(parts, total);
        if (totals) return logSum(totals.map((log, i) => ({ sign: summands[i]!.sign, log })));
      }
      return null;
    },
  },
  'atoms-apart': {
    because: 'where one value has a weight of its own, its term is exchanged in the total without it',
    apply: (integrand, total) => {
      const { symbol, domain, exponent } = integrand;
      if (domain.kind !== 'range') return null;
      const atoms = e
        .termsOf(exponent)
        .filter((term) => functionPart(term, symbol).op === 'equal' && e.occurs(term, symbol));
      if (atoms.length === 0) return null;
      const smooth = { ...integrand, exponent: e.subtract(exponent, e.add(...atoms)) };
      const places = [...new Set(atoms.map((term) => otherSide(functionPart(term, symbol), symbol)))];
      if (places.some((place) => !e.isNumber(place))) return null;
      const values = places.map((place) => valueAt(smooth, place));
      const whole = values.includes(null) ? null : total(smooth);
      if (whole === null) return null;
      const exchanged = places.flatMap((place, i) => {
        const there = e.rewrite(e.substitute(exponent, new Map([[symbol, place]])), e.indexed).result;
        return [
          { sign: 1, log: plain(there) },
          { sign: -1, log: values[i]! },
        ];
      });
      return logSum([{ sign: 1, log: whole }, ...exchanged]);
    },
  },
  'begin-at-zero': {
    because: 'counting from the first value on gives a series that begins at zero',
    apply: (integrand, total) => {
      const { symbol, domain, exponent } = integrand;
      if (domain.kind !== 'range' || domain.lower === e.zero || !e.isNumber(domain.lower)) return null;
      const range = e.range(e.zero, e.subtract(domain.upper, domain.lower));
      const upper = domain.upper === e.infinity ? e.range(e.zero, e.infinity) : range;
      const counted = e.symbol(freshName(exponent), upper);
      const moved = e.substitute(exponent, new Map([[symbol, e.add(counted, domain.lower)]]));
      return total({ symbol: counted, domain: upper, exponent: plain(moved) });
    },
  },
  'missing-terms': {
    because: 'a series without its first terms is the whole series less those terms',
    apply: (integrand, total) => {
      const { symbol, domain, exponent } = integrand;
      if (domain.kind !== 'range' || !e.isNumber(domain.lower)) return null;
      const first = e.rationalOf(domain.lower).toNumber();
      if (first < 1 || first > mostMissing) return null;
      const range = e.range(e.zero, domain.upper);
      const longer = e.symbol(e.variableOf(symbol).name, range);
      const whole = {
        symbol: longer,
        domain: range,
        exponent: e.substitute(exponent, new Map([[symbol, longer]])),
      };
      const missing = Array.from({ length: first }, (_, i) => valueAt(whole, e.number(i)));
      if (missing.includes(null)) return null;
      const found = total(whole);
      return found && logSum([{ sign: 1, log: found }, ...missing.map((log) => ({ sign: -1, log: log! }))]);
    },
  },
};

/** The last resort on the line, after changes of the variable: corners such as that of |y| lie between the halves. */
export const lastMethods: { readonly [name: string]: Method } = {
  'two-half-lines': {
    because: 'the line is its two halves, each of them counted away from zero',
    apply: ({ symbol, domain, exponent }, total) => {
      if (domain.kind !== 'interval' || domain.lower !== minusInfinity || domain.upper !== e.infinity)
        return null;
      const half = e.symbol(freshName(exponent), e.real.positive);
      const sides = [half, e.negate(half)].map((put) => ({
        symbol: half,
        domain: e.real.positive,
        exponent: plain(e.substitute(exponent, new Map([[symbol, put]]))),
      }));
      const [right, left] = sides as [Integrand, Integrand];
      const first = total(right);
      if (first === null) return null;
      if (right.exponent === left.exponent) return e.add(e.log(e.two), first);
      const second = total(left);
      return second && logSum([first, second].map((log) => ({ sign: 1, log })));
    },
  },
};

const otherSide = (equality: Expression, symbol: Expression): Expression =>
  equality.args[0] === symbol ? equality.args[1] : equality.args[0];

/** A name for a new variable that does not stand in the exponent. */
export const freshName = (exponent: Expression): string => {
  const taken = e.namesOf(exponent);
  return ['u', 'v', 'w', 't', 'z'].find((name) => !taken.has(name)) ?? `u${taken.size}`;
};
