// Other links than the canonical one: η as a function of a linear predictor θ through the mean, and from it loss, gradient,
// observed and expected information by the chain rule. `derive --link` shows it, code generators may print it.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, NaturalParameter, Step } from '../derivation/derivation.js';
import { solveSystem } from '../derivation/invert.js';
import { freeName, takenBy } from '../roads/names.js';
import { shortest, tidy } from '../derivation/sum-over.js';
import { Trail } from '../derivation/trail.js';
import { meansOf } from './means.js';
import type { Link, Means } from './table.js';
import { linkNamed, predictorDomain } from './table.js';
import { tell } from './tell.js';

/** A link for E[y], or links for single natural parameters by their symbols, such as `{ eta2: 'log' }`. */
export type LinkChoice = string | Readonly<Record<string, string>>;

type Matrix = readonly (readonly Expression[])[];

/** What a link makes of a derivation; all in the linear predictors, and y. */
export interface LinkDerivation {
  readonly choice: LinkChoice;
  /** The linear predictors, one for each natural parameter; their domains say where the link holds. */
  readonly predictors: readonly Expression[];
  /** The natural parameters η(θ). */
  readonly natural: readonly Expression[];
  /** E[y], or null where it has no closed form. */
  readonly response: Expression | null;
  /** A(η(θ)) − η(θ)ᵀT(y). */
  readonly loss: Expression;
  readonly gradient: readonly Expression[];
  /** ∂²loss/∂θ², which depends on y. */
  readonly observedInformation: Matrix;
  /** Its mean, the Fisher information. */
  readonly expectedInformation: Matrix;
  readonly steps: readonly Step[];
}

/** η in the predictors, with the mean that stands between them where there is one. */
export interface Linked {
  readonly predictors: readonly Expression[];
  readonly natural: readonly Expression[];
  /** A symbol m for E[y] and its value in θ, with η in m: the formulas are told through it. */
  readonly mean: { readonly symbol: Expression; readonly value: Expression; readonly natural: readonly Expression[] } | null; // prettier-ignore
}

const refuse = (derivation: Derivation, needed: string): e.Problem =>
  new e.Problem('no-link', { what: `${derivation.name} has no other link than the canonical one`, needed });

/**
 * Derives what a link makes of a family.
 *
 * @throws Problem `unknown-link`, `no-link` where η is no closed function of the mean, `link-out-of-range` where the means that
 * the link reaches are none of the family's.
 * @example
 * ```ts
 * deriveLink(derive('bernoulli'), 'probit').response; // normalCdf(theta)
 * ```
 */
export const deriveLink = (derivation: Derivation, choice: LinkChoice, checked = true): LinkDerivation => {
  const { natural, logPartitionNatural, meanStatistics, covariance } = derivation;
  if (!logPartitionNatural || !meanStatistics || !covariance)
    throw refuse(derivation, 'a log-partition function in closed form');
  if (natural.length === 0 || natural.some(({ index }) => index) || derivation.categorical)
    throw refuse(derivation, 'a family whose outcome is a number');
  const linked =
    typeof choice === 'string' ? throughMean(derivation, choice) : byParameter(derivation, choice);
  const result = chain(derivation, linked);
  const trail = new Trail(checked ? 'told' : 'unchecked');
  tell(trail, derivation, { ...linked, ...result, choice });
  return { choice, predictors: linked.predictors, natural: linked.natural, ...result, steps: trail.steps };
};

const predictorNames = (derivation: Derivation): ((i: number) => string) => {
  const stem = freeName(takenBy(derivation), ['theta', 'w', 'b']);
  return (i) => (derivation.natural.length === 1 ? stem : `${stem}${String(i + 1)}`);
};

/** θ = g(E[y]) in the place of one natural parameter; the others are predictors themselves. */
const throughMean = (derivation: Derivation, name: string): Linked => {
  const { natural, response } = derivation;
  const predictor = predictorNames(derivation);
  const canonical = natural.map(({ domain }, i) => e.symbol(predictor(i), domain));
  if (name === 'canonical') return { predictors: canonical, natural: canonical, mean: null };
  const link = linkNamed(name);
  const [mean] = response ?? [];
  if (mean === undefined) throw refuse(derivation, 'E[y] in closed form');
  const means = meansOf(derivation, mean);
  const at = natural.findIndex(({ symbol }) => e.occurs(mean, symbol));
  const symbol = e.symbol(
    freeName(takenBy(derivation), ['m', 'q']),
    e.openInterval(means.lower, means.upper),
  );
  const free = new Map(natural.map((parameter, i) => [parameter.symbol, canonical[i]]));
  const solved = at < 0 ? null : inMean(natural, at, { mean, symbol });
  if (solved === null) throw refuse(derivation, 'E[y] that can be solved for a natural parameter');
  const theta = e.symbol(predictor(at), predictorDomain(link, means, 'E[y]'));
  const value = e.multiply(means.unit, link.mean(theta));
  const inM = natural.map((_, i) => (i === at ? e.substitute(solved, free) : canonical[i]));
  const put = new Map([[symbol, value]]);
  return {
    predictors: canonical.with(at, theta),
    natural: inM.map((each) => presented(e.substitute(each, put))),
    mean: { symbol, value, natural: inM },
  };
};

/** The natural parameter that makes E[y] equal m. */
const inMean = (
  natural: readonly NaturalParameter[],
  at: number,
  { mean, symbol }: { readonly mean: Expression; readonly symbol: Expression },
): Expression | null => {
  const definitions = [{ symbol, value: mean }];
  const solution = solveSystem([{ left: mean, right: symbol }], [natural[at].symbol], definitions);
  return solution?.values.get(natural[at].symbol) ?? null;
};

