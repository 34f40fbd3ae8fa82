// Powers with constant exponents and logarithms, where a target's own would lose digits of the argument or of the exponent.
import { arithmetic, Real } from '@expfam/precise';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Rounding } from './rounding.js';

/** What nodes are written with. */
interface Context {
  readonly builder: KernelBuilder;
  readonly rounding: Rounding;
}

const exact = arithmetic(40);

/** The nearest number of a format, and its least normal one. */
const formats = {
  f64: { fits: (x: number): number => x, normal: 2 ** -1022 },
  f32: { fits: Math.fround, normal: 2 ** -126 },
} as const;

/** x^c for a constant c: what the rounding of c leaves out counts as often as the logarithm of x is large. */
export const powerOf = (x: KernelNode, exponent: Real, { builder, rounding }: Context): KernelNode => {
  const { call, constant } = builder;
  const value = exponent.toNumber();
  if (!rounding.compensated) return call('power', x, constant(value));
  const { fits, normal } = formats[rounding.precision];
  const rounded = fits(value);
  const left = exact.subtract(exponent, Real.fromNumber(rounded)).toNumber();
  const plain = call('power', x, constant(rounded));
  if (left === 0) return plain;
  const logarithm = call('log', call('maximum', x, constant(normal)));
  return call('multiply', plain, call('add', constant(1), call('multiply', constant(left), logarithm)));
};

/** log x: near 1 shaders promise it only to an absolute error, and their own log1p to a relative one. */
export const logarithmOf = (x: KernelNode, { builder, rounding }: Context): KernelNode => {
  const { call, constant } = builder;
  const plain = call('log', x);
  if (rounding.compensated || x.kind === 'constant') return plain;
  const past = call('subtract', x, constant(1));
  const isNear = call('less', call('abs', past), constant(0.5));
  return call('select', isNear, call('log1p', past), plain);
};
