// The truth of a choice among many classes, whose derivation leaves their number open: chances proportional to exp(η), summed as
// they stand. Differences of logits are exact, so it holds at every finite η.
import { logitSamples } from '@expfam/oracle/measure';
import type { Format } from '@expfam/oracle/measure';
import { arithmetic, Real } from '@expfam/precise';
import type { Exact, Measured, Point, Truth } from './truth.js';

const m = arithmetic(60);
/** Holds the difference of any two doubles, 2^1024 beside 2^-1074. */
const wide = arithmetic(700);

const total = (terms: readonly Real[]): Real => terms.reduce((a, b) => m.add(a, b), Real.zero);
const pure = (value: Real): Exact => ({ value, scale: Real.zero });

/** The chances at one η. */
interface Law {
  readonly logits: readonly Real[];
  readonly top: number;
  readonly weights: readonly Real[];
  readonly sum: Real;
}

const lawOf = (eta: readonly number[], classes: number): Law => {
  // a baseline has no logit of its own: it stands at 0
  const logits = Array.from({ length: classes }, (_, k) => Real.fromNumber(eta[k] ?? 0));
  const top = logits.reduce((best, x, k) => (x.compare(logits[best] ?? x) > 0 ? k : best), 0);
  const weights = logits.map((x) => m.exp(wide.subtract(x, logits[top] ?? x)));
  return { logits, top, weights, sum: total(weights) };
};

const others = ({ weights }: Law, at: number): Real => total(weights.filter((_, k) => k !== at));

/** The truth of kernels with so many classes. */
export const softmaxTruth = (classes: number): Truth => {
  let last: { readonly eta: readonly number[]; readonly law: Law } | null = null;
  return (name, { eta, y }) => {
    if (last?.eta !== eta) last = { eta, law: lawOf(eta, classes) };
    return asked(last.law, eta.length, { name, label: (y[0] ?? 1) - 1 });
  };
};

const asked = (
  law: Law,
  parameters: number,
  { name, label }: { readonly name: Measured; readonly label: number },
): readonly Exact[] | null => {
  const chances = law.weights.map((w) => m.divide(w, law.sum));
  const free = chances.slice(0, parameters);
  const left = (k: number): Real => m.divide(others(law, k), law.sum);
  switch (name) {
    case 'response':
      return chances.map(pure);
    case 'loss': {
      const gap = wide.subtract(law.logits[law.top] ?? Real.NaN, law.logits[label] ?? Real.NaN);
      return [pure(m.add(gap, m.log1p(others(law, law.top))))];
    }
    case 'gradient':
      return free.map((p, k) => pure(k === label ? left(k).negate() : p));
    case 'hessian':
    case 'jacobian':
      // in the symmetric form the response has a row for each parameter, with a baseline one more
      return (name === 'hessian' ? free : chances).flatMap((p, j) =>
        free.map((q, k) => pure(m.multiply(p, j === k ? left(k) : q.negate()))),
      );
  }
};

/** Logits for so many parameters, with labels that come round. */
export const softmaxPoints = (
  { classes, parameters }: { readonly classes: number; readonly parameters: number },
  { count, seed, format }: { readonly count: number; readonly seed: number; readonly format: Format },
): readonly Point[] =>
  logitSamples({ seed, count, classes: parameters, format }).map((eta, i) => ({
    eta,
    y: [1 + ((7 * i + classes - 1) % classes)],
  }));
