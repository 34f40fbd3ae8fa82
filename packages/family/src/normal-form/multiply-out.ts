// The log density as a plain sum: logarithms taken apart and products multiplied out, until neither changes anything.
import type { Expression, Rewrite } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Density } from '../density/density.js';
import { separatingRules } from './separating-rules.js';
import { Separator } from './separate.js';

/** Tells the outcome of a density from its parameters. */
export const separatorOf = ({ outcome, parameters }: Density): Separator =>
  new Separator(
    [outcome.symbol],
    parameters.map(({ symbol }) => symbol),
  );

/** Logarithms taken apart and products multiplied out, until neither changes anything. */
export const multiplyOut = (
  node: Expression,
  separator: Separator,
  { outcome }: Density,
): { result: Expression; rewrites: Rewrite[] } => {
  const rewrites: Rewrite[] = [];
  // An indicator must not yet pick its term: Σ 1{y = k}·log φ_k is what separates, log φ_y is not.
  const gathering = e.indexed.filter(({ name }) => name !== 'delta-picks-term');
  const rules = [...e.logarithm, ...separatingRules(separator, outcome), ...gathering];
  let result = node;
  for (let round = 0; round < mostRounds; round++) {
    const rewritten = e.rewrite(result, rules);
    rewrites.push(...rewritten.rewrites);
    const expanded = e.expand(rewritten.result);
    if (expanded !== rewritten.result)
      rewrites.push({
        rule: 'multiply-out',
        because: 'a sum of terms can be sorted, a product of sums cannot',
        from: rewritten.result,
        to: expanded,
      });
    if (expanded === result) break;
    result = expanded;
  }
  return { result, rewrites };
};

const mostRounds = 12;
