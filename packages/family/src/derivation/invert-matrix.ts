// Natural parameters of matrices: where η is written in the entries of inv(Σ), that is solved for first, and Σ is its inverse.
import type { Definition, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { componentsOf } from '../calculus/matrix.js';
import type { Quantity } from './derivation.js';
import type { Equation, Solution } from './invert.js';
import { replaceNode, solveSystem } from './invert.js';
import { atomsOf } from '../decision/shape.js';

/** What ties the components of vectors: Σ φᵢ = 1 on a simplex, Σ φᵢ² = 1 on a sphere. */
export const constraintsOf = (parameters: readonly Quantity[]): Equation[] =>
  parameters.flatMap((parameter) => {
    const { kind } = parameter.domain;
    if (kind !== 'simplex' && kind !== 'sphere') return [];
    const exponent = kind === 'simplex' ? e.one : e.two;
    return [{ left: e.add(...atomsOf(parameter).map((atom) => e.power(atom, exponent))), right: e.one }];
  });

/** The parameters as functions of what is known, matrices through their inverses; null where no closed form was found. */
export const solveParameters = (
  equations: readonly Equation[],
  parameters: readonly Quantity[],
  definitions: readonly Definition[],
): Solution | null =>
  solveThroughInverse(equations, parameters, definitions) ??
  solveSystem(equations, parameters.flatMap(atomsOf), definitions);

/** Solves with the inverse of each positive-definite parameter as the unknown; null where there is none, or that fails. */
const solveThroughInverse = (
  equations: readonly Equation[],
  parameters: readonly Quantity[],
  definitions: readonly Definition[],
): Solution | null => {
  const matrices = parameters.filter(
    ({ domain, symbol }) => domain.kind === 'positive-definite' && componentsOf(symbol),
  );
  if (matrices.length === 0) return null;
  const inverses = matrices.map(inverseOf);
  const put = (node: Expression): Expression =>
    inverses.reduce((result, { entries }) => e.simplify(replaceAll(result, entries)), node);
  const known = [...definitions, ...inverses.flatMap(({ definitions: own }) => own)];
  const others = parameters.filter((parameter) => !matrices.includes(parameter)).flatMap(atomsOf);
  const unknowns = [...inverses.flatMap(({ unknowns: own }) => own), ...others];
  const solution = solveSystem(
    equations.map(({ left, right }) => ({ left: put(left), right })),
    unknowns,
    known,
  );
  if (solution === null) return null;
  const values = new Map(others.map((atom) => [atom, solution.values.get(atom)!]));
  for (const { entries } of inverses)
    for (const [atom, value] of entries) values.set(atom, e.simplify(replaceAll(value, solution.values)));
  return { values, trail: [] };
};

interface Inverse {
  /** Symbols for the entries of inv(Σ), and what they are in the entries of Σ. */
  readonly unknowns: readonly Expression[];
  readonly definitions: readonly Definition[];
  /** The entries of Σ in the entries of inv(Σ). */
  readonly entries: ReadonlyMap<Expression, Expression>;
}

const inverseOf = ({ symbol, domain }: Quantity): Inverse => {
  const precision = e.symbol(`inv_${e.variableOf(symbol).name}`, domain);
  const [from, to] = [symbol, precision].map((matrix) => e.entriesOf(matrix));
  const names = from.map((row, i) => row.map((_, j) => nameOf(precision, Math.min(i, j), Math.max(i, j))));
  const scalar = new Map(to.flatMap((row, i) => row.map((atom, j) => [atom, names[i][j]] as const)));
  const upper = from.flatMap((row, i) => row.map((_, j) => [i, j] as const)).filter(([i, j]) => i <= j);
  const inverted = (matrix: Expression): Expression => e.apply('inverse', [matrix]);
  const at = (matrix: Expression, i: number, j: number): Expression =>
    e.entry(matrix, e.number(i + 1), e.number(j + 1));
  return {
    unknowns: upper.map(([i, j]) => names[i][j]),
    definitions: upper.map(([i, j]) => ({ symbol: names[i][j], value: at(inverted(symbol), i, j) })),
    entries: new Map(upper.map(([i, j]) => [from[i][j], replaceAll(at(inverted(precision), i, j), scalar)])),
  };
};

/** A scalar of its own for each entry: the diagonal is positive, the others are real. */
const nameOf = (matrix: Expression, i: number, j: number): Expression =>
  e.symbol(`${e.variableOf(matrix).name}_${i + 1}_${j + 1}`, i === j ? e.real.positive : e.real.all);

const replaceAll = (node: Expression, values: ReadonlyMap<Expression, Expression>): Expression =>
  [...values].reduce((result, [part, by]) => replaceNode(result, part, by), node);
