// What moves along a section when the other variable changes: zeros of a sum, rates of an exponential. Each answer is a
// formula free of the section; that it varies is checked by whoever asks.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { Separator } from '../normal-form/separate.js';

interface Roles {
  readonly section: Expression;
  readonly mover: Expression;
}

/** Functions whose zeros or poles, in the complex plane, stand where their last argument has certain values. */
const marked = new Set<Expression['op']>([
  'gamma', 'lgamma', 'polygamma', 'besselI', 'besselK', 'zeta', 'erf', 'normalCdf', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'atan', 'log',
]); // prettier-ignore

/** Functions whose zeros move with their first argument, the order. */
const ordered = new Set<Expression['op']>(['besselI', 'besselK']);

/**
 * Where the zeros (or poles) of u along the section depend on the mover. u = Σ cᵢ(mover)·qᵢ(section): a zero that stays
 * for every mover would be one of two independent combinations of the qᵢ at once, so some zero moves if a ratio of the cᵢ
 * does; the zeros of qᵢ(mover, section) such as 1 + y^c are as far apart as their rates say.
 */
export const movingZero = (u: Expression, roles: Roles): Expression | null => {
  const { section, mover } = roles;
  if (!e.occurs(u, section) || !e.occurs(u, mover)) return null;
  if (u.op === 'multiply') return first(u.args, (factor) => movingZero(factor, roles));
  if (u.op === 'power' && !e.occurs(u.args[1], section)) return movingZero(u.args[0], roles);
  if (u.op === 'product') return movingZero(e.open(u).body, roles);
  const [order, argument] = u.args as [Expression, Expression];
  if (ordered.has(u.op) && e.occurs(order, mover) && !e.occurs(order, section) && e.occurs(argument, section))
    return order;
  if (marked.has(u.op)) return first([...u.args].reverse(), (argument) => movingLevel(argument, roles));
  return u.op === 'abs' ? movingZero(u.args[0], roles) : movingRatio(u, roles);
};

/** Where the places along the section at which u has a given value depend on the mover. */
const movingLevel = (u: Expression, roles: Roles): Expression | null => {
  const level = e.symbol('level', e.real.all);
  const moving = movingRatio(e.add(u, level), roles);
  return moving && e.substitute(moving, new Map([[level, e.one]]));
};

const movingRatio = (u: Expression, { section, mover }: Roles): Expression | null => {
  const separator = new Separator([section], [mover]);
  const coefficients = new Map<Expression, Expression>();
  for (const term of e.termsOf(e.expand(u))) {
    const piece = separator.split(term);
    if (piece === null) return rateIn(term, { section, mover });
    coefficients.set(piece.outcome, e.add(coefficients.get(piece.outcome) ?? e.zero, piece.parameter));
  }
  const [one, ...others] = coefficients.values();
  const ratios = others.map((coefficient) => e.simplify(e.divide(coefficient, one)));
  return ratios.find((ratio) => e.occurs(ratio, mover)) ?? null;
};

/** The rate, or the argument of a function, in the factor that holds both. */
const rateIn = (term: Expression, roles: Roles): Expression | null =>
  first(
    e.factorsOf(term),
    (factor) => movingRate(factor, roles) ?? (marked.has(factor.op) ? movingZero(factor, roles) : null),
  );

/** The rate w(mover) of exp(w·v(section)), where it stands in an exponential or a power. */
export const movingRate = (core: Expression, { section, mover }: Roles): Expression | null => {
  const separator = new Separator([section], [mover]);
  const [base, power] = e.splitPower(core);
  const exponent =
    core.op === 'exp' ? core.args[0] : core.op === 'power' ? e.multiply(power, e.log(base)) : null;
  if (exponent === null) return null;
  const isMixed = (node: Expression): boolean => separator.kindOf(node) === 'mixed';
  const mixed = e.termsOf(e.expand(e.rewrite(exponent, e.logarithm).result)).filter(isMixed);
  const pieces = mixed.map(separator.split);
  return pieces.length > 0 && pieces.every((piece) => piece !== null) ? (pieces[0].parameter ?? null) : null;
};

const first = <T>(items: readonly T[], find: (item: T) => Expression | null): Expression | null => {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
};
