// Membership and dimension, decided: the constructive split is the upper bound, the rank of the double differences the
// lower one. What does not separate is refused by an argument that the numbers bear out, or found to separate after all.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Evidence, Subject } from './certificate.js';
import { certificateDigits, doubleDifferenceRank, factorRank } from './certificate.js';
import type { Density } from '../density/density.js';
import { fix, sizeOfDensity, supportLength } from '../density/density.js';
import type { Certificate, NaturalParameter, NormalForm } from '../derivation/derivation.js';
import { prove } from './inseparable.js';
import { refuseNegative } from './mass.js';
import { multiplyOut, separatorOf } from '../normal-form/multiply-out.js';
import type { Separated } from '../normal-form/normalise.js';
import { separate } from '../normal-form/normalise.js';
import { separateByRatios } from '../normal-form/ratios.js';
import { Refusal, refuseInseparable, undecided } from './refusal.js';
import { enclosing, shapeOf } from './shape.js';
import type { Resolve, Resolved } from '../normal-form/terms.js';

export type Form = 'baseline' | 'symmetric';

/** The normal form of a density, with how it was found. */
export interface Decided {
  readonly form: NormalForm;
  readonly separated: Separated;
}

const largestTable = 16; // above this dimension statistics and natural parameters are looked at one by one
const firstSeed = 7;
const classesForChecks = 4; // a symbolic size is looked at with this many classes

/** Decides membership: the normal form with its certificate, or a Refusal with reason and witness. */
export const decide = (density: Density, form: Form = 'baseline'): Decided => {
  try {
    return decideWithin(density, form);
  } catch (error) {
    if (!isBudgetSpent(error)) throw error;
    throw undecided(density, {
      what: `the search for a sum of products was given up: ${error.message}`,
      witness: e.text(density.formula!),
    });
  }
};

/** Rewriting that finds no end, and nesting that is deeper than the machine's stack. */
const isBudgetSpent = (error: unknown): error is Error =>
  error instanceof RangeError || (error instanceof e.Problem && error.code === 'rewriting-exhausted');

const decideWithin = (density: Density, form: Form): Decided => {
  refuseNegative(density);
  const separated = separateOrRefuse(density, form);
  const minimal = form === 'symmetric' ? separateOrRefuse(density, 'baseline') : separated;
  const sized = concrete(density);
  const concretely = sized === density ? minimal : separateOrRefuse(sized, 'baseline');
  return {
    separated,
    form: {
      natural: name(separated, form),
      statistics: [...separated.pairs, ...separated.indexedPairs].map(({ statistic }) => statistic),
      logPartition: separated.logPartition,
      logBaseMeasure: separated.logBaseMeasure,
      dimension: symbolicDimension(minimal),
      ...shapeOf(sized, concretely.pairs),
      certificate: {
        ...certify(sized, concretely),
        ...(sized === density ? {} : { at: sizeWords(density) }),
      },
    },
  };
};

/** The density with a symbolic size given a value, so that it can be looked at by numbers. */
const concrete = (density: Density, classes = classesForChecks): Density => {
  const size = sizeOfDensity(density);
  if (size === null || size.op !== 'symbol') return density;
  return fix(density, new Map([[e.variableOf(size).name, e.Rational.of(classes)]]));
};

const sizeWords = (density: Density): string => `${e.text(sizeOfDensity(density)!)} = ${classesForChecks}`;

/** Where the bounds meet the dimension is certain; where they do not, the question is open. */
const certify = (density: Density, separated: Separated): Certificate => {
  const upper = separated.pairs.length;
  const points = upper + 3;
  const subject = { ...density, formula: mixedPart(density, separated.expanded) };
  const rank = upper > largestTable ? 0 : rankFor(subject, points, upper);
  const lower = rank < upper ? Math.max(rank, factorRank(separated.pairs, subject)) : rank;
  if (lower < upper)
    throw undecided(density, {
      what: `the dimension is at most ${upper}, and no more than ${lower} could be shown to be needed`,
      witness: e.text(separated.pairs.at(-1)!.statistic),
    });
  return { lower, upper, points, digits: certificateDigits };
};

const draws = 4;

/** The rank with constants drawn once; drawn again where it falls short, for between a and b there may be nothing at all. */
const rankFor = (subject: Subject, points: number, wanted: number): number => {
  let most = 0;
  for (let draw = 0; draw < (subject.constants.length > 0 ? draws : 1) && most < wanted; draw++)
    most = Math.max(most, doubleDifferenceRank(subject, points, firstSeed + draw).rank);
  return most;
};

/** The terms of a log density that know both the outcome and the parameters; the others have no double differences. */
const mixedPart = (density: Density, expanded: Expression): Expression => {
  const separator = separatorOf(density);
  return e.add(...e.termsOf(expanded).filter((term) => separator.kindOf(term) === 'mixed'));
};

const symbolicDimension = ({ pairs, indexedPairs }: Separated): Expression =>
  e.add(e.number(pairs.length), ...indexedPairs.map(({ from, to }) => e.add(to, e.negate(from), e.one)));

