// What follows from A once more: cumulants, entropy, divergence, Fisher information, conjugate prior, deviance, maximum
// likelihood. What has no closed form is null and stands by its definition among the numeric ones.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { conjugateFamily } from './conjugate-family.js';
import { cumulants, divergence, entropy, sourceInformation } from './information.js';
import type { Likelihood } from './likelihood.js';
import { deviance, devianceReason, hypothesis, likelihoodOf } from './likelihood.js';
import type { Matrix, Subject } from './subject.js';
import { inner, meansOf, named, subjectOf, symbolsOf } from './subject.js';
import type { Derivation } from '../derivation/derivation.js';
import type { Numeric } from '../derivation/open-forms.js';
import { isClosed, parted } from '../derivation/open-forms.js';

/** χᵀη − ν·A(η), without its own normaliser (Diaconis & Ylvisaker 1979), and what one observation does to χ and ν. */
export interface ConjugatePrior {
  readonly logDensity: Expression;
  readonly update: readonly Expression[];
  /** The family of the catalogue to which the parameter of the text then belongs, found by its statistics. */
  readonly family: string | null;
}

/** What follows from A(η) beyond the response; a key is null where an ingredient has no closed form. */
export interface Consequences {
  readonly cumulants: {
    readonly third: readonly Expression[] | null;
    readonly fourth: readonly Expression[] | null;
  };
  readonly entropy: Expression | null;
  /** KL(η ‖ η_other), with `eta1_other`, … for the second argument. */
  readonly klDivergence: Expression | null;
  readonly fisherInformation: { readonly natural: Matrix | null; readonly source: Matrix | null };
  readonly conjugatePrior: ConjugatePrior | null;
  readonly deviance: Expression | null;
  readonly maximumLikelihood: Likelihood | null;
  /** E[y | x] with η = θᵀx. */
  readonly hypothesis: readonly Expression[] | null;
  readonly numeric: Numeric;
  readonly reasons: Readonly<Record<string, string>>;
}

const nothing: Consequences = {
  cumulants: { third: null, fourth: null },
  entropy: null,
  klDivergence: null,
  fisherInformation: { natural: null, source: null },
  conjugatePrior: null,
  deviance: null,
  maximumLikelihood: null,
  hypothesis: null,
  numeric: {},
  reasons: {},
};

/** Derives the consequences of A for single and for indexed families of natural parameters. */
export const consequencesOf = (derivation: Derivation): Consequences => {
  const subject = subjectOf(derivation);
  if (subject === null) return nothing;
  const likelihood = likelihoodOf(subject);
  const { closed, numeric } = parted({
    third: cumulants(subject, 3),
    fourth: cumulants(subject, 4),
    entropy: entropy(subject),
    klDivergence: divergence(subject),
    natural: subject.covariance,
    source: sourceInformation(subject),
    conjugatePrior: priorOf(subject),
    deviance: deviance(subject),
    maximumLikelihood: likelihood.equations,
    hypothesis: hypothesis(subject),
  });
  const family = isClosed(subject.a) ? conjugateFamily(subject) : null;
  const { third, fourth, natural, source, conjugatePrior, maximumLikelihood, ...plain } = closed;
  return {
    ...plain,
    cumulants: { third, fourth },
    fisherInformation: { natural, source },
    conjugatePrior: conjugatePrior && {
      logDensity: conjugatePrior,
      update: updateOf(subject),
      family,
    },
    maximumLikelihood: maximumLikelihood && { ...likelihood, equations: maximumLikelihood },
    numeric: renamed(numeric, derivation),
    reasons: reasonsOf(subject, {
      closed: { ...closed, entropy: numeric.entropy ? subject.a : closed.entropy },
      solution: likelihood.solution,
      family,
    }),
  };
};

const chiOf = ({ natural }: Subject): Expression[] => named((number) => `chi${number}`, natural);
const nu = e.symbol('nu', e.real.positive);

const priorOf = (subject: Subject): Expression =>
  e.subtract(inner(subject.natural, chiOf(subject), symbolsOf(subject)), e.multiply(nu, subject.a));

const updateOf = (subject: Subject): Expression[] => [
  ...chiOf(subject).map((chi, i) => e.add(chi, subject.statistics[i])),
  e.add(nu, e.one),
];

/** Keys within keys by their paths; the link that has no closed form is defined by the equations for the means. */
const renamed = (numeric: Numeric, { canonicalLink, meanStatistics, natural, form }: Derivation): Numeric => {
  const paths: Readonly<Record<string, string>> = {
    third: 'cumulants.third',
    fourth: 'cumulants.fourth',
    natural: 'fisherInformation.natural',
    source: 'fisherInformation.source',
    conjugatePrior: 'conjugatePrior.logDensity',
    maximumLikelihood: 'maximumLikelihood.equations',
  };
  const entries = Object.entries(numeric).map(([key, value]) => [paths[key] ?? key, value] as const);
  const means = meansOf({ natural } as Derivation);
  const implicit = canonicalLink === null && meanStatistics !== null && form === 'baseline';
  return {
    ...Object.fromEntries(entries),
    ...(implicit ? { canonicalLink: meanStatistics.map((mean, i) => e.equal(mean, means[i])) } : {}),
  };
};

/** Why a key is null that has no definition either. */
const reasonsOf = (
  subject: Subject,
  { closed, solution, family }: Found,
): Readonly<Record<string, string>> => {
  const { canonicalLink, parameters, reasons, response } = subject;
  const found: Record<string, string | null | undefined> = {
    jacobian: response === null ? reasons.response : null,
    hypothesis: response === null ? reasons.response : null,
    entropy: closed.entropy === null ? 'the mean of log h has no closed form' : null,
    deviance: closed.deviance === null ? (devianceReason(subject) ?? withoutLink(canonicalLink)) : null,
    'maximumLikelihood.solution':
      solution === null && parameters.length > 0 ? 'the equations have no solution in closed form' : null,
    'conjugatePrior.family':
      family === null ? 'no family of the catalogue has these functions for its statistics' : null,
  };
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
};

interface Found {
  readonly closed: { readonly entropy: Expression | null; readonly deviance: Expression | null };
  readonly solution: ReadonlyMap<string, Expression> | null;
  readonly family: string | null;
}

const withoutLink = (link: readonly Expression[] | null): string | null =>
  link === null ? 'η has no closed form in the mean' : null;
