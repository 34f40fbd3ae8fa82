// Why a term is no finite sum of products g(φ)·t(y): a table of arguments, each with what it looks for, the sentence of the
// proof, and a check. One variable is walked along, the section; the other moves something along it without end.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import type { Density } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import { movingRate, movingZero } from './moving.js';

/** The proof of a refusal, as data. */
export interface Proof {
  readonly argument: string;
  readonly because: string;
  /** What moves, as a formula, and the values that it was seen to take; null for an argument by determinants. */
  readonly moves: string | null;
  readonly values: readonly string[];
  /** The ranks of the double differences that corroborate it. */
  readonly ranks: readonly { readonly points: number; readonly rank: number }[];
}

/** The variable along which a term is looked at, and the one that moves what is seen there. */
export interface Roles {
  readonly section: Expression;
  readonly mover: Expression;
}

interface Argument {
  /** What moves: a formula free of the section that varies with the mover; null where the argument does not apply. */
  readonly find: (core: Expression, roles: Roles) => Expression | null;
  readonly because: (core: string, names: { readonly section: string; readonly mover: string }) => string;
}

/** Operations of entire functions that are no polynomials: Σ aₖ·wᵏ·vᵏ has as many independent terms as aₖ that are not 0. */
const endless = new Set<Expression['op']>(['sin', 'cos', 'sinh', 'cosh', 'erf', 'normalCdf', 'besselI']);
const withPoles = new Set<Expression['op']>(['lgamma', 'gamma', 'polygamma', 'tan', 'tanh', 'atan', 'besselK', 'zeta']); // prettier-ignore

const steps = new Set<Expression['op']>(['less', 'lessEqual']);

/** A moving kink or step anywhere inside a function. */
const kinkIn = (node: Expression, roles: Roles): Expression | null => {
  const turning =
    node.op === 'abs' ? node.args[0] : steps.has(node.op) ? e.subtract(node.args[0], node.args[1]) : null;
  if (turning !== null) return changesSign(turning, roles) ? movingZero(turning, roles) : null;
  for (const arg of node.args) {
    const found = kinkIn(arg, roles);
    if (found !== null) return found;
  }
  return null;
};

/** The arguments in the order in which they are tried. */
export const inseparable: { readonly [name: string]: Argument } = {
  'moving-kink': {
    find: (core, roles) => (core.op === 'abs' ? kinkIn(core, roles) : null),
    because: (core, { section, mover }) =>
      `${core} has a kink in ${section} whose place moves with ${mover}, and functions with kinks at different places are linearly independent`,
  },
  'nested-kink': {
    find: (core, roles) => kinkIn(core, roles),
    because: (core, { section, mover }) =>
      `${core} holds a kink or a step in ${section} whose place moves with ${mover}, and functions with kinks or steps at different places are linearly independent`,
  },
  'moving-branch-point': {
    find: (core, roles) => {
      if (core.op === 'log') return movingZero(core.args[0], roles);
      const [base, exponent] = e.splitPower(core);
      const natural =
        e.isNumber(exponent) && e.rationalOf(exponent).isInteger && e.rationalOf(exponent).sign > 0;
      return core.op === 'power' && !e.occurs(exponent, roles.section) && !natural
        ? movingZero(base, roles)
        : null;
    },
    because: (core, { section, mover }) =>
      `${core} is singular, in the complex plane of ${section}, at places that move with ${mover}, and functions that are singular at different places are linearly independent`,
  },
  'endless-exponentials': {
    find: (core, roles) => movingRate(core, roles),
    because: (core, { section, mover }) =>
      `${core} grows along ${section} at a rate that changes with ${mover}, and exponentials of different rates are linearly independent`,
  },
  'moving-poles': {
    find: (core, roles) => (withPoles.has(core.op) ? movingZero(core, roles) : null),
    because: (core, { section, mover }) =>
      `${core} is singular, in the complex plane of ${section}, at places that move with ${mover}, and functions that are singular at different places are linearly independent`,
  },
  'endless-series': {
    find: (core, roles) => (endless.has(core.op) ? movingZero(core, roles) : null),
    because: (core, { section, mover }) =>
      `the power series of ${core} has no end, and each of its terms is a new product of a function of ${section} and one of ${mover}`,
  },
};

