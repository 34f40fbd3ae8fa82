// A derivation as the JSON of the interface: every formula a string of the density language.
import type { Expression } from '@expfam/expression';
import { isNumber, rationalOf, text } from '@expfam/expression';
import { domainText } from '../density/domain-text.js';
import { consequencesOf } from '../consequences/consequences.js';
import type { Derivation, NaturalParameter, Step } from '../derivation/derivation.js';
import { boundText, spaceText } from '../derivation/natural-space.js';
import type { NaturalSpace } from '../derivation/natural-space.js';
import { isClosed } from '../derivation/open-forms.js';
import type { Numeric } from '../derivation/open-forms.js';
import type { Refusal } from '../decision/refusal.js';

const textOf = (node: Expression | null): string | null => node && text(node);
const list = (nodes: readonly Expression[] | null): string[] | null => nodes && nodes.map(text);
const table = (rows: readonly (readonly Expression[])[] | null): string[][] | null =>
  rows && rows.map((row) => row.map(text));
const named = (values: ReadonlyMap<string, Expression | null>): Record<string, string | null> =>
  Object.fromEntries([...values].map(([name, value]) => [name, textOf(value)]));

/** The bounds on the natural parameters as one line, such as `eta1 < 0`. */
export const naturalSpaceText = (
  natural: readonly NaturalParameter[],
  space: NaturalSpace = null,
): string => {
  const found = spaceText(space, natural);
  if (found !== null) return found;
  const bounds = space === null ? natural.flatMap(boundsOf) : [];
  if (bounds.length > 0) return bounds.join(', ');
  const [first] = natural;
  const size = first?.index ? text(first.index.to) : String(natural.length);
  return size === '1' ? 'real' : `real^${/^\w+$/.test(size) ? size : `(${size})`}`;
};

const boundsOf = ({ symbol, domain }: NaturalParameter): string[] => {
  if (domain.kind !== 'interval') return [];
  const [lower, upper] = [domain.lower, domain.upper].map((end) => (isNumber(end) ? text(end) : null));
  return [
    ...(lower === null ? [] : [`${text(symbol)} ${domain.lowerOpen ? '>' : '>='} ${lower}`]),
    ...(upper === null ? [] : [`${text(symbol)} ${domain.upperOpen ? '<' : '<='} ${upper}`]),
  ];
};

/** Definitions as text, in the shape of the keys that they stand for. */
const numericJson = (numeric: Numeric): Record<string, unknown> => {
  const spell = (value: Numeric[string]): unknown =>
    Array.isArray(value) ? (value as readonly Numeric[string][]).map(spell) : text(value as Expression);
  return Object.fromEntries(Object.entries(numeric).map(([key, value]) => [key, spell(value)]));
};

/** A step as JSON, with those under it. */
export const stepJson = (step: Step): object => ({
  rule: step.rule,
  because: step.because,
  from: text(step.from),
  to: text(step.to),
  ...(step.relation === undefined ? {} : { relation: step.relation }),
  latex: step.latex,
  steps: step.steps.map(stepJson),
  check: step.check,
});

const naturalJson = ({ symbol, expression, domain, index }: NaturalParameter): object => ({
  symbol: text(symbol),
  expression: text(expression),
  domain: domainText(domain),
  ...(index ? { index: { name: text(index.symbol), from: text(index.from), to: text(index.to) } } : {}),
});

const wholeOrText = (node: Expression): number | string =>
  isNumber(node) ? rationalOf(node).toNumber() : text(node);

/** Where E[y] exists, if that is less than the natural space. */
const existence = ({ responseExists, natural }: Derivation): object =>
  responseExists.length === 0
    ? {}
    : { responseExists: responseExists.map((each) => boundText(each, natural)).join(', ') };

/** The derivation as `expfam/derivation@1`. */
export const derivationJson = (derivation: Derivation): Record<string, unknown> => {
  const more = consequencesOf(derivation);
  const statistics = derivation.statistics;
  const reasons = { ...derivation.reasons, ...more.reasons };
  return {
    schema: 'expfam/derivation@1',
    name: derivation.name,
    member: true,
    dimension: wholeOrText(derivation.dimension),
    curved: derivation.curved,
    identified: derivation.identified,
    certificate: derivation.certificate,
    normalised: derivation.normalised,
    naturalParameters: derivation.natural.map(naturalJson),
    naturalSpace: naturalSpaceText(derivation.natural, derivation.naturalSpace),
    sufficientStatistics: statistics.map(text),
    logPartition: {
      natural: textOf(derivation.logPartitionNatural),
      source:
        derivation.parameters.length === 0 || !isClosed(derivation.logPartition)
          ? null
          : text(derivation.logPartition),
    },
    logBaseMeasure: text(derivation.logBaseMeasure),
    sourceFromNatural: named(derivation.sourceFromNatural),
    meanStatistics: list(derivation.meanStatistics),
    covariance: table(derivation.covariance),
    response: list(derivation.response),
    ...existence(derivation),
    jacobian: table(derivation.jacobian),
    canonicalLink: list(derivation.canonicalLink),
    varianceFunction: textOf(derivation.varianceFunction),
    loss: textOf(derivation.loss),
    gradient: list(derivation.gradient),
    hessian: table(derivation.hessian),
    cumulants: { third: list(more.cumulants.third), fourth: list(more.cumulants.fourth) },
    entropy: textOf(more.entropy),
    klDivergence: textOf(more.klDivergence),
    fisherInformation: {
      natural: table(more.fisherInformation.natural),
      source: table(more.fisherInformation.source),
    },
    conjugatePrior: more.conjugatePrior && {
      logDensity: text(more.conjugatePrior.logDensity),
      update: more.conjugatePrior.update.map(text).join(', '),
      family: more.conjugatePrior.family,
    },
    deviance: textOf(more.deviance),
    maximumLikelihood: {
      equations: list(more.maximumLikelihood?.equations ?? null),
      solution: more.maximumLikelihood?.solution ? named(more.maximumLikelihood.solution) : null,
    },
    hypothesis:
      more.hypothesis && (more.hypothesis.length === 1 ? text(more.hypothesis[0]) : list(more.hypothesis)),
    numeric: numericJson({ ...derivation.numeric, ...more.numeric }),
    ...(Object.keys(reasons).length > 0 ? { reasons } : {}),
    steps: derivation.steps.map(stepJson),
  };
};

/** A refusal as JSON: `member` is null where the question could not be decided. */
export const refusalJson = (name: string, refusal: Refusal): Record<string, unknown> => ({
  schema: 'expfam/derivation@1',
  name,
  member: refusal.code === 'undecided' ? null : false,
  reason: {
    code: refusal.code,
    message: refusal.what,
    witness: refusal.witness,
    ...(refusal.proof ? { proof: refusal.proof } : {}),
  },
  memberIfFixed: refusal.memberIfFixed,
});
