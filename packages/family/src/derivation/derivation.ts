// What the line hands on: a density as read, its normal form, and everything derived from it. Types only.
import type { Domain, Expression } from '@expfam/expression';
import type { NaturalSpace } from './natural-space.js';
import type { Numeric } from './open-forms.js';

/** A named quantity of a density text. */
export interface Quantity {
  readonly symbol: Expression;
  readonly domain: Domain;
}

/** How the two sides of a step compare. */
export type Relation = 'equal' | 'less' | 'less-or-equal';

/** One rewrite or one line of a derivation, with the evidence that it holds. */
export interface Step {
  readonly rule: string;
  readonly because: string;
  readonly from: Expression;
  readonly to: Expression;
  /** How `from` compares with `to`; without it they are equal. */
  readonly relation?: Relation;
  /** What both sides are, such as `A` or `d loss / d eta1`, where the formulas do not tell. */
  readonly left?: string;
  /** TeX of the line as a reader wants it; `to` alone where nothing better is known. */
  readonly latex: string;
  readonly steps: readonly Step[];
  readonly check: Check | null;
}

/** How often and how closely both sides of a step were seen to agree. */
export interface Check {
  readonly points: number;
  readonly digits: number;
  readonly maxRelativeError: string;
}

/** A running index of an indexed family of natural parameters, such as i = 1 … K − 1. */
export interface Index {
  readonly symbol: Expression;
  readonly from: Expression;
  readonly to: Expression;
}

/** One natural parameter, or a running family of them with its index. */
export interface NaturalParameter {
  /** `eta1`, or the component `eta[i]` of an indexed family. */
  readonly symbol: Expression;
  /** The natural parameter as a function of the parameters of the text. */
  readonly expression: Expression;
  readonly domain: Domain;
  readonly index?: Index;
}

/** The evidence for a dimension: the rank that was seen and the statistics that were constructed; equal, they certify it. */
export interface Certificate {
  readonly lower: number;
  readonly upper: number;
  readonly points: number;
  readonly digits: number;
  /** At which size the numbers were taken, such as `K = 4`, where the derivation is for all of them. */
  readonly at?: string;
}

/** log p = Σ ηᵢ(φ)·Tᵢ(y) − A(φ) + log h(y), with the statistics affinely independent on the support. */
export interface NormalForm {
  readonly natural: readonly NaturalParameter[];
  /** The statistics Tᵢ(y), each beside its natural parameter. */
  readonly statistics: readonly Expression[];
  /** A as a function of the parameters of the text. */
  readonly logPartition: Expression;
  readonly logBaseMeasure: Expression;
  readonly dimension: Expression;
  readonly curved: boolean;
  readonly identified: boolean;
  readonly certificate: Certificate;
}

type Matrix = readonly (readonly Expression[])[];

/** Places, counted from 0, of the entries that a derivation holds in place of all: the others are renamings of the second. */
export interface Representatives {
  /** The natural parameters that the gradient has entries for, and covariance, Hessian and Jacobian columns. */
  readonly parameters: readonly number[];
  /** The entries of the outcome that the response has means for, and the Jacobian rows. */
  readonly columns: readonly number[];
}

/** Everything that follows from the normal form. A key is null where there is no closed form. */
export interface Derivation extends NormalForm {
  readonly name: string;
  /** The density text that all of this was derived from. */
  readonly source: string;
  readonly outcome: Quantity;
  readonly parameters: readonly Quantity[];
  readonly constants: readonly Quantity[];
  /** The number of classes when it was fixed, else null. */
  readonly classes: number | null;
  /** Whether the outcome is a class: its domain is 1..K and its statistics are indicators of single values. */
  readonly categorical: boolean;
  readonly form: 'baseline' | 'symmetric';
  readonly normalised: boolean;
  /** A(η), or null. */
  readonly logPartitionNatural: Expression | null;
  /** Where A is finite, whatever the text says of its parameters; null where that was not found. */
  readonly naturalSpace: NaturalSpace;
  readonly sourceFromNatural: ReadonlyMap<string, Expression | null>;
  readonly meanStatistics: readonly Expression[] | null;
  readonly covariance: Matrix | null;
  /** E[y] in η; for a categorical outcome P(1), …, P(K). */
  readonly response: readonly Expression[] | null;
  /** What must be positive for E[y] to exist, as far as the natural space does not say so. */
  readonly responseExists: readonly Expression[];
  readonly jacobian: Matrix | null;
  readonly canonicalLink: readonly Expression[] | null;
  readonly varianceFunction: Expression | null;
  /** A(η) − ηᵀT(y): −log p without log h. Contains the outcome symbol. */
  readonly loss: Expression | null;
  readonly gradient: readonly Expression[] | null;
  readonly hessian: Matrix | null;
  /** Which entries these lists and matrices hold; null where they hold all, as they do unless few were asked for. */
  readonly representatives: Representatives | null;
  /** The definition, as a sum or integral, of each key that is null for want of a closed form. */
  readonly numeric: Numeric;
  /** Why a key is null where it is not for want of a closed form. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
