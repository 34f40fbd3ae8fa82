// Special functions inside formulas: each call is a symbol that knows its function, its argument and its derivative, so that
// algebra leaves it alone and differentiation goes through it.
import type { Domain, Expression } from '@expfam/expression';
import {
  add,
  differentiate,
  infinity,
  mapArguments,
  memoise,
  multiply,
  negate,
  one,
  symbol,
  symbolsOf,
  text,
  zero,
} from '@expfam/expression';
import type { SpecialFunction } from '../kernel.js';

/** A function of one argument that formulas may call. */
export interface Stable {
  readonly function: SpecialFunction;
  /** Where its values lie. */
  readonly range: 'real' | 'positive' | 'negative' | 'unit';
  /** The same in functions that an expression knows. */
  readonly meaning: (x: Expression) => Expression;
  /** Its derivative at x; absent where nothing asks for it. */
  readonly derivative?: (x: Expression) => Expression;
}

/** A call. */
export interface OpaqueCall {
  readonly stable: Stable;
  readonly argument: Expression;
}

const interval = (lower: Expression, upper: Expression): Domain => ({
  kind: 'interval', lower, upper, lowerOpen: true, upperOpen: true,
}); // prettier-ignore
const ranges = {
  real: interval(negate(infinity), infinity),
  positive: interval(zero, infinity),
  negative: interval(negate(infinity), zero),
  unit: interval(zero, one),
} as const;

// nodes are interned for good, so what a symbol stands for never changes
const calls = new WeakMap<Expression, OpaqueCall>();

/** The symbol that stands for a call. */
export const opaque = (stable: Stable, argument: Expression): Expression => {
  const node = symbol(`${stable.function.name}(${text(argument)})`, ranges[stable.range]);
  calls.set(node, { stable, argument });
  return node;
};

/** The call that a symbol stands for. */
export const opaqueOf = (node: Expression): OpaqueCall | undefined => calls.get(node);

/** The symbols of a formula, with those inside the calls that it holds. */
export const allSymbols: (node: Expression) => ReadonlySet<Expression> = memoise((node) => {
  const own = [...symbolsOf(node)];
  const inner = own.flatMap((name) => {
    const call = opaqueOf(name);
    return call === undefined ? [] : [...allSymbols(call.argument)];
  });
  return inner.length === 0 ? symbolsOf(node) : new Set([...own, ...inner]);
});

/** A formula in functions that an expression knows, all calls opened. */
export const transparent = (node: Expression): Expression => {
  const call = opaqueOf(node);
  if (call === undefined) return mapArguments(node, transparent);
  return call.stable.meaning(transparent(call.argument));
};

/** The derivative through all calls. */
export const derivativeOf = (node: Expression, by: Expression): Expression => {
  const inner = [...symbolsOf(node)].flatMap((name) => {
    const call = opaqueOf(name);
    if (call === undefined || !allSymbols(call.argument).has(by)) return [];
    const outer = call.stable.derivative?.(call.argument);
    if (outer === undefined) throw new TypeError(`${call.stable.function.name} has no derivative`);
    return [multiply(differentiate(node, name), outer, derivativeOf(call.argument, by))];
  });
  return add(differentiate(node, by), ...inner);
};
