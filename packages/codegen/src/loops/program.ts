// A row kernel with loops over the classes: what `roll` makes of straight-line code of which every class has its like, and what
// the targets print. Types only. Every piece of code in it is a row kernel of its own, of at most one class or pair of classes.
import type { RowKernel, RowName } from '../kernel.js';

/**
 * What an input of a piece stands for: a number that a step before has named (or the weight or dispersion of the row), or an
 * element of η, of the outcome, or of an array that a step before has filled. `k` is the running class of the loop around the
 * piece, in a matrix the column, `j` the row of the matrix; a number is a place that is known. The element stands `offset`
 * places after it.
 */
export type Place =
  | { readonly kind: 'scalar' }
  | {
      readonly kind: 'element';
      readonly of: string;
      readonly index: 'k' | 'j' | number;
      readonly offset: number;
    };

/** Straight-line code for one value, `outputs[0]`; names of lets are unique in the whole row. */
export type Piece = RowKernel;

/** Some neighbours in a list: one value, or for each k with from ≤ k < to one and those that stand after it, if there are more. */
export type Segment =
  | { readonly kind: 'one'; readonly piece: Piece }
  | {
      readonly kind: 'each';
      readonly piece: Piece;
      readonly more: readonly Piece[];
      readonly from: number;
      readonly to: number;
    };

/** Values in order; as many as they are, they are told by a few segments. */
export type List = readonly Segment[];

/** What is done before the outputs, in this order. */
export type Step =
  /** A number. */
  | { readonly kind: 'let'; readonly name: string; readonly piece: Piece }
  /** An array: the values of the list, one after the other. */
  | { readonly kind: 'array'; readonly name: string; readonly length: number; readonly list: List }
  /** The sum of an array in pairs of pairs, as `sumTree` orders it. */
  | { readonly kind: 'pairs'; readonly name: string; readonly of: string; readonly length: number }
  /** The same, with what rounding left out of each sum beside it, as `carriedSum` has it. */
  | {
      readonly kind: 'carried';
      readonly head: string;
      readonly tail: string;
      readonly of: string;
      readonly length: number;
    }
  /** An array: at each place the sum of all others of an array, as `others` of its `sumTree` orders it. */
  | { readonly kind: 'others'; readonly name: string; readonly of: string; readonly length: number }
  /** An array: at each place the sum of a tree over the array without the element of that place. */
  | { readonly kind: 'without'; readonly name: string; readonly of: string; readonly length: number }
  /** ((start op t₁) op t₂) op …, of numbers that are computed on the way. */
  | {
      readonly kind: 'row';
      readonly name: string;
      readonly op: 'add' | 'subtract' | 'maximum' | 'minimum';
      readonly start: Piece;
      readonly list: List;
    }
  /** Whether all of these conditions hold. */
  | { readonly kind: 'all'; readonly name: string; readonly list: List }
  /** The value of the first k, from ≤ k < to, whose condition holds; where none does, the other one. */
  | {
      readonly kind: 'first';
      readonly name: string;
      readonly condition: Piece;
      readonly value: Piece;
      readonly from: number;
      readonly to: number;
      readonly otherwise: Piece;
    };

/** Rows j of a matrix, from ≤ j < to, that are computed alike. */
export interface MatrixRows {
  readonly from: number;
  readonly to: number;
  /** What the elements of a row share: numbers in j. */
  readonly shared: readonly { readonly name: string; readonly piece: Piece }[];
  /** The element at k = j; null where no column is j. */
  readonly diagonal: Piece | null;
  /** The elements at k > j; null where there are none. */
  readonly above: Piece | null;
  /** The elements at k < j; the same object as `above` where both are computed alike. */
  readonly below: Piece | null;
  /** The element of the last column, where it is computed unlike those before it; the diagonal and `above` then end before it. */
  readonly last: Piece | null;
}

/** What a row writes: a vector, or a matrix row after row. */
export type Outputs =
  | { readonly kind: 'vector'; readonly list: List }
  | { readonly kind: 'matrix'; readonly columns: number; readonly rows: readonly MatrixRows[] };

/** One function for one row. */
export interface LoopedRow {
  /** What the inputs of its pieces stand for, by their names. */
  readonly places: ReadonlyMap<string, Place>;
  readonly steps: readonly Step[];
  /** A condition on numbers that are known after the first `checked` steps; where it does not hold, the row is NaN. */
  readonly valid: Piece;
  readonly checked: number;
  readonly loss: Piece | null;
  readonly outputs: Outputs | null;
}

/** The functions of a kernel that loops over its classes. */
export type Program = { readonly [name in RowName]?: LoopedRow };
