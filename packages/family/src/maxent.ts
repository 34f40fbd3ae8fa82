// Maximum entropy, the second road: the statistics are given, the density is h·exp(λᵀT) up to its total, and the natural
// parameters are the Lagrange multipliers of the known means.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Density } from './density.js';
import type { NormalForm } from './derivation.js';
import type { Total } from './calculus.js';

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

/** Narrows the domains of natural parameters to where the total exists, as far as that is a bound on one of them. */
export const restrict = (
  form: NormalForm,
  { total, positive }: Total,
): { form: NormalForm; total: Expression } => {
  const replacements = new Map<Expression, Expression>();
  for (const condition of positive) {
    const bounded = form.natural.find(
      ({ symbol }) =>
        e.isSymbol(symbol) &&
        e.isNumber(e.subtract(condition, symbol)) !== e.isNumber(e.add(condition, symbol)),
    );
    if (bounded === undefined || replacements.has(bounded.symbol)) continue;
    const { symbol } = bounded;
    const below = e.isNumber(e.subtract(condition, symbol));
    const end = below ? e.negate(e.subtract(condition, symbol)) : e.add(condition, symbol);
    const domain: Domain = {
      kind: 'interval',
      lower: below ? end : e.negate(e.infinity),
      upper: below ? e.infinity : end,
      lowerOpen: true,
      upperOpen: true,
    };
    replacements.set(symbol, e.symbol(e.variableOf(symbol).name, domain));
  }
  const put = (node: Expression): Expression => e.substitute(node, replacements);
  const natural = form.natural.map((parameter) => {
    const symbol = put(parameter.symbol);
    return e.isSymbol(symbol) ? { ...parameter, symbol, domain: e.variableOf(symbol).domain } : parameter;
  });
  return { form: { ...form, natural }, total: put(total) };
};
