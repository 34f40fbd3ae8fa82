// What a distribution's file may say. It holds the density, names and references; nothing that the engine can find.

/** What the file of a family says: the density, names and references. */
export interface FamilyDefinition {
  /** The name of the file, with underscores. */
  readonly name: string;
  /** One sentence for the list of families. */
  readonly about: string;
  /** Other names under which it is found. */
  readonly aliases?: readonly string[];
  /** The density text. */
  readonly density: string;
  /** The known constant that is a dispersion: kernels take it as 1, fits estimate it (Pearson). */
  readonly dispersion?: string;
  /** Names of other families, by their relation to this one. */
  readonly relations?: { readonly [relation: string]: string };
  /** What textbooks say, only for a test to disagree with. */
  readonly known?: { readonly source: string; readonly [fact: string]: string };
}

/** Declares a family of the catalogue. */
export const family = (definition: FamilyDefinition): FamilyDefinition => definition;
