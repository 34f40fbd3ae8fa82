// Expressions without parts: numbers, constants, symbols, and the components of vectors.
import type { Domain } from './domain.js';
import type { Expression } from './node.js';
import { intern } from './node.js';
import { Rational } from './rational.js';

/** An exact rational as an expression. */
export const rational = (value: Rational): Expression => intern('number', [], value);
/** An exact number: whole, or a whole numerator over a whole denominator. */
export const number = (numerator: bigint | number, denominator: bigint | number = 1): Expression =>
  rational(Rational.of(numerator, denominator));
/** 0. */
export const zero = number(0);
/** 1. */
export const one = number(1);
/** 2. */
export const two = number(2);
/** −1. */
export const minusOne = number(-1);
/** 1/2. */
export const half = number(1, 2);
/** π. */
export const pi = intern('pi', []);
/** ∞, the end of a domain or of an integral. */
export const infinity = intern('infinity', []);

/** A named quantity of a domain. Two of one name and different domains are two symbols. */
export const symbol = (name: string, domain: Domain): Expression => intern('symbol', [], { name, domain });
/** A component of a vector; indices count from 1. */
export const element = (vector: Expression, index: Expression): Expression =>
  intern('element', [vector, index]);
