// How one family comes from another, as data in the families' files. Nothing here is believed: `proveRelation` checks each.

/**
 * Values for the names of another family's text, written in those of one's own. A vector is given by the list of its components, or
 * by one formula in the index `k` for all of them.
 */
export type Substitution = Readonly<Record<string, string | readonly string[]>>;

interface Common {
  /** The name of the other family. */
  readonly of: string;
  /** What its parameters and constants are here; names that are not mentioned stand for themselves. */
  readonly with?: Substitution;
}

/** This density is the other one for some choice of its parameters. */
export interface SpecialCase extends Common {
  readonly kind: 'special-case';
}

/** The outcome here is a function of the other's: `outcome` gives the other's in terms of one's own, one for each branch. */
export interface Transform extends Common {
  readonly kind: 'transform';
  readonly outcome: string | readonly string[];
}

/** The other family has many values or components; with two of them it is this one. `outcome` as for a transform. */
export interface ManyValued extends Common {
  readonly kind: 'many-valued';
  readonly outcome: string | readonly string[];
}

/** This density is approached by the other's as `t` grows; the difference falls as t^−order, Infinity for faster than any power. */
export interface Limit extends Common {
  readonly kind: 'limit';
  readonly order: number;
  /** Where it falls so fast, as an indicator; everywhere unless told otherwise. */
  readonly where?: string;
  readonly outcome?: string;
}

/** This is the law of the sum of n independent outcomes of the other: `with` may use n, and so may `here`. */
export interface Repeated extends Common {
  readonly kind: 'repeated';
  /** Values for this family's own names, in those of the other and n. */
  readonly here: Substitution;
}

/** This is the law of the sum of as many independent outcomes of the other as a draw from `count` says. */
export interface Compound extends Common {
  readonly kind: 'compound';
  /** The family of the number of terms. */
  readonly count: string;
  /** What the parameters of the count are here. */
  readonly counts: Substitution;
}

/** The other family is the conjugate prior of `parameter`: after an outcome y its parameters become those of `update`. */
export interface ConjugatePrior extends Common {
  readonly kind: 'conjugate-prior';
  readonly parameter: string;
  readonly update: Substitution;
}

/** This is the other's density with `parameter` drawn from a third family, which is its conjugate prior. */
export interface Mixture extends Common {
  readonly kind: 'mixture';
  readonly parameter: string;
  readonly over: string;
  readonly update: Substitution;
}

/** How one family comes from another. */
export type Relation =
  SpecialCase | Transform | ManyValued | Limit | Repeated | Compound | ConjugatePrior | Mixture;
