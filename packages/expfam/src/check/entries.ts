// The formulas that kernels are measured against, entry by entry. A derivation for very many classes holds a few entries, of which
// all others are renamings: those are made here, all of a vector, and of a matrix some, for it has too many.
import { mirrored } from '@expfam/codegen';
import { element, number, substitute } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import type { Derivation } from '@expfam/family';

type List = readonly (Expression | null)[];

/** A formula for each number that a function returns; null of what is not asked for. */
export interface Entries {
  readonly response: List;
  readonly loss: List;
  readonly gradient: List;
  readonly hessian: List;
  readonly jacobian: List;
}

/** The formulas of a derivation; no entries where there is no closed form. */
export const entriesOf = (derivation: Derivation): Entries => {
  const { response, loss, gradient, hessian, jacobian, outcome, representatives } = derivation;
  const total = loss === null ? [] : [loss];
  if (representatives !== null) return { loss: total, ...renamedEntries(derivation, representatives) };
  return {
    loss: total,
    response: mirrored(response ?? [], outcome.domain),
    gradient: gradient ?? [],
    hessian: hessian?.flat() ?? [],
    jacobian: mirrored(jacobian ?? [], outcome.domain).flat(),
  };
};

type Representatives = NonNullable<Derivation['representatives']>;

/** A permutation of the entries of the outcome, as far as it moves any. */
type Moves = ReadonlyMap<number, number>;

/** Rows of a matrix that are asked for, and places in each, about. */
const [rowsAsked, placesAsked] = [12, 6];

const renamedEntries = (
  derivation: Derivation,
  { parameters, columns }: Representatives,
): Omit<Entries, 'loss'> => {
  const { response, gradient, hessian, jacobian } = derivation;
  const renamed = renamer(derivation);
  const vector = (list: readonly Expression[] | null, places: readonly number[]): List =>
    list === null
      ? []
      : Array.from({ length: heightOf(places) }, (_, i) => {
          const { at, moves } = i === places[2] ? { at: 2, moves: none } : standIn(i);
          return renamed(list[at], moves);
        });
  const matrix = (rows: readonly (readonly Expression[])[] | null, places: readonly number[]): List => {
    if (rows === null) return [];
    const [height, width] = [heightOf(places), heightOf(parameters)];
    const [down, along] = [Math.ceil(height / rowsAsked), Math.ceil(width / placesAsked)];
    return Array.from({ length: height * width }, (_, n) => {
      const [i, j] = [Math.floor(n / width), n % width];
      const isRow = i % down === 0 || i === height - 1;
      if (!isRow || !(j === i || j === width - 1 || (j + i) % along === 0)) return null;
      const { row, column, moves } = pairOf([i, j], [i === places[2], j === parameters[2]]);
      return renamed(rows[row]?.[column], moves);
    });
  };
  return {
    response: vector(response, columns),
    gradient: vector(gradient, parameters),
    hessian: matrix(hessian, parameters),
    jacobian: matrix(jacobian, columns),
  };
};

const none: Moves = new Map();
const heightOf = (places: readonly number[]): number => (places.at(-1) ?? -1) + 1;

/** Which entry stands in for one that is not the last. */
const standIn = (i: number): { readonly at: number; readonly moves: Moves } =>
  i < 2 ? { at: i, moves: none } : { at: 1, moves: completed([[1, i]]) };

/** The same of an entry of a matrix: what stands on the diagonal comes from there, and the last of either side stays the last. */
const pairOf = (
  [i, j]: readonly [number, number],
  [isLastRow, isLastColumn]: readonly [boolean, boolean],
): { readonly row: number; readonly column: number; readonly moves: Moves } => {
  if (isLastRow && isLastColumn) return { row: 2, column: 2, moves: none };
  if (i === j) return { row: 1, column: 1, moves: completed([[1, i]]) };
  if (isLastRow) return { row: 2, column: 1, moves: completed([[1, j]]) };
  if (isLastColumn) return { row: 1, column: 2, moves: completed([[1, i]]) };
  return { row: 0, column: 1, moves: completed([[0, i], [1, j]]) }; // prettier-ignore
};

/** A permutation that does what it is told to, and moves as few others as can be. */
const completed = (moves: readonly (readonly [number, number])[]): Moves => {
  const [from, to] = [moves.map(([each]) => each), moves.map(([, each]) => each)];
  const free = from.filter((each) => !to.includes(each));
  const homeless = to.filter((each) => !from.includes(each));
  const back = homeless.map((each, i) => [each, free[i] ?? each] as const);
  return new Map([...moves, ...back].filter(([a, b]) => a !== b));
};

/** Renames natural parameters and entries of the outcome together. */
const renamer = ({ natural, outcome }: Derivation) => {
  const entry = (i: number): Expression => element(outcome.symbol, number(i + 1));
  return (formula: Expression | undefined, moves: Moves): Expression | null => {
    if (formula === undefined) return null;
    const names = [...moves].flatMap(([from, to]): [Expression, Expression][] => {
      const [before, after] = [natural[from]?.symbol, natural[to]?.symbol];
      return [
        [entry(from), entry(to)],
        ...(before && after ? [[before, after] as [Expression, Expression]] : []),
      ];
    });
    return substitute(formula, new Map(names));
  };
};