/** The argument by which a term does not separate, its check passed; null where the table knows none. */
export const prove = (term: Expression, density: Density): Omit<Proof, 'ranks'> | null => {
  for (const roles of rolesOf(term, density)) {
    const names = { section: e.text(roles.section), mover: e.text(roles.mover) };
    const trials = coresOf(term, roles).flatMap((core) =>
      Object.entries(inseparable).map(([argument, row]) => ({ core, argument, ...row })),
    );
    for (const { core, argument, find, because } of trials) {
      const moves = find(core, roles);
      const values = moves && differentValues(moves, roles.mover);
      if (moves && values)
        return { argument, because: because(e.text(core), names), moves: e.text(moves), values };
    }
  }
  return null;
};

const isContinuous = ({ domain }: Quantity): boolean => !e.isDiscrete(domain);

/** The section must be continuous: an outcome that is a whole number moves singularities along a parameter instead. */
const rolesOf = (term: Expression, { outcome, parameters }: Density): Roles[] => {
  const present = parameters.filter(({ symbol }) => e.occurs(term, symbol));
  const along = isContinuous(outcome)
    ? present.map(({ symbol }): Roles => ({ section: outcome.symbol, mover: symbol }))
    : [];
  return [...along, ...present.map(({ symbol }) => ({ section: symbol, mover: outcome.symbol }))];
};

/** The factors that hold both variables, and what logarithms and sums in them hold. */
const coresOf = (term: Expression, { section, mover }: Roles): Expression[] => {
  const isMixed = (node: Expression): boolean => e.occurs(node, section) && e.occurs(node, mover);
  const factors = e.factorsOf(term).filter(isMixed);
  if (factors.length > 1 || factors[0]?.op !== 'sum') return factors;
  return e.termsOf(e.open(factors[0]).body).flatMap(e.factorsOf).filter(isMixed);
};

const digits = 30;
const draws = 3;
const sectionDraws = 16;

/** Whether u is seen on both sides of 0 along the section, for more than one value of the mover. */
const changesSign = (u: Expression, { section, mover }: Roles): boolean => {
  const m = arithmetic(digits);
  const random = e.randomFrom(41);
  const others = [...e.symbolsOf(u)].filter((symbol) => symbol !== section && symbol !== mover);
  let changing = 0;
  try {
    const fixed = e.samplePoint(m, others, random);
    for (let draw = 0; draw < 2 * draws; draw++) {
      const at = e.samplePoint(m, [mover], random, fixed);
      const signs = Array.from({ length: sectionDraws }, () =>
        e
          .evaluator(
            m,
            e.samplePoint(m, [section], random, at),
          )(u)
          .sign(),
      );
      if (signs.includes(1) && signs.includes(-1)) changing++;
    }
  } catch {
    return false;
  }
  return changing > 1;
};

/** Values that a formula takes at different points of the mover, all else being equal; null if it does not vary. */
const differentValues = (node: Expression, mover: Expression): string[] | null => {
  const m = arithmetic(digits);
  const random = e.randomFrom(23);
  const moving = [...e.symbolsOf(node)].filter(
    (symbol) => symbol === mover || e.namesOf(mover).has(e.text(symbol)),
  );
  const others = [...e.symbolsOf(node)].filter((symbol) => !moving.includes(symbol));
  const found = new Set<string>();
  try {
    const fixed = e.samplePoint(m, others, random);
    for (let draw = 0; draw < draws; draw++)
      found.add(
        e
          .evaluator(
            m,
            e.samplePoint(m, moving, random, fixed),
          )(node)
          .toString(12),
      );
  } catch {
    return null;
  }
  return found.size > 1 && !found.has('NaN') ? [...found] : null;
};
