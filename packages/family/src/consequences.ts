// What follows from A once more: cumulants, entropy, divergence, Fisher information, conjugate prior, deviance, maximum
// likelihood. Each is null where one of its ingredients has no closed form.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation } from './derivation.js';
import type { Numeric } from './open-forms.js';
import { tidy } from './sum-over.js';

type Matrix = readonly (readonly Expression[])[];

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
  /** χᵀη − ν·A(η), the log density of the conjugate prior without its own normaliser (Diaconis & Ylvisaker 1979). */
  readonly conjugatePrior: Expression | null;
  readonly deviance: Expression | null;
  /** Parameters of the text as functions of the means mu1, … of the statistics. */
  readonly maximumLikelihood: ReadonlyMap<string, Expression> | null;
  /** E[y | x] with η = θᵀx. */
  readonly hypothesis: readonly Expression[] | null;
  readonly numeric: Numeric;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Derives the consequences; an indexed family of natural parameters gives those that need no second index. */
export const consequencesOf = (derivation: Derivation): Consequences => {
  const running = derivation.natural.some(({ index }) => index);
  return {
    cumulants: running
      ? { third: null, fourth: null }
      : { third: cumulants(derivation, 3), fourth: cumulants(derivation, 4) },
    entropy: running ? null : entropy(derivation),
    klDivergence: running ? null : divergence(derivation),
    fisherInformation: {
      natural: derivation.covariance,
      source: running ? null : sourceInformation(derivation),
    },
    conjugatePrior: running ? null : conjugatePrior(derivation),
    deviance: deviance(derivation),
    maximumLikelihood: maximumLikelihood(derivation),
    hypothesis: hypothesis(derivation),
    numeric: {},
    reasons: {},
  };
};

const symbolsOf = ({ natural }: Derivation): Expression[] => natural.map(({ symbol }) => symbol);

const inner = (left: readonly Expression[], right: readonly Expression[]): Expression =>
  e.add(...left.map((each, i) => e.multiply(each, right[i])));

/** ∂ⁿA/∂ηᵢⁿ for each i. */
const cumulants = (derivation: Derivation, order: number): Expression[] | null =>
  derivation.covariance &&
  symbolsOf(derivation).map((symbol, i) => {
    let result = derivation.covariance![i][i];
    for (let n = 2; n < order; n++) result = tidy(e.differentiate(result, symbol));
    return result;
  });

/** A − ηᵀE[T] − E[log h], where log h is an affine function of the statistics. */
const entropy = (derivation: Derivation): Expression | null => {
  const { logPartitionNatural: a, meanStatistics: mean, logBaseMeasure } = derivation;
  const base = mean && expectationOf(logBaseMeasure, derivation, mean);
  return a && mean && base && tidy(e.subtract(e.subtract(a, inner(symbolsOf(derivation), mean)), base));
};

/** The mean of an affine function of the statistics; null for any other function of the outcome. */
const expectationOf = (
  node: Expression,
  { statistics, outcome }: Derivation,
  mean: readonly Expression[],
): Expression | null => {
  const parts = e.termsOf(e.expand(node)).map((term) => {
    const inside = e.multiply(...e.factorsOf(term).filter((factor) => e.occurs(factor, outcome.symbol)));
    if (inside === e.one) return term;
    const at = statistics.indexOf(inside);
    return at < 0 ? null : e.multiply(e.divide(term, inside), mean[at]);
  });
  return parts.every((part) => part !== null) ? e.add(...parts) : null;
};

const divergence = (derivation: Derivation): Expression | null => {
  const { logPartitionNatural: a, meanStatistics: mean, natural } = derivation;
  if (!a || !mean) return null;
  const others = natural.map(({ symbol, domain }) => e.symbol(`${e.variableOf(symbol).name}_other`, domain));
  const there = e.substitute(a, new Map(natural.map(({ symbol }, i) => [symbol, others[i]])));
  const difference = symbolsOf(derivation).map((symbol, i) => e.subtract(symbol, others[i]));
  return tidy(e.add(inner(difference, mean), e.negate(a), there));
};