/** eta1, eta2, … for single parameters, eta[i] for those that run over an index. */
const name = ({ pairs, indexedPairs }: Separated, form: Form): NaturalParameter[] => {
  // one natural parameter too many may be shifted at will, so each of them ranges over the whole line
  const domainOf = form === 'symmetric' ? (): Domain => e.real.all : enclosing;
  const single = pairs.map(({ natural }, i): NaturalParameter => {
    const domain = domainOf(natural);
    return { symbol: e.symbol(`eta${i + 1}`, domain), expression: natural, domain };
  });
  const running = indexedPairs.map(({ natural, index, from, to }, i): NaturalParameter => {
    const domain = domainOf(natural);
    const bounded = domain.kind === 'interval' && e.domainKey(domain) !== e.domainKey(e.real.all);
    const vector = e.symbol(i === 0 ? 'eta' : `eta_${i + 1}`, {
      kind: 'vector',
      size: e.add(to, e.negate(from), e.one),
      ...(bounded ? { component: domain } : {}),
    });
    return {
      symbol: e.element(vector, index),
      expression: natural,
      domain,
      index: { symbol: index, from, to },
    };
  });
  return [...single, ...running];
};

const separateOrRefuse = (density: Density, form: Form): Separated => {
  const separated = separate(density, { form, resolve: resolverOf(density) });
  return form === 'symmetric' ? separated : withoutHiddenRelations(density, separated);
};

/** Whether a density is a member, as far as that is plain: arguments count without the numbers that bear them out. */
export const isPlainMember = (density: Density): boolean => {
  const resolve: Resolve = (terms) => {
    if (terms.some((term) => prove(term, density) !== null)) throw undecidedTerm(density, terms[0], []);
    return resolverOf(density)(terms);
  };
  try {
    return separate(density, { resolve }).pairs.length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/** Relations whose factors are no rationals, such as 2^y beside exp(y), show in the rank of the double differences. */
const withoutHiddenRelations = (density: Density, separated: Separated): Separated => {
  const { pairs } = separated;
  if (pairs.length < 2 || separated.indexedPairs.length > 0) return separated;
  const formula = e.add(...pairs.map(({ natural, statistic }) => e.multiply(natural, statistic)));
  if (factorRank(pairs, density) === pairs.length) return separated;
  const { rank } = doubleDifferenceRank({ ...density, formula }, pairs.length + 3);
  if (rank === pairs.length) return separated;
  const found = readable(separateByRatios(formula, density, rank));
  if (found === null) return separated;
  return {
    ...separated,
    pairs: found.pieces.map(({ parameter, outcome }) => ({ natural: parameter, statistic: outcome })),
    logPartition: e.subtract(separated.logPartition, found.parameterOnly),
    logBaseMeasure: e.add(separated.logBaseMeasure, found.outcomeOnly),
  };
};

const [few, many, most] = [6, 14, 20] as const;

/** Terms that are no products: refused by an argument or by determinants, or written by their likelihood ratios. */
const resolverOf =
  (density: Density): Resolve =>
  (terms) => {
    const proof = terms.map((term) => prove(term, density)).find((each) => each !== null) ?? null;
    const [guilty] = terms;
    refuseLongSupport(density, guilty);
    const subject = subjectOf(density, terms);
    const ranks = [doubleDifferenceRank(subject, few), doubleDifferenceRank(subject, many)];
    const growing = (): boolean => ranks.at(-1)!.rank > ranks.at(-2)!.rank;
    const full = (): boolean => ranks.at(-1)!.rank === ranks.at(-1)!.points;
    if (growing() && (proof === null || !full())) ranks.push(doubleDifferenceRank(subject, most));
    const kink = proof?.argument === 'moving-kink' && terms.length === 1;
    if (kink || (growing() && (proof !== null || full())))
      throw refuseInseparable(density, guilty, { ...(proof ?? byDeterminants(ranks)), ranks });
    const found = growing() ? null : resolvedByRatios(density, terms, ranks.at(-1)!.rank);
    if (found !== null) return found;
    throw undecidedTerm(density, guilty, ranks);
  };

/** On a fixed finite support every density is a member; on a long one that is not written out. */
const refuseLongSupport = (density: Density, term: Expression): void => {
  const length = supportLength(density.outcome.domain);
  if (length === null) return;
  throw undecided(density, {
    what: `a density on ${length} values is a member, of a dimension of up to ${length - 1} that was not worked out`,
    witness: e.text(term),
  });
};

const undecidedTerm = (density: Density, term: Expression, ranks: readonly Evidence[]): Refusal =>
  undecided(density, {
    what: `whether ${e.text(term)} is a sum of products could not be decided`,
    witness: e.text(term),
    ranks,
  });

const resolvedByRatios = (density: Density, terms: readonly Expression[], rank: number): Resolved | null =>
  concrete(density) === density ? readable(separateByRatios(e.add(...terms), density, rank)) : null;

const longestFound = 600;

/** What was found, unless no one could read it and no step after this one could work with it. */
const readable = (found: Resolved | null): Resolved | null => {
  const parts = found?.pieces.flatMap(({ parameter, outcome }) => [parameter, outcome]) ?? [];
  return parts.every((part) => e.readingLength(part) <= longestFound) ? found : null;
};

/** The terms, or where a size is symbolic the whole log density at a size. */
const subjectOf = (density: Density, terms: readonly Expression[]): Subject => {
  const sized = concrete(density, many + 6);
  if (sized === density) return { ...density, formula: e.add(...terms) };
  const expanded = multiplyOut(e.log(sized.formula!), separatorOf(sized), sized).result;
  return { ...sized, formula: mixedPart(sized, expanded) };
};

const byDeterminants = (ranks: readonly Evidence[]) => ({
  argument: 'growing-determinants',
  because: `a sum of n products has no double differences of rank above n, and here they have rank ${ranks.map(({ rank, points }) => `${rank} at ${points} points`).join(', ')}`,
  moves: null,
  values: [],
});
