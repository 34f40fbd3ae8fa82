// What the terms of a sum have in common: the lowest powers of shared factors, fraction bars included.
import { divide, add, factorsOf, multiply, one, power, rational, splitPower, termsOf } from '../build.js';
import type { Expression } from '../node.js';
import { isNumber, rationalOf } from '../node.js';
import { Rational } from '../rational.js';

/** The largest product of powers that divides every term; `keep` chooses which factors may leave. */
export const commonFactor = (
  terms: readonly Expression[],
  keep: (base: Expression) => boolean = () => true,
): Expression => {
  const bases = new Set(
    terms.flatMap((term) => factorsOf(term).map((factor) => splitPower(factor)[0]).filter((base) => !isNumber(base))),
  ); // prettier-ignore
  const shared: Expression[] = [];
  for (const base of bases) {
    const exponents = terms.map((term) => exponentOf(term, base));
    if (exponents.some((exponent) => exponent === null)) continue;
    const least = exponents.reduce((a, b) => (a!.compare(b!) <= 0 ? a : b))!;
    if (least.sign !== 0 && keep(base)) shared.push(power(base, rational(least)));
  }
  return multiply(...shared);
};

const exponentOf = (term: Expression, base: Expression): Rational | null => {
  const factor = factorsOf(term).find((candidate) => splitPower(candidate)[0] === base);
  if (factor === undefined) return Rational.zero;
  const exponent = splitPower(factor)[1];
  return isNumber(exponent) ? rationalOf(exponent) : null;
};

/** a·x/s + b·x/s² as x/s·(a + b/s). */
export const factorOut = (node: Expression): Expression => {
  const terms = termsOf(node);
  const largest = largestPowers(terms);
  const common = commonFactor(terms);
  const chosen = common === one ? one : multiply(common, largest);
  return terms.length < 2 || chosen === one
    ? node
    : multiply(chosen, add(...terms.map((term) => divide(term, chosen))));
};

/** Of shared denominators only the highest power that all terms have may leave, not the highest of any. */
const largestPowers = (terms: readonly Expression[]): Expression => {
  const factors = factorsOf(commonFactor(terms))
    .map(splitPower)
    .filter(([, exponent]) => isNumber(exponent) && rationalOf(exponent).sign < 0);
  return multiply(
    ...factors.map(([base, exponent]) => {
      const most = terms.map((term) => exponentOf(term, base)!).reduce((a, b) => (a.compare(b) >= 0 ? a : b));
      return power(base, rational(most.subtract(rationalOf(exponent))));
    }),
  ); // prettier-ignore
};