/** JᵀCov J with J = ∂η/∂φ, all as functions of φ. */
const sourceInformation = ({ natural, covariance, parameters }: Derivation): Matrix | null => {
  if (!covariance || parameters.length === 0 || parameters.some(({ domain }) => e.isVectorDomain(domain)))
    return null;
  const put = new Map(natural.map(({ symbol, expression }) => [symbol, expression]));
  const jacobian = natural.map(({ expression }) =>
    parameters.map(({ symbol }) => e.differentiate(expression, symbol)),
  );
  return parameters.map((_, i) =>
    parameters.map((__, j) =>
      tidy(
        e.add(
          ...covariance.flatMap((row, a) =>
            row.map((entry, b) => e.multiply(jacobian[a][i], e.substitute(entry, put), jacobian[b][j])),
          ),
        ),
      ),
    ),
  );
};

const conjugatePrior = (derivation: Derivation): Expression | null => {
  const { logPartitionNatural: a, natural } = derivation;
  const chi = natural.map((_, i) => e.symbol(`chi${i + 1}`, e.real.all));
  return a && e.subtract(inner(chi, symbolsOf(derivation)), e.multiply(e.symbol('nu', e.real.positive), a));
};

/** 2·(ℓ(η(μ); y) − ℓ(η(y); y)): twice what the fit at μ loses against the fit that is y itself. */
const deviance = ({
  statistics,
  outcome,
  logPartitionNatural: a,
  canonicalLink,
  natural,
}: Derivation): Expression | null => {
  if (!a || !canonicalLink || statistics.length !== 1 || statistics[0] !== outcome.symbol) return null;
  const mean = e.symbol('mu1', natural[0].domain);
  const at = (value: Expression): Expression => {
    const [known] = [...e.symbolsOf(canonicalLink[0])].filter(
      (symbol) => e.variableOf(symbol).name === 'mu1',
    );
    return known === undefined ? canonicalLink[0] : e.substitute(canonicalLink[0], new Map([[known, value]]));
  };
  const link =
    [...e.symbolsOf(canonicalLink[0])].find((symbol) => e.variableOf(symbol).name === 'mu1') ?? mean;
  const loss = (eta: Expression): Expression =>
    e.subtract(e.substitute(a, new Map([[natural[0].symbol, eta]])), e.multiply(eta, outcome.symbol));
  return e.multiply(e.two, tidy(e.subtract(loss(at(link)), loss(at(outcome.symbol)))));
};

const maximumLikelihood = ({
  sourceFromNatural,
  canonicalLink,
  natural,
  parameters,
}: Derivation): Map<string, Expression> | null => {
  if (!canonicalLink || parameters.length === 0) return null;
  const put = new Map(natural.map(({ symbol }, i) => [symbol, canonicalLink[i]]));
  const solution = new Map<string, Expression>();
  for (const [name, value] of sourceFromNatural) {
    if (value === null) return null;
    solution.set(name, tidy(e.substitute(value, put)));
  }
  return solution;
};

const hypothesis = ({ response, natural }: Derivation): Expression[] | null => {
  if (!response) return null;
  const x = e.symbol('x', e.real.all);
  const put = new Map(
    natural.map(({ symbol, index }, i) => {
      const name = natural.length === 1 ? 'theta' : `theta${i + 1}`;
      if (!index) return [symbol, e.multiply(e.symbol(name, e.real.all), x)] as const;
      return [
        symbol,
        e.multiply(e.element(e.symbol('theta', { kind: 'vector', size: index.to }), index.symbol), x),
      ] as const;
    }),
  );
  return response.map((each) => replaceAll(each, put));
};

/** Replaces natural parameters, components of an indexed one at whatever index they stand. */
const replaceAll = (node: Expression, put: ReadonlyMap<Expression, Expression>): Expression => {
  const direct = put.get(node);
  if (direct !== undefined) return direct;
  for (const [symbol, value] of put)
    if (symbol.op === 'element' && node.op === 'element' && node.args[0] === symbol.args[0])
      return e.substitute(value, new Map([[symbol.args[1], node.args[1]]]));
  return e.mapArguments(node, (arg) => replaceAll(arg, put));
};
