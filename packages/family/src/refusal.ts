// A density that is no exponential family: the reason, the witness on which the proof turns, and what would mend it.
import type { Place } from '@expfam/expression';
import { Problem } from '@expfam/expression';

export type RefusalCode =
  | 'not-separable'
  | 'support-depends-on-parameter'
  | 'not-normalised'
  | 'order-grows'
  | 'discrete-parameter'
  | 'undecided';

export interface RefusalDetails {
  readonly what: string;
  readonly witness: string;
  readonly where?: Place;
  readonly needed: string;
  readonly help?: string;
  readonly memberIfFixed?: readonly (readonly string[])[];
}

/** Thrown by `normalise` and `derive`; `code` is `undecided` where membership could not be decided either way. */
export class Refusal extends Problem {
  readonly witness: string;
  readonly memberIfFixed: readonly (readonly string[])[];

  constructor(code: RefusalCode, { witness, memberIfFixed = [], ...details }: RefusalDetails) {
    super(code, details);
    this.name = 'Refusal';
    this.witness = witness;
    this.memberIfFixed = memberIfFixed;
  }
}

/** The refusal with the sets of parameters whose fixing would make the density a member. */
export const withRemedy = (refusal: Refusal, fixes: readonly (readonly string[])[]): Refusal => {
  const sets = fixes.map((names) => names.join(' and ')).join(', or if ');
  return new Refusal(refusal.code as RefusalCode, {
    what: refusal.what,
    witness: refusal.witness,
    ...(refusal.where ? { where: refusal.where } : {}),
    needed: refusal.needed!,
    ...(fixes.length > 0
      ? { help: `it is a member if ${sets} is known` }
      : refusal.help
        ? { help: refusal.help }
        : {}),
    memberIfFixed: fixes,
  });
};
