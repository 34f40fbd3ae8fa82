// The first line of a derivation whose size the user did not give: matrices are written out at the usual one.
import * as e from '@expfam/expression';
import type { UsualSize } from './density.js';
import type { Trail } from '../derivation/trail.js';

/** The size that the user did not give. */
export const fixSize = (trail: Trail, { symbol, value }: UsualSize): void => {
  trail.define({ symbol, value: e.number(value) });
  trail.line({
    rule: 'fix-size',
    because: `matrices are written out in entries, here at ${e.text(symbol)} = ${String(value)}; --classes gives another size`,
    from: symbol,
    to: e.number(value),
  });
};
