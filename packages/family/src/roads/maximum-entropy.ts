// The family by the other door: among all densities with given means of the statistics, the one of largest entropy. The
// multipliers of Lagrange are the natural parameters.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation } from '../derivation/derivation.js';
import { solveSystem } from '../derivation/invert.js';
import { exponentOf } from '../normal-form/exponent.js';
import { sumOver } from '../derivation/sum-over.js';
import type { Trail } from '../derivation/trail.js';
import { freeName, takenBy } from './names.js';

/** The line that finds the family again by Lagrange; nothing where A has no closed form. */
export const byMaximumEntropy = (trail: Trail, derivation: Derivation): void => {
  const { natural, statistics, logPartitionNatural: a, logBaseMeasure } = derivation;
  if (a === null || natural.length === 0) return;
  const taken = takenBy(derivation);
  const [p, h] = ['p', 'h'].map((name) =>
    e.symbol(freeName(taken, [name, `${name}_`, name.toUpperCase()]), e.real.positive),
  ) as [Expression, Expression];
  const nu = e.symbol(freeName(taken, ['nu', 'kappa']), e.real.all);
  const linear = e.add(
    ...natural.map((parameter, i) => sumOver(parameter, e.multiply(parameter.symbol, statistics[i]))),
  );
  const lagrangian = e.add(
    e.negate(e.multiply(p, e.subtract(e.log(p), e.log(h)))),
    e.multiply(p, linear),
    e.multiply(p, nu),
  );
  const stationary = e.expand(e.differentiate(lagrangian, p));
  const density = e.exp(e.subtract(exponentOf(derivation), a));
  const definitions = [
    { symbol: p, value: density },
    { symbol: h, value: e.exp(logBaseMeasure) },
    { symbol: nu, value: e.subtract(e.one, a) },
  ];
  const root = e.multiply(h, e.exp(e.add(linear, nu, e.minusOne)));
  const known = [{ symbol: p, value: root }];
  const solved = solveSystem([{ left: stationary, right: e.zero }], [p], known)?.values.get(p);
  if (solved === undefined) return;
  const slope = trail.slope({
    rule: 'derivative-of-lagrangian',
    because:
      'entropy relative to h, with η for the means of the statistics and ν for the total: by each value of p it is a function of that value alone',
    of: lagrangian,
    by: p,
    from: e.differentiate(lagrangian, p),
    to: stationary,
  });
  const zero = trail.step({
    rule: 'solve-for-density',
    because: 'the derivative is zero where log p is a linear combination of the statistics',
    from: p,
    to: solved,
    definitions,
  });
  trail.line({
    rule: 'same-by-maximum-entropy',
    because:
      'the same family by maximum entropy: under known means of the statistics the multipliers of Lagrange are the natural parameters, and ν = 1 − A makes the total one',
    from: solved,
    to: density,
    latex: `\\max_{p}\\, -\\!\\int p \\log\\frac{p}{h} \\ \\text{ with }\\ \\mathrm{E}[T] \\text{ known} \\quad\\Longrightarrow\\quad p = ${e.tex(solved)} = h\\,\\exp\\left(${e.tex(linear)} - A(\\eta)\\right)`,
    definitions,
    steps: [slope, zero],
  });
};
