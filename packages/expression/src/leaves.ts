// Expressions without parts: numbers, constants, symbols, and the components of vectors.
import type { Domain } from './domain.js';
import type { Expression } from './node.js';
import { intern } from './node.js';
import { Rational } from './rational.js';

export const rational = (value: Rational): Expression => intern('number', [], value);
export const number = (numerator: bigint | number, denominator: bigint | number = 1): Expression =>
  rational(Rational.of(numerator, denominator));
export const zero = number(0);
export const one = number(1);
export const two = number(2);
export const minusOne = number(-1);
export const half = number(1, 2);
export const pi = intern('pi', []);
export const infinity = intern('infinity', []);

export const symbol = (name: string, domain: Domain): Expression => intern('symbol', [], { name, domain });
export const element = (vector: Expression, index: Expression): Expression =>
  intern('element', [vector, index]);
