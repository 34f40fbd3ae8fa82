// Domains as floating-point conditions: whether a number is finite and where it may be. NaN is nowhere.
import type { Domain, Expression } from '@expfam/expression';
import { evaluator, infinity, isNumber, negate, rationalOf, symbolsOf } from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import type { KernelBuilder, KernelNode } from '../kernel.js';

/** The least interval around a domain, with numbers for ends. */
export interface Hull {
  readonly lower: number;
  readonly upper: number;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
  /** Whether only whole numbers occur. */
  readonly integer: boolean;
}

const digits = arithmetic(30);

/** The number at the end of a domain; NaN where it has no value yet. */
const endOf = (node: Expression): number => {
  if (node === infinity) return Infinity;
  if (node === negate(infinity)) return -Infinity;
  if (isNumber(node)) return rationalOf(node).toNumber();
  return symbolsOf(node).size === 0 ? evaluator(digits, new Map())(node).toNumber() : Number.NaN;
};

/** The least interval around a domain. What is not known bounds nothing. */
export const hullOf = (domain: Domain): Hull => {
  const known = (node: Expression, otherwise: number): number =>
    Number.isNaN(endOf(node)) ? otherwise : endOf(node);
  switch (domain.kind) {
    case 'set': {
      const values = domain.values.map((value) => endOf(value));
      const [lower, upper] = [Math.min(...values), Math.max(...values)];
      return { lower, upper, lowerOpen: false, upperOpen: false, integer: values.every(Number.isInteger) };
    }
    case 'range':
    case 'interval': {
      const [lower, upper] = [known(domain.lower, -Infinity), known(domain.upper, Infinity)];
      const open = domain.kind === 'interval';
      return {
        lower,
        upper,
        lowerOpen: lower === -Infinity || (open && domain.lowerOpen),
        upperOpen: upper === Infinity || (open && domain.upperOpen),
        integer: !open,
      };
    }
    default:
      return { lower: -Infinity, upper: Infinity, lowerOpen: true, upperOpen: true, integer: false };
  }
};

/** The values of a set of numbers that has gaps; null for any other domain. */
export const listedIn = (domain: Domain): readonly number[] | null => {
  if (domain.kind !== 'set') return null;
  const values = domain.values.map(endOf).sort((a, b) => a - b);
  const isWhole = values.every((value, i) => Number.isInteger(value) && value === (values[0] ?? 0) + i);
  return isWhole || values.some(Number.isNaN) ? null : values;
};

/** The condition that x is finite and inside the hull of the domain, or one of the values of a set with gaps. */
export const inside = (x: KernelNode, domain: Domain, { call, constant }: KernelBuilder): KernelNode => {
  const listed = listedIn(domain);
  if (listed !== null) {
    const gaps = listed.map((value) => call('subtract', x, constant(value)));
    const product = gaps.reduce((a, b) => call('multiply', a, b));
    return call('equal', product, constant(0));
  }
  const { lower, upper, lowerOpen, upperOpen } = hullOf(domain);
  if (lower === -Infinity && upper === Infinity) return call('less', call('abs', x), constant(Infinity));
  return call(
    'and',
    call(lowerOpen ? 'less' : 'lessEqual', constant(lower), x),
    call(upperOpen ? 'less' : 'lessEqual', x, constant(upper)),
  );
};

/** What holds of the entries of a vector together. */
export interface Together {
  /** What they add up to. */
  readonly total: number | null;
  /** The flag of what else they make. */
  readonly flag: 'direction' | 'positiveDefinite' | null;
}

/** The hull as an object literal for a module to export; null where it says nothing. */
export const supportLiteral = (
  domain: Domain,
  { total, flag }: Together = { total: null, flag: null },
): string | null => {
  const { lower, upper, lowerOpen, upperOpen, integer } = hullOf(domain);
  if (lower === -Infinity && upper === Infinity && !integer && total === null && flag === null) return null;
  const flags = [
    ...(lowerOpen ? ['lowerOpen: true'] : []),
    ...(upperOpen ? ['upperOpen: true'] : []),
    ...(integer ? ['integer: true'] : []),
    ...(total === null ? [] : [`total: ${total}`]),
    ...(flag === null ? [] : [`${flag}: true`]),
  ];
  return `{ ${[`lower: ${lower}`, `upper: ${upper}`, ...flags].join(', ')} }`;
};
