// Values that are given to names must lie in their domains: a negative binomial of r = −2 is none.
import type { Expression, Rational } from '@expfam/expression';
import { isNumber, Problem, rationalOf, text } from '@expfam/expression';
import type { Quantity } from '../derivation/derivation.js';
import { domainText } from './domain-text.js';

/** @throws Problem `option-out-of-range` where the value lies outside of the part of the domain that is known. */
export const requireInside = (value: Rational, { symbol, domain }: Quantity): void => {
  if (isInside(value, domain)) return;
  const where = domainText(domain);
  throw new Problem('option-out-of-range', {
    what: `${text(symbol)} = ${value.toString()} lies outside ${where}`,
    needed: `a value in ${where}`,
  });
};

const isInside = (value: Rational, domain: Quantity['domain']): boolean => {
  switch (domain.kind) {
    case 'interval':
      return isAbove(value, domain.lower, domain.lowerOpen) && isBelow(value, domain.upper, domain.upperOpen);
    case 'range':
      return value.isInteger && isAbove(value, domain.lower, false) && isBelow(value, domain.upper, false);
    case 'set':
      return domain.values.some((each) => !isNumber(each) || rationalOf(each).compare(value) === 0);
    default:
      return true;
  }
};

const isAbove = (value: Rational, end: Expression, isOpen: boolean): boolean =>
  !isNumber(end) || value.compare(rationalOf(end)) >= (isOpen ? 1 : 0);

const isBelow = (value: Rational, end: Expression, isOpen: boolean): boolean =>
  !isNumber(end) || rationalOf(end).compare(value) >= (isOpen ? 1 : 0);
