// Pass 1, unroll: the derivation at its fixed K as plain scalar formulas. Sums and products are written out, components of
// vectors become scalars, and a formula in which the outcome is a class becomes one formula for each class.
import type { Domain, Expression } from '@expfam/expression';
import {
  divide,
  expand,
  isNumber,
  isPositive,
  isSymbol,
  mapArguments,
  memoise,
  multiply,
  number,
  rationalOf,
  real,
  substitute,
  symbol,
  symbolsOf,
  text,
  unroll as writeOut,
  variableOf,
} from '@expfam/expression';
import type { Derivation, Representatives } from '@expfam/family';
import { saturatedLoss } from '@expfam/family';
import { codegenError } from '../errors.js';
import { entriesOf, entryAt, entryCount, entryDomain, mirrored } from '../float/entries.js';
import { opaqueOf } from '../special/opaque.js';
import { specialOf } from '../special/table.js';
import { restated } from '../stable/restate.js';

/** What one output is: one formula, or one for each class of the outcome. */
export type Formula = readonly Expression[];

/** The functions that are printed, each a list of outputs. */
export interface Sheet<Output> {
  readonly response: readonly Output[];
  readonly loss: Output;
  readonly gradient: readonly Output[];
  readonly hessian: readonly Output[];
  readonly jacobian: readonly Output[];
}

/** Scalar formulas in the natural parameters `eta` and, where the outcome is no class, in `outcomes`. */
export interface Unrolled {
  readonly family: string;
  readonly classes: number | null;
  readonly form: 'baseline' | 'symmetric' | null;
  readonly eta: readonly Expression[];
  readonly etaDomains: readonly Domain[];
  /** What is observed: one number, the entries of a vector, nothing where it is a class. */
  readonly outcomes: readonly Expression[];
  readonly outcomeDomain: Domain;
  /** Σ w·log h(y) for one row, in the outcome, `weight` and `dispersion`; null where the outcome is a class. */
  readonly logBaseMeasure: Expression | null;
  /** The natural parameter at which the loss of an outcome is least; null where there is no closed form. */
  readonly link: Expression | null;
  /** The least loss of an outcome that is a vector, or whose link is a multiple of it; null where there is no bound, or no such form. */
  readonly saturatedLoss: Expression | null;
  readonly dispersion: 'fixed' | 'estimated';
  /** What must be positive for η to lie in its space, beyond the domain of each. */
  readonly etaPositive: readonly Expression[];
  /** What must be positive for E[y] to exist. */
  readonly responseExists: readonly Expression[];
  /** Which entries the sheet holds, where they are not all of them. */
  readonly representatives: Representatives | null;
  readonly sheet: Sheet<Formula>;
}

/** `eta[2]` as the symbol eta2, and components of the outcome as its entries. */
const flattening = ({ outcome }: Derivation, entries: readonly Expression[]) => {
  const flatten = memoise((node: Expression): Expression => {
    const changed = mapArguments(node, flatten);
    if (changed.op !== 'element' || !isSymbol(changed.args[0])) return changed;
    const { name } = variableOf(changed.args[0]);
    const indices = changed.args.slice(1).map((index) => rationalOf(index).toNumber());
    if (name === variableOf(outcome.symbol).name) return entries[entryAt(outcome.domain, indices)];
    return symbol(`${name}${indices.join('_')}`, real.all);
  });
  return flatten;
};

/** What stands under a logarithm. */
const underLogarithms = (node: Expression): readonly Expression[] => [
  ...(node.op === 'log' ? node.args : []),
  ...node.args.flatMap(underLogarithms),
];

/**
 * What must be positive beyond the domain of each natural parameter, in the symbols of the derivation: what its natural space says,
 * or where that is not known what stands under a logarithm in A.
 */
export const jointConditions = ({
  naturalSpace,
  natural,
  logPartitionNatural,
}: Derivation): readonly Expression[] => {
  // where nobody knows the space, A still says that it ends where a logarithm does
  if (naturalSpace === null)
    return [...new Set(logPartitionNatural === null ? [] : underLogarithms(logPartitionNatural))].filter(
      (argument) => argument.op === 'add' && !isPositive(argument),
    );
  if (naturalSpace.length !== 1) return [];
  const own = new Map(natural.map(({ symbol: each }) => [isSymbol(each) ? variableOf(each).name : '', each]));
  const [{ positive: conditions, zero: edges }] = naturalSpace;
  if (edges.length > 0) return [];
  // under a link the predictor stands in place of η, and its domain says it all
  return conditions
    .filter((condition) => [...symbolsOf(condition)].every((each) => own.has(variableOf(each).name)))
    .map((condition) =>
      substitute(
        condition,
        new Map([...symbolsOf(condition)].map((each) => [each, own.get(variableOf(each).name) ?? each])),
      ),
    )
    .filter((condition) => !isPositive(condition));
};

/** The entries of a vector outcome; none where it is a number. */
const entriesIn = ({ name, outcome: { symbol: outcome, domain } }: Derivation): readonly Expression[] => {
  if (entryDomain(domain) === null) return [];
  const count = entryCount(domain);
  if (count === null)
    throw codegenError('classes-not-fixed', name, text('size' in domain ? domain.size : outcome));
  return entriesOf(domain, count);
};

const required = <T>(value: T | null, what: string, derivation: Derivation): T => {
  if (value === null) throw codegenError('no-closed-form', derivation.name, what);
  return value;
};

/** A quantity that the module is given with the outcome rather than once and for all. */
export interface Known {
  readonly symbol: Expression;
  /** log h(y) in which the symbol still stands. */
  readonly logBaseMeasure: Expression;
}

