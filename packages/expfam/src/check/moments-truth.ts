// The truth of families whose normaliser is known only as a sum or an integral: the oracle sums or integrates the family itself,
// from its statistics and its base measure. What it cannot settle is told, and counts neither way.
import { hullOf } from '@expfam/codegen';
import { text, variableOf } from '@expfam/expression';
import { domainText } from '@expfam/family';
import type { Derivation } from '@expfam/family';
import { evaluate, oracle, OracleError } from '@expfam/oracle';
import type { Oracle, TiltedMoments } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import type { Exact, Truth } from './truth.js';

const m = arithmetic(60);
const probes = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];

/** Everything is counted in terms of the size of the exponent, whose rounding an exponential multiplies. */
const scaled = (value: Real, ...sizes: readonly number[]): Exact => ({
  value,
  scale: Real.fromNumber(sizes.reduce((a, b) => a * b, 1)),
});

interface Spec {
  readonly statistics: readonly string[];
  readonly logBaseMeasure: string;
}

/** Whether a series has faded after some thousands of terms: the oracle would add up all others too. */
const fading = ({ outcome }: Derivation, spec: Spec): ((eta: readonly number[]) => boolean) => {
  const name = variableOf(outcome.symbol).name;
  const first = outcome.domain.kind === 'range' ? hullOf(outcome.domain).lower : -Infinity;
  return (eta) => {
    if (!Number.isFinite(first)) return true;
    const heights = probes.map((k) => {
      const [base = 0, ...values] = [spec.logBaseMeasure, ...spec.statistics].map((formula) =>
        evaluate(formula, { [name]: first + k }, 17).toNumber(),
      );
      return values.reduce((sum, t, i) => sum + t * (eta[i] ?? Number.NaN), base);
    });
    return (heights.at(-1) ?? Number.NaN) < Math.max(...heights) - 150;
  };
};

/** The moments of the outcome beside the statistics: as one more statistic, whose natural parameter is 0. */
const outcomeMoments = (
  judge: Oracle,
  spec: Spec,
  outcome: string,
): ((eta: readonly number[]) => TiltedMoments | null) => {
  const statistics = [...spec.statistics, outcome];
  const known = new Map<string, TiltedMoments | null>();
  return (eta) => {
    const key = eta.join();
    if (!known.has(key))
      known.set(
        key,
        settled(() => judge.tilted({ ...spec, statistics, eta: [...eta, 0] })),
      );
    return known.get(key) ?? null;
  };
};

/** The truth by the moments of the family. */
export const momentsTruth = (derivation: Derivation): Truth => {
  const { statistics, logBaseMeasure, outcome } = derivation;
  const name = variableOf(outcome.symbol).name;
  const judge = oracle(`support(${name}) = maxent(${name})\n  ${name} in ${domainText(outcome.domain)}`);
  const spec = { statistics: statistics.map(text), logBaseMeasure: text(logBaseMeasure) };
  const direct = statistics.indexOf(outcome.symbol);
  const fades = fading(derivation, spec);
  const known = new Map<string, TiltedMoments | null>();
  const momentsAt = (eta: readonly number[]): TiltedMoments | null => {
    const key = eta.join();
    if (!known.has(key))
      known.set(key, fades(eta) ? settled(() => judge.tilted({ ...spec, eta, mean: direct < 0 })) : null);
    return known.get(key) ?? null;
  };
  const outcomeAt = outcomeMoments(judge, spec, name);
  return (asked, { eta, y }) => {
    const found = momentsAt(eta);
    if (found === null || !found.logPartition.isFinite()) return null;
    const { logPartition, meanStatistics, covariance, mean } = found;
    const observed = spec.statistics.map((statistic) => evaluate(statistic, { [name]: y[0] ?? Number.NaN }));
    const { sizeOf, deviation, exponent } = termsOf(found, observed, eta);
    switch (asked) {
      case 'loss': {
        const products = observed.map((t, i) => m.multiply(t, Real.fromNumber(eta[i] ?? Number.NaN)));
        return [
          scaled(
            products.reduce((sum, product) => m.subtract(sum, product), logPartition),
            exponent,
          ),
        ];
      }
      case 'gradient':
        return meanStatistics.map((t, i) =>
          scaled(m.subtract(t, observed[i] ?? Real.NaN), sizeOf(i), exponent),
        );
      case 'hessian':
        return covariance.flatMap((row, i) =>
          row.map((each, j) => scaled(each, deviation(i), deviation(j), exponent)),
        );
      case 'response': {
        const [expected] = direct < 0 ? [mean].flat() : [meanStatistics[direct]];
        if (expected === undefined) return null;
        return [scaled(expected, Math.max(1, Math.abs(expected.toNumber())), exponent)];
      }
      default: {
        const place = direct < 0 ? eta.length : direct;
        const table = direct < 0 ? outcomeAt(eta)?.covariance : covariance;
        const row = table?.[place];
        if (row === undefined) return null;
        // of an outcome that is no statistic a share of its own rounding is left, as large as the outcome
        const [expected] = direct < 0 ? [mean].flat() : [Real.zero];
        const spread = Math.max(
          Math.sqrt(row[place]?.toNumber() ?? Number.NaN),
          Math.abs(expected?.toNumber() ?? 0),
        );
        return eta.map((_, j) => scaled(row[j] ?? Real.NaN, spread, deviation(j), exponent));
      }
    }
  };
};

/** How large the terms are that results are made of. */
const termsOf = (
  { meanStatistics, covariance }: TiltedMoments,
  observed: readonly Real[],
  eta: readonly number[],
) => {
  const deviation = (i: number): number => Math.sqrt(covariance[i]?.[i]?.toNumber() ?? Number.NaN);
  // a mean of 0 is one of terms of either sign, as large as the deviation
  const sizeOf = (i: number): number =>
    Math.max(sizeIn(meanStatistics, i), sizeIn(observed, i), deviation(i));
  // a deviation of exp(-x) comes from outcomes whose exponent is as far below the top
  const depths = eta.map((_, i) => Math.abs(Math.log(deviation(i) ** 2 || 1)));
  const exponent = Math.max(1, ...eta.map((x, i) => Math.abs(x) * sizeOf(i)), ...depths);
  return { deviation, sizeOf, exponent };
};

const sizeIn = (values: readonly Real[], i: number): number => Math.abs(values[i]?.toNumber() ?? Number.NaN);

const settled = (moments: () => TiltedMoments): TiltedMoments | null => {
  try {
    return moments();
  } catch (error) {
    if (error instanceof OracleError) return null;
    throw error;
  }
};
