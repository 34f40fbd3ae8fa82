// A derivation with another link than the canonical one: the loss as a function of the mean, and the mean as a function of
// the linear predictor θ. What stands for η from there on is θ; the Hessian is the expected information μ′·η′.
import type { Domain, Expression } from '@expfam/expression';
import {
  add, differentiate, expand, factorsOf, isNegative, isPositive, log, mapArguments, multiply, negate, one, openInterval, Problem, Rational,
  rationalOf, real, simplify, splitPower, substitute, subtract, symbol, symbolsOf, variableOf, zero,
} from '@expfam/expression'; // prettier-ignore
import { deriveLink } from '@expfam/family';
import type { Derivation, LinkDerivation } from '@expfam/family';
import { codegenError } from '../errors.js';
import { derivativeOf } from '../special/opaque.js';
import type { Link } from './links.js';
import { linkNamed } from './links.js';

const rational = (text: string): Rational | null => {
  try {
    const [over = '', under = '1'] = text.split('/');
    return Rational.parse(over.trim()).divide(Rational.parse(under.trim()));
  } catch {
    return null;
  }
};

/** The mean as a symbol, where a single statistic T(y) = y has a canonical link in closed form. */
const meanOf = ({
  natural,
  statistics,
  outcome,
  canonicalLink,
  categorical,
}: Derivation): Expression | null => {
  if (categorical || natural.length !== 1 || statistics[0] !== outcome.symbol || canonicalLink === null)
    return null;
  const [mean, ...others] = symbolsOf(canonicalLink[0]);
  return mean !== undefined && others.length === 0 && variableOf(mean).name === 'mu1' ? mean : null;
};

/** Where the mean of an outcome may lie: inside the least interval around its domain. */
const means = (domain: Domain): Domain => {
  if (domain.kind === 'interval' || domain.kind === 'range') return openInterval(domain.lower, domain.upper);
  if (domain.kind !== 'set') return real.all;
  const ends = [...domain.values].sort((a, b) => rationalOf(subtract(a, b)).sign);
  return openInterval(ends[0], ends[ends.length - 1]);
};

/** log(c·xᵃ/yᵇ) as log c + a·log x − b·log y, where x and y are positive. */
const splitLogarithms = (node: Expression): Expression => {
  const inner = mapArguments(node, splitLogarithms);
  if (inner.op !== 'log') return inner;
  const factors = factorsOf(inner.args[0]).map(splitPower);
  if (!factors.every(([base]) => isPositive(base))) return inner;
  return add(...factors.map(([base, exponent]) => multiply(exponent, log(base))));
};

/** Over one denominator where sums are divided by, which otherwise would cancel; as it is everywhere else. */
const tidy = (node: Expression): Expression => (dividesBySum(node) ? simplify(node) : node);

const dividesBySum = (node: Expression): boolean =>
  (node.op === 'power' && node.args[0].op === 'add' && isNegative(node.args[1])) ||
  node.args.some(dividesBySum);

/** The formula in the predictor: the logarithms of the mean and of its complement each with their whole coefficient. */
const inPredictor = (
  formula: Expression,
  mean: Expression,
  { link, theta, isUnit }: { readonly link: Link; readonly theta: Expression; readonly isUnit: boolean },
): Expression => {
  const value = link.mean(theta);
  const logComplement = link.logComplement ?? (isUnit ? link.logComplementInUnit : undefined);
  const logarithms = [
    [log(mean), link.logMean?.(theta) ?? log(value)],
    [log(subtract(one, mean)), logComplement?.(theta) ?? log(subtract(one, value))],
  ] as const;
  const parts = logarithms.map(([node, better], i) => {
    const marker = symbol(`logarithm${i + 1}`, real.all);
    const coefficient = simplify(differentiate(replaced(formula, node, marker), marker));
    return multiply(substitute(coefficient, new Map([[mean, value]])), better);
  });
  const rest = logarithms.reduce((left, [node]) => replaced(left, node, zero), formula);
  return splitLogarithms(add(substitute(rest, new Map([[mean, value]])), ...parts));
};

const replaced = (node: Expression, part: Expression, by: Expression): Expression =>
  node === part ? by : mapArguments(node, (arg) => replaced(arg, part, by));