/** What the base measure depends on beside the outcome. */
export interface BaseMeasure {
  /** The dispersion: it is estimated, and a row of weight w has dispersion/w. */
  readonly dispersion?: Known;
  /** The number of trials: the outcome is a share of w trials. */
  readonly trials?: Known;
}

const weight = symbol('weight', real.positive);

/** What a row of that weight adds to the log base measure. */
const weighted = (derivation: Derivation, { dispersion, trials }: BaseMeasure): Expression => {
  if (dispersion !== undefined) {
    const ofRow = divide(symbol('dispersion', real.positive), weight);
    return substitute(dispersion.logBaseMeasure, new Map([[dispersion.symbol, ofRow]]));
  }
  if (trials === undefined) return multiply(weight, derivation.logBaseMeasure);
  const { symbol: outcome } = derivation.outcome;
  const successes = multiply(weight, outcome);
  return substitute(
    trials.logBaseMeasure,
    new Map([
      [trials.symbol, weight],
      [outcome, successes],
    ]),
  );
};

/** η as a function of y at which the loss is least: the canonical link, where the outcome is its own statistic. */
const linkOf = ({
  categorical,
  natural,
  statistics,
  outcome,
  canonicalLink,
}: Derivation): Expression | null => {
  if (categorical || natural.length !== 1 || statistics[0] !== outcome.symbol || canonicalLink === null)
    return null;
  const means = [...symbolsOf(canonicalLink[0])];
  if (means.length !== 1 || variableOf(means[0]).name !== 'mu1') return null;
  return restated(substitute(canonicalLink[0], new Map([[means[0], outcome.symbol]])));
};

/** The loss at the link, where that is a polynomial: the link itself may be no number of any format. */
const leastOf = ({ loss, natural }: Derivation, link: Expression | null): Expression | null => {
  if (loss === null || link === null) return null;
  const least = expand(substitute(loss, new Map([[natural[0].symbol, link]])));
  return isPolynomial(least) ? least : null;
};

const isPolynomial = (node: Expression): boolean =>
  isNumber(node) ||
  node.op === 'symbol' ||
  ((node.op === 'add' || node.op === 'multiply') && node.args.every(isPolynomial)) ||
  (node.op === 'power' &&
    isNumber(node.args[1]) &&
    rationalOf(node.args[1]).sign > 0 &&
    isPolynomial(node.args[0]));

/** Whether a kernel can compute the expression. */
const isElementary = (node: Expression): boolean => {
  const special = specialOf(node);
  if (special !== null) return special.args.every(isElementary);
  return !unprinted.has(node.op) && node.args.every(isElementary);
};
const unprinted = new Set<string>([
  'sum', 'product', 'integral', 'element', 'polygamma', 'besselI', 'besselK', 'zeta', 'zetaDerivative', 'gamma',
  'erf', 'normalCdf', 'normalQuantile', 'lambertW', 'sign',
]); // prettier-ignore

/** Writes a derivation out. Throws where it has no closed form, a size or a constant without a value. */
export const unroll = (derivation: Derivation, base: BaseMeasure = {}): Unrolled => {
  const { outcome, categorical, classes } = derivation;
  if (categorical && classes === null) throw codegenError('classes-not-fixed', derivation.name, 'K');
  const entries = entriesIn(derivation);
  const outcomes = categorical ? [] : entries.length > 0 ? entries : [outcome.symbol];
  const flatten = flattening(derivation, entries);
  const written = (node: Expression): Expression => flatten(writeOut(node));
  const eta = derivation.natural.map((parameter) => written(parameter.symbol));
  const known = new Set([...eta, ...outcomes]);
  const scalar = (node: Expression): Expression => {
    const result = written(node);
    for (const free of symbolsOf(result))
      if (!known.has(free) && opaqueOf(free) === undefined)
        throw codegenError('constant-without-value', derivation.name, text(free));
    return result;
  };
  const byClass = (node: Expression): Formula => {
    if (!categorical) return [scalar(node)];
    const at = (k: number): Expression => substitute(node, new Map([[outcome.symbol, number(k + 1)]]));
    return Array.from({ length: classes! }, (_, k) => scalar(at(k)));
  };
  const plain = (node: Expression): Formula => [scalar(node)];
  const measure = categorical ? null : written(weighted(derivation, base));
  const link = linkOf(derivation);
  const saturated = entries.length > 0 ? saturatedLoss(derivation) : leastOf(derivation, link);
  const least = saturated === null ? null : scalar(saturated);
  return {
    family: derivation.name,
    classes: categorical ? classes : null,
    form: categorical ? derivation.form : null,
    eta,
    etaDomains: derivation.natural.map((parameter) => parameter.domain),
    outcomes,
    outcomeDomain: outcome.domain,
    logBaseMeasure: measure !== null && isElementary(measure) ? measure : null,
    link: link !== null && isElementary(link) ? link : null,
    saturatedLoss: least !== null && isElementary(least) ? least : null,
    dispersion: base.dispersion === undefined ? 'fixed' : 'estimated',
    etaPositive: jointConditions(derivation).map(scalar),
    responseExists: derivation.responseExists.map(scalar),
    representatives: derivation.representatives,
    sheet: {
      response: mirrored(derivation.response ?? [], outcome.domain).map(plain),
      loss: byClass(required(derivation.loss, 'loss', derivation)),
      gradient: required(derivation.gradient, 'gradient', derivation).map(byClass),
      hessian: required(derivation.hessian, 'Hessian', derivation).flat().map(plain),
      jacobian: mirrored(derivation.jacobian ?? [], outcome.domain)
        .flat()
        .map(plain),
    },
  };
};