/** Links of the natural parameters themselves: η = ±g⁻¹(θ), the sign that of a negative half line. */
const byParameter = (derivation: Derivation, choice: Readonly<Record<string, string>>): Linked => {
  const { natural } = derivation;
  const names = natural.map(({ symbol }) => e.text(symbol));
  const stranger = Object.keys(choice).find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw new e.Problem('unknown-name', {
      what: `${derivation.name} has no natural parameter ${stranger}`,
      needed: `one of ${names.join(', ')}`,
    });
  const predictor = predictorNames(derivation);
  const rows = natural.map(({ domain }, i) => {
    const name = choice[names[i]] ?? 'canonical';
    if (name === 'canonical') return { theta: e.symbol(predictor(i), domain), link: null, sign: e.one };
    return ofParameter(linkNamed(name), domain, { name: predictor(i), of: names[i] });
  });
  return {
    predictors: rows.map(({ theta }) => theta),
    natural: rows.map(({ theta, link, sign }) =>
      link === null ? theta : e.multiply(sign, link.mean(theta)),
    ),
    mean: null,
  };
};

const ofParameter = (
  link: Link,
  domain: NaturalParameter['domain'],
  { name, of }: { readonly name: string; readonly of: string },
): { theta: Expression; link: Link; sign: Expression } => {
  const [lower, upper] =
    domain.kind === 'interval' ? [domain.lower, domain.upper] : [e.negate(e.infinity), e.infinity];
  const isNegative = lower === e.negate(e.infinity) && upper !== e.infinity && link.reaches !== 'real';
  const ends: Means = isNegative
    ? { lower: e.negate(upper), upper: e.infinity, unit: e.one }
    : { lower, upper, unit: e.one };
  const theta = e.symbol(name, predictorDomain(link, ends, isNegative ? `-${of}` : of));
  return { theta, link, sign: isNegative ? e.minusOne : e.one };
};

type Chained = Pick<
  LinkDerivation,
  'response' | 'loss' | 'gradient' | 'observedInformation' | 'expectedInformation'
>;

/** The chain rule through η, and through the mean where there is one: formulas in m are shorter than those in θ. */
const chain = (derivation: Derivation, { predictors, natural, mean }: Linked): Chained => {
  const inner = mean?.natural ?? natural;
  const at = new Map(derivation.natural.map(({ symbol }, i) => [symbol, inner[i]]));
  const inside = (node: Expression): Expression => tidy(e.substitute(node, at));
  const theta = mean === null ? null : predictors.find((each) => e.occurs(mean.value, each))!;
  const variables = predictors.map((each) => (each === theta ? mean!.symbol : each));
  const speed = variables.map((_, j) =>
    predictors[j] === theta ? tidy(e.differentiate(mean!.value, theta)) : e.one,
  );
  const bend = speed.map((each, j) => tidy(e.differentiate(each, predictors[j])));
  const out = (node: Expression): Expression =>
    mean === null ? node : presented(e.substitute(node, new Map([[mean.symbol, mean.value]])));
  const loss = lossIn(derivation, inside, inner);
  const slopes = variables.map((variable) => tidy(e.differentiate(loss, variable)));
  const jacobian = inner.map((each) => variables.map((variable) => tidy(e.differentiate(each, variable))));
  const expected = variables.map((_, j) =>
    variables.map((__, k) =>
      tidy(
        e.add(
          ...derivation.covariance!.flatMap((row, a) =>
            row.map((entry, b) => e.multiply(jacobian[a][j], inside(entry), jacobian[b][k])),
          ),
        ),
      ),
    ),
  );
  const observed = slopes.map((slope) => variables.map((variable) => tidy(e.differentiate(slope, variable))));
  const scaled = (rows: Matrix): Expression[][] =>
    rows.map((row, j) => row.map((entry, k) => e.multiply(out(entry), speed[j], speed[k])));
  const expectedInformation = scaled(expected).map((row) => row.map(presented));
  return {
    response: derivation.response && derivation.response.length === 1 ? (mean?.value ?? inside(derivation.response[0])) : null,
    loss: out(loss),
    gradient: slopes.map((slope, j) => presented(e.multiply(out(slope), speed[j]))),
    observedInformation: scaled(observed).map((row, j) =>
      row.map((entry, k) => presented(j === k ? e.add(entry, e.multiply(out(slopes[j]), bend[j])) : entry)),
    ),
    expectedInformation,
  }; // prettier-ignore
};

/** A − ηᵀT with η put in, its logarithms taken apart where that is shorter. */
const lossIn = (
  { logPartitionNatural, statistics }: Derivation,
  inside: (node: Expression) => Expression,
  natural: readonly Expression[],
): Expression => {
  const a = shortest(inside(logPartitionNatural!));
  const terms = natural.map((each, i) => e.multiply(shortest(each), statistics[i]));
  const sum = e.subtract(a, e.add(...terms));
  const flat = e.simplify(e.expand(sum));
  return e.readingLength(flat) < e.readingLength(sum) ? flat : sum;
};

const longest = 160; // beyond this reading length a simplification costs seconds and helps nobody

/** The shortest of a formula, its simplification, and the same with its logarithms taken apart. */
const presented = (node: Expression): Expression => {
  if (e.readingLength(node) > longest) return node;
  const candidates = [node, tidy(node), ...(hasLogarithm(node) ? [shortest(node)] : [])];
  return candidates.reduce((best, each) => (e.readingLength(each) < e.readingLength(best) ? each : best));
};

const hasLogarithm = (node: Expression): boolean => node.op === 'log' || node.args.some(hasLogarithm);
