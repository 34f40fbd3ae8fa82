// What a distribution's file may say. It holds the density, names and references; nothing that the engine can find.
import type { Relation } from '../relations/relation.js';

/** What the file of a family says: the density, names and references. */
/** A distribution of the catalogue, as its file states it. */
export interface FamilyDefinition {
  /** The name of the file, with underscores. */
  readonly name: string;
  /** One sentence for the list of families. */
  readonly about: string;
  /** Other names under which it is found. */
  readonly aliases?: readonly string[];
  /** The density text. */
  readonly density: string;
  /** The size at which vectors and matrices are written out where the user gives none. */
  readonly size?: number;
  /** The known constant that is a dispersion: kernels take it as 1, fits estimate it (Pearson). */
  readonly dispersion?: string;
  /** The family that fits and kernels of this name are of: a count of classes comes a trial a row, or as shares with weights. */
  readonly servedBy?: string;
  /** How this family comes from others; each is proven by a test. */
  readonly relations?: readonly Relation[];
  /** What textbooks say, only for a test to disagree with. */
  readonly known?: KnownFacts;
}

/**
 * Facts from the literature in the density language. `eta1`, … are the book's natural parameters where `natural` gives them, else
 * the engine's; all else is in the parameters and constants of the text. T, η and A count up to affine maps.
 */
export interface KnownFacts {
  readonly source: string;
  readonly statistics?: readonly string[];
  readonly natural?: readonly string[];
  readonly logPartition?: string;
  /** E[T] of the book's statistics. */
  readonly mean?: readonly string[];
  /** Var T of the book's only statistic, as a function of its mean `mu1`. */
  readonly variance?: string;
  /** E[y] in η; for an indexed family of the component i. */
  readonly response?: string;
  /** E[y] in the parameters of the text. */
  readonly meanOfOutcome?: string;
  /** Where E[y] is finite, as an indicator; everywhere unless told otherwise. */
  readonly meanExists?: string;
}

/** Declares a family of the catalogue. */
export const family = (definition: FamilyDefinition): FamilyDefinition => definition;
