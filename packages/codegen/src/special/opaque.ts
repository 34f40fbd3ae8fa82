// Special functions inside formulas: each call is a symbol that knows its function, its argument and its derivative, so that
// algebra leaves it alone and differentiation goes through it.
import type { Expression } from '@expfam/expression';
import {
  add,
  differentiate,
  infinity,
  mapArguments,
  memoise,
  multiply,
  negate,
  number,
  one,
  real,
  splitCoefficient,
  symbol,
  symbolsOf,
  termsOf,
  text,
  variableOf,
} from '@expfam/expression';
import type { SpecialFunction } from '../kernel.js';

/** A function that formulas may call. */
export interface Stable {
  /** None of what is only kept whole. */
  readonly function: SpecialFunction | null;
  /** What tells the function from others of its name: of a sum over a family's outcome, that family. */
  readonly of?: string;
  /** Which of the numbers that the function gives, where it gives several. */
  readonly result?: number;
  /** Where its values lie. */
  readonly range: 'real' | 'positive' | 'negative' | 'unit';
  /** The same in functions that an expression knows. */
  readonly meaning: (...args: readonly Expression[]) => Expression;
  /** What it is the sum of, where the parts have digits that their rounded sum has not: an exponent keeps them. */
  readonly parts?: (...args: readonly Expression[]) => readonly Expression[];
  /** Its derivative by each argument, the only one for functions of one; absent where nothing asks for it. */
  readonly derivative?: (...args: readonly Expression[]) => Expression | readonly Expression[];
}

/** A call. */
export interface OpaqueCall {
  readonly stable: Stable;
  readonly args: readonly Expression[];
}

// nodes are interned for good, so what a symbol stands for never changes
const calls = new WeakMap<Expression, OpaqueCall>();

const nameOf = (stable: Stable): string => stable.function?.name ?? 'whole';

/** Where the symbols of an argument lie, those that may be any number left out: symbols of one name differ by that. */
const domainsIn = (args: readonly Expression[]): string => {
  const bounded = [...new Set(args.flatMap((arg) => [...symbolsOf(arg)]))].flatMap((name) => {
    const { domain } = variableOf(name);
    if (opaqueOf(name) !== undefined || domain.kind !== 'interval') return [];
    const { lower, upper } = domain;
    return upper === infinity && lower === negate(infinity)
      ? []
      : [`${text(name)} in ${text(lower)}..${text(upper)}`];
  });
  return bounded.length === 0 ? '' : ` for {${bounded.sort().join()}}`;
};

/** A formula for people: calls without what tells symbols of one name apart. */
export const readable = (node: Expression): string => text(node).replace(/ for \{[^{}]*\}/g, '');

/** The symbol that stands for a call. */
export const opaque = (stable: Stable, ...args: readonly Expression[]): Expression => {
  const of = stable.of === undefined ? '' : `[${stable.of}]`;
  const which = stable.result === undefined ? '' : `.${stable.result}`;
  const called = `${nameOf(stable)}${of}${which}(${args.map(text).join()}${domainsIn(args)})`;
  const node = symbol(called, stable.range === 'real' ? real.all : real[stable.range]);
  calls.set(node, { stable, args });
  return node;
};

/** A share of a sum, kept whole: algebra does not look into it. */
const whole: Stable = {
  function: null,
  range: 'unit',
  meaning: (share) => share,
  derivative: () => one,
};

/** The symbol that stands for a share of a sum. */
export const wholeShare = (share: Expression): Expression => opaque(whole, share);

/** The call that a symbol stands for. */
export const opaqueOf = (node: Expression): OpaqueCall | undefined => calls.get(node);

/** A call with its arguments changed; any other symbol as it is. */
export const withArguments = (node: Expression, change: (arg: Expression) => Expression): Expression => {
  const call = calls.get(node);
  if (call === undefined) return node;
  const args = call.args.map(change);
  return args.every((arg, i) => arg === call.args[i]) ? node : opaque(call.stable, ...args);
};

/** The terms of a sum, calls in their parts. */
export const partsOf = (sum: Expression): readonly Expression[] =>
  termsOf(sum).flatMap((term) => {
    const [{ numerator, denominator }, base] = splitCoefficient(term);
    const call = calls.get(base);
    const parts = call?.stable.parts?.(...call.args);
    return parts?.map((part) => multiply(number(numerator, denominator), part)) ?? [term];
  });

/** The symbols of a formula, with those inside the calls that it holds. */
export const allSymbols: (node: Expression) => ReadonlySet<Expression> = memoise((node) => {
  const own = [...symbolsOf(node)];
  const inner = own.flatMap((name) => {
    const call = opaqueOf(name);
    return call === undefined ? [] : call.args.flatMap((arg) => [...allSymbols(arg)]);
  });
  return inner.length === 0 ? symbolsOf(node) : new Set([...own, ...inner]);
});

/** A formula in functions that an expression knows, all calls opened. */
export const transparent = (node: Expression): Expression => {
  const call = opaqueOf(node);
  if (call === undefined) return mapArguments(node, transparent);
  return call.stable.meaning(...call.args.map(transparent));
};

/** The derivative through all calls. */
export const derivativeOf = (node: Expression, by: Expression): Expression => {
  const inner = [...symbolsOf(node)].flatMap((name) => {
    const call = opaqueOf(name);
    if (call === undefined || !allSymbols(name).has(by)) return [];
    const found = call.stable.derivative?.(...call.args);
    if (found === undefined) throw new TypeError(`${nameOf(call.stable)} has no derivative`);
    const slopes = 'op' in found ? [found] : found;
    const outer = slopes.map((slope, i) => multiply(slope, derivativeOf(call.args[i], by)));
    return [multiply(differentiate(node, name), add(...outer))];
  });
  return add(differentiate(node, by), ...inner);
};
