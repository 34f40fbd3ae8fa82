// Maximum entropy, the second road: the statistics are given, the density is h·exp(λᵀT) up to its total, and the natural
// parameters are the Lagrange multipliers of the known means.
import * as e from '@expfam/expression';
import type { Density } from '../density/density.js';

/** The density with one multiplier a statistic as its parameters. */
export const withMultipliers = (density: Density): Density => {
  const { statistics, base } = density.maxent!;
  const parameters = statistics.map((_, i) => ({
    symbol: e.symbol(`lambda${i + 1}`, e.real.all),
    domain: e.real.all,
  }));
  const factors = statistics.map((statistic, i) => e.exp(e.multiply(parameters[i].symbol, statistic)));
  return { ...density, parameters, factors, formula: e.multiply(base, ...factors) };
};
