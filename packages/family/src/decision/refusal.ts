// A density that is no exponential family: the reason, the witness on which the proof turns, and what would mend it.
import type { Place } from '@expfam/expression';
import { namesOf, Problem, splitCoefficient, text, variableOf } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import type { Evidence } from './certificate.js';
import type { Density } from '../density/density.js';
import type { Proof } from './inseparable.js';

/** Why a density is refused; `undecided` where membership could not be decided either way. */
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
  readonly proof?: Proof;
}

/** Thrown by `normalise` and `derive`; `code` is `undecided` where membership could not be decided either way. */
export class Refusal extends Problem {
  readonly witness: string;
  readonly memberIfFixed: readonly (readonly string[])[];
  /** The argument by which a term does not separate, with what bears it out. */
  readonly proof: Proof | null;

  constructor(code: RefusalCode, { witness, memberIfFixed = [], proof, ...details }: RefusalDetails) {
    super(code, details);
    this.name = 'Refusal';
    this.witness = witness;
    this.memberIfFixed = memberIfFixed;
    this.proof = proof ?? null;
  }
}

/** What would make it a member, as a sentence goes on: `k is known, or if a and b are known`. */
export const remedyText = (fixes: readonly (readonly string[])[]): string =>
  fixes.map((names) => `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} known`).join(', or if ');

/** The refusal with the sets of parameters whose fixing would make the density a member. */
export const withRemedy = (refusal: Refusal, fixes: readonly (readonly string[])[]): Refusal => {
  return new Refusal(refusal.code as RefusalCode, {
    what: refusal.what,
    witness: refusal.witness,
    ...(refusal.where ? { where: refusal.where } : {}),
    needed: refusal.needed!,
    ...(fixes.length > 0
      ? { help: `it is a member if ${remedyText(fixes)}` }
      : refusal.help
        ? { help: refusal.help }
        : {}),
    memberIfFixed: fixes,
    ...(refusal.proof ? { proof: refusal.proof } : {}),
  });
};

/** The refusal of a term that is no sum of products, or whose number of products grows with the size of the support. */
export const refuseInseparable = (density: Density, term: Expression, proof: Proof): Refusal => {
  const witness = text(splitCoefficient(term)[1]);
  const names = density.parameters
    .map(({ symbol }) => variableOf(symbol).name)
    .filter((name) => namesOf(term).has(name));
  const outcome = variableOf(density.outcome.symbol).name;
  const details = {
    what: `${witness} ties the outcome ${outcome} to the parameter${names.length > 1 ? 's' : ''} ${names.join(', ')}`,
    witness,
    where: density.where,
    needed: `a log density that is a sum of products f(${names.join(', ')}) · g(${outcome})`,
    proof,
  };
  return growsWithSize(density)
    ? new Refusal('order-grows', {
        ...details,
        help: 'for each fixed size it is a member, of a dimension that grows with the size',
      })
    : new Refusal('not-separable', {
        ...details,
        help: 'no statistic of fixed size is sufficient, so no response function can be derived',
      });
};

/** Whether the support is finite for each value of a known size. */
const growsWithSize = ({ outcome: { domain } }: Density): boolean =>
  domain.kind === 'counts' || (domain.kind === 'range' && isBounded(domain.lower) && isBounded(domain.upper));

const isBounded = (end: Expression): boolean =>
  end.op !== 'infinity' && !end.args.some((arg) => !isBounded(arg));

/** The question stays open: what was tried, and on what it hangs. */
export const undecided = (
  density: Density,
  {
    what,
    witness,
    ranks = [],
  }: { readonly what: string; readonly witness: string; readonly ranks?: readonly Evidence[] },
): Refusal =>
  new Refusal('undecided', {
    what,
    witness,
    where: density.where,
    needed: 'terms that are products f(parameters) · g(outcome), or a proof that there is no such sum',
    help: `${ranks.length > 0 ? `the double differences have rank ${ranks.map(({ rank, points }) => `${rank} at ${points} points`).join(', ')}; ` : ''}write the density so that its terms separate`,
  });