/**
 * The derivation of a family of one natural parameter with the named link: θ stands in place of η.
 *
 * @throws CodegenError where there is no such link, or none for this family.
 * @example
 * ```ts
 * const kernels = await compile(derivation, { target: 'ts', link: 'probit' });
 * ```
 */
export const withLink = (derivation: Derivation, name: string): Derivation => {
  if (name === 'canonical') return derivation;
  const link = linkNamed(name, rational);
  if (link === null) throw codegenError('unknown-link', derivation.name, name);
  const mean = meanOf(derivation);
  const { loss, canonicalLink, outcome, natural } = derivation;
  if (mean === null || loss === null || canonicalLink === null) return throughMean(derivation, name);
  const domain = means(outcome.domain);
  const isUnit = domain.kind === 'interval' && domain.lower === zero && domain.upper === one;
  if (link.logComplement !== undefined && !isUnit)
    throw codegenError('link-out-of-range', derivation.name, name);
  const theta = symbol('theta1', link.domain(domain));
  const within = symbol('mu1', domain);
  const inLink = substitute(canonicalLink[0], new Map([[mean, within]]));
  if (link.predictor(within) === inLink) return derivation;
  const inMean = splitLogarithms(simplify(substitute(loss, new Map([[natural[0].symbol, inLink]]))));
  const linked = inPredictor(expand(inMean), within, { link, theta, isUnit });
  const slopes = derivativeOf(linked, theta);
  // between 0 and 1 each outcome has a term of its own, which a common denominator would make cancel
  const gradient = isUnit ? slopes : tidy(slopes);
  const response = link.mean(theta);
  const slope = derivativeOf(response, theta);
  const weight = negate(differentiate(gradient, outcome.symbol));
  const hessian = tidy(expand(multiply(slope, weight)));
  return {
    ...derivation,
    natural: [
      {
        symbol: theta,
        expression: link.predictor(canonicalMean(derivation)),
        domain: variableOf(theta).domain,
      },
    ],
    logPartitionNatural: null,
    response: [response],
    jacobian: [[slope]],
    loss: linked,
    gradient: [gradient],
    hessian: [[hessian]],
    covariance: null,
    canonicalLink: null,
  };
};

/** Where T(y) is not y, or beside other natural parameters: the family's own derivation of the link. */
const throughMean = (derivation: Derivation, name: string): Derivation => {
  const { predictors, response, loss, gradient, expectedInformation } = linkOf(derivation, name);
  if (response === null) throw codegenError('no-link', derivation.name, name);
  return {
    ...derivation,
    natural: predictors.map((theta, k) => ({
      symbol: theta,
      expression: derivation.natural[k].expression,
      domain: variableOf(theta).domain,
    })),
    logPartitionNatural: null,
    response: [response],
    jacobian: [predictors.map((theta) => derivativeOf(response, theta))],
    loss,
    gradient: gradient?.map(withFewerExponentials) ?? null,
    hessian: expectedInformation,
    covariance: null,
    canonicalLink: null,
  };
};

/** (exp(2x) − y²)·exp(−2x) multiplied out: where one of the two is infinite the other is 0. */
const withFewerExponentials = (formula: Expression): Expression => {
  const expanded = expand(formula);
  return exponentialsIn(expanded).size < exponentialsIn(formula).size ? expanded : formula;
};

const exponentialsIn = (node: Expression, found = new Set<Expression>()): ReadonlySet<Expression> => {
  if (node.op === 'exp') found.add(node);
  for (const arg of node.args) exponentialsIn(arg, found);
  return found;
};

const linkOf = (derivation: Derivation, name: string): LinkDerivation => {
  try {
    return deriveLink(derivation, name, false);
  } catch (error) {
    if (error instanceof Problem && error.code === 'no-link')
      throw codegenError('no-link', derivation.name, name);
    throw error;
  }
};

/** The mean in the parameters of the text, for the record. */
const canonicalMean = ({ natural, meanStatistics }: Derivation): Expression =>
  substitute(meanStatistics?.[0] ?? zero, new Map([[natural[0].symbol, natural[0].expression]]));
