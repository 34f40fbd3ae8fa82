// c·y·exp(x) with numbers that are read from outside: beyond the range of the exponential the product may still be a number.
import type { Expression } from '@expfam/expression';
import { isNumber, rationalOf, symbolsOf, variableOf } from '@expfam/expression';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { hullOf } from './domain.js';
import type { Rounding } from './rounding.js';

/** Up to this size of x the exponential and its inverse are normal numbers. */
const reach = { f64: 700, f32: 80 } as const;

/** The exponential of a product whose other factors are all numbers that are read; null where there is none. */
export const exponentialAmong = (
  factors: readonly Expression[],
  isRead: (symbol: Expression) => boolean,
): Expression | null => {
  const [power, ...more] = factors.filter(({ op, args: [x] }) => op === 'exp' && symbolsOf(x).size > 0);
  const others = factors.filter((factor) => factor !== power);
  const plain = others.every((factor) => isReadPower(factor, isRead));
  return power !== undefined && more.length === 0 && others.length > 0 && plain ? power : null;
};

/** x of a positive power of it. */
const baseOf = (factor: Expression): Expression => {
  if (factor.op !== 'power') return factor;
  const [base, exponent] = factor.args;
  return isNumber(exponent) && rationalOf(exponent).sign > 0 ? base : factor;
};

/** Whether a factor is a number that is read, or a positive power of one. */
export const isReadPower = (factor: Expression, isRead: (symbol: Expression) => boolean): boolean =>
  isRead(baseOf(factor));

/** Whether an exponential is no normal number, or its inverse is none. */
export const isBeyond = (
  x: KernelNode,
  { builder: { call, constant }, rounding }: { builder: KernelBuilder; rounding: Rounding },
): KernelNode => call('less', constant(reach[rounding.precision]), call('abs', x));

/** Whether what is read may be 0: a product with it then is, however large the exponential. */
export const mayVanish = (factor: Expression): boolean => {
  const { lower, upper, lowerOpen, upperOpen } = hullOf(variableOf(baseOf(factor)).domain);
  return (lower < 0 || (lower === 0 && !lowerOpen)) && (upper > 0 || (upper === 0 && !upperOpen));
};

/** scale·exp(x): far out by the root of the exponential twice, so that neither overflow nor underflow of it alone decides. */
export const timesExponential = (
  scale: KernelNode,
  x: KernelNode,
  { builder, rounding, vanishes }: { builder: KernelBuilder; rounding: Rounding; vanishes: boolean },
): KernelNode => {
  const { call, constant } = builder;
  const isFar = isBeyond(x, { builder, rounding });
  const root = call('exp', call('select', isFar, call('multiply', constant(0.5), x), x));
  const once = call('multiply', scale, root);
  const whole = call('select', isFar, call('multiply', once, root), once);
  return vanishes ? call('select', call('equal', scale, constant(0)), scale, whole) : whole;
};
