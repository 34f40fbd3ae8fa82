// What is said of a density that is no exponential family.

/** A density that is no exponential family. */
export interface NonMember {
  readonly name: string;
  /** One sentence for the list. */
  readonly about: string;
  /** The density text. */
  readonly density: string;
  /** The code of its refusal, for a test to disagree with. */
  readonly code: 'not-separable' | 'support-depends-on-parameter' | 'order-grows';
}
