// The response E[y] as a function of η: the mean of the statistic y, the probabilities of classes, or a mean that follows
// from A or from a total.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { atomsOf } from '../decision/shape.js';
import type { Density } from '../density/density.js';
import { finiteSupport } from '../density/density.js';
import { outcomesOf } from '../density/finite-vectors.js';
import type { NormalForm, Quantity } from './derivation.js';
import { exponentOf } from '../normal-form/exponent.js';
import { infinite, Moments } from './moments.js';
import { spreadExponentials } from './spread-exponentials.js';
import { tidy } from './sum-over.js';
import type { Symmetries } from './symmetries.js';
import { byRepresentative } from './symmetries.js';

/** Whether the outcome is a class: its domain is 1..K and every statistic is the indicator of one value. */
export const isCategorical = ({ outcome }: Density, statistics: readonly Expression[]): boolean =>
  outcome.domain.kind === 'range' &&
  outcome.domain.lower === e.one &&
  statistics.length > 0 &&
  statistics.every((each) => each.op === 'equal' && each.args.includes(outcome.symbol));

export interface ResponseSubject {
  readonly density: Density;
  readonly form: NormalForm;
  /** A(η), in closed form or not. */
  readonly logPartition: Expression;
  readonly mean: readonly Expression[];
  readonly categorical: boolean;
  readonly symmetries: Symmetries | null;
}

export interface Response {
  /** E[y], in closed form or not; null where it is infinite or cannot be written. */
  readonly value: readonly Expression[] | null;
  /** What must be positive for E[y] to exist, where the natural space does not say so. */
  readonly exists: readonly Expression[];
  /** Why there is none. */
  readonly reason: string | null;
}

const plainly = (value: readonly Expression[]): Response => ({ value, exists: [], reason: null });
/** Why a derivation has no E[y] where that is infinite for every value of the parameters. */
export const infiniteMean = 'E[y] is infinite for every value of the parameters';
const without = (reason: string): Response => ({ value: null, exists: [], reason });

/** E[y]: the means of the outcome or of its components, the probabilities of classes. */
export const responseOf = (subject: ResponseSubject): Response => {
  const { density, form, logPartition, mean, categorical } = subject;
  if (categorical) return plainly(probabilities(density, form, logPartition) ?? mean);
  if (e.isVectorDomain(density.outcome.domain)) return ofVector(subject);
  const found = new Moments({ ...subject, outcome: density.outcome }).of(density.outcome.symbol);
  if (found === infinite) return without(infiniteMean);
  return found
    ? { value: [spreadExponentials(found.value)], exists: found.exists, reason: null }
    : without('E[y] was not found');
};

/** The functions of the outcome that the response holds the means of, one by one; of other outcomes it is one mean. */
export const columnsOf = ({ outcome }: Density, categorical: boolean): readonly Expression[] => {
  if (!categorical) return atomsOf(outcome);
  return (finiteSupport(outcome.domain) ?? []).map((value) => e.equal(outcome.symbol, value));
};

/** E of each component; where T runs over an index, one formula for all of them. */
const ofVector = ({ density, form, logPartition, mean, symmetries }: ResponseSubject): Response => {
  const { outcome } = density;
  const indexed = form.natural.findIndex(({ index }) => index);
  const components =
    indexed >= 0
      ? [e.element(outcome.symbol, form.natural[indexed].index!.symbol)]
      : atomsOf(outcome).filter((atom) => atom !== outcome.symbol);
  const meanOf = byRepresentative(symmetries, ([component]) =>
    ofComponent(component, { form, logPartition, mean }),
  );
  const found = components.map(
    (component) =>
      meanOf([component]) ?? (indexed < 0 ? bySum(component, { outcome, form, logPartition }) : null),
  );
  const missing = found.flatMap((value, i) => (value === null ? [i] : []));
  const total = totalOf(outcome);
  if (
    components.length === 0 ||
    missing.length > 1 ||
    (missing.length === 1 && (indexed >= 0 || total === null))
  )
    return without('the mean of the outcome was not found');
  const rest =
    missing.length === 1 ? tidy(e.subtract(total!, e.add(...found.filter((each) => each !== null)))) : null;
  return plainly(found.map((value) => value ?? rest!));
};

const mostSummed = 64;

/** E of a component of an outcome that takes few values, as the sum over them. */
const bySum = (
  component: Expression,
  { outcome, form, logPartition }: Pick<ResponseSubject, 'form' | 'logPartition'> & { outcome: Quantity },
): Expression | null => {
  const outcomes = outcomesOf(outcome, mostSummed);
  const exponent = exponentOf(form);
  return (
    outcomes &&
    tidy(
      e.multiply(
        e.add(
          ...outcomes.map((put) =>
            e.multiply(put(component), e.exp(e.rewrite(put(exponent), e.indexed).result)),
          ),
        ),
        e.exp(e.negate(logPartition)),
      ),
    )
  );
};

/** What the components of an outcome add up to. */
const totalOf = ({ domain }: Quantity): Expression | null =>
  domain.kind === 'counts' ? domain.total : domain.kind === 'simplex' ? e.one : null;

/** The mean of a component that is a statistic, or whose logarithm is one. */
const ofComponent = (
  component: Expression,
  { form, logPartition, mean }: Pick<ResponseSubject, 'form' | 'logPartition' | 'mean'>,
): Expression | null => {
  const direct = form.statistics.indexOf(component);
  if (direct >= 0) return mean[direct];
  const logarithm = form.statistics.indexOf(e.log(component));
  if (logarithm < 0) return null;
  const shifted = withOneMore(logPartition, form.natural[logarithm].symbol);
  return tidy(e.exp(tidy(e.subtract(shifted, logPartition))));
};

/** A function of η with one natural parameter greater by one; of a sum over components only that term changes. */
const withOneMore = (node: Expression, symbol: Expression): Expression => {
  if (node === symbol) return e.add(symbol, e.one);
  if (node.op === 'sum' && symbol.op === 'element') {
    const { index, body } = e.open(node);
    const at = e.substitute(body, new Map([[index, symbol.args[1]]]));
    return e.add(node, withOneMore(at, symbol), e.negate(at));
  }
  return e.mapArguments(node, (arg) => withOneMore(arg, symbol));
};

/** P(y = k) = h(k)·exp(ηᵀT(k) − A(η)) for every class of a fixed number. */
const probabilities = (density: Density, form: NormalForm, logPartition: Expression): Expression[] | null => {
  const support = finiteSupport(density.outcome.domain);
  const exponent = exponentOf(form);
  return (
    support &&
    support.map((value) => {
      const at = e.rewrite(
        e.substitute(exponent, new Map([[density.outcome.symbol, value]])),
        e.indexed,
      ).result;
      return tidy(e.exp(e.subtract(at, logPartition)));
    })
  );
};
