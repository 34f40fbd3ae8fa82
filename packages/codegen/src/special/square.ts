// What is left of 1 beside a square, which cancels where the square is near 1.
import type { SpecialFunction } from '../kernel.js';

const one = (name: string, about: string, define: SpecialFunction['define']): SpecialFunction => ({
  name,
  arity: 1,
  about,
  define,
});

/** 1 − x² for 0 < x < 1. */
export const squareComplement = one('squareComplement', '1 - x^2, within 2 ulp', (builder, [x]) => {
  const { call, constant } = builder;
  return call('multiply', call('subtract', constant(1), x), call('add', constant(1), x));
});

/** log(1 − x²) for 0 < x < 1. */
export const logSquareComplement = one(
  'logSquareComplement',
  'log(1 - x^2) for 0 < x < 1, within 4 ulp',
  (builder, [x]) => {
    const { call, constant, special } = builder;
    const near = call('log1p', call('negate', call('multiply', x, x)));
    const far = call('log', special(squareComplement, x));
    return call('select', call('less', x, constant(0.5)), near, far);
  },
);
