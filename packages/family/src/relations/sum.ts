// Sums of independent outcomes: the cumulant generating function of the outcome, log E exp(s·y) = A(η + s) − A(η), must be n times
// that of one of them; where their number is random, that of the number, at the one of them. It determines the law, so nothing
// need be integrated.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Density } from '../density/density.js';
import type { Derivation } from '../derivation/derivation.js';
import { deriveDensity } from '../derivation/derive.js';
import type { FamilyDefinition } from '../density/family.js';
import type { Replacement } from './reading.js';
import { densityOf, namesOf, outside, replaceAll, replacementsOf } from './reading.js';
import type { Compound, Repeated, Substitution } from './relation.js';
import type { Shown } from './shown.js';
import { equal } from './shown.js';

/** How far η is shifted: down, which leaves it in its domain. */
const small = e.openInterval(e.number(-1), e.zero);

export const proveSum = (family: FamilyDefinition, other: FamilyDefinition, relation: Repeated): Shown => {
  const single = densityOf(other);
  const whole = densityOf(family);
  const n = e.symbol('n', e.range(e.one, e.infinity));
  const shift = e.symbol('s', small);
  const names = new Map([...namesOf(single), ['n', n] as const]);
  const summed = replacementsOf([...whole.parameters, ...whole.constants], relation.here, names);
  const one = cumulants(single, shift, []);
  const all = cumulants(whole, shift, summed);
  return equal(all, e.multiply(n, one));
};

/** As many terms as a count says: K(s) = K_count(K_term(s)). */
export const proveCompound = ({ family, other, count, relation }: CompoundSides): Shown => {
  const whole = densityOf(family);
  const shift = e.symbol('s', small);
  const names = namesOf(whole);
  const put = ({ parameters, constants }: Density, given: Substitution): Replacement[] =>
    replacementsOf([...parameters, ...constants], given, names);
  const [single, number] = [densityOf(other), densityOf(count)];
  const term = cumulants(single, shift, put(single, relation.with ?? {}));
  return equal(cumulants(whole, shift, []), cumulants(number, term, put(number, relation.counts)));
};

interface CompoundSides {
  readonly family: FamilyDefinition;
  readonly other: FamilyDefinition;
  readonly count: FamilyDefinition;
  readonly relation: Compound;
}

/** A(η + s) − A(η) in the parameters, with the natural parameters of the outcome shifted by s. */
const cumulants = (density: Density, shift: Expression, replacements: readonly Replacement[]): Expression => {
  const derivation = deriveDensity(density, { checked: false });
  const a = derivation.logPartitionNatural;
  if (a === null)
    throw outside(`${density.name}, whose A has no closed form,`, 'a closed log-partition function');
  const shifted = shiftsOf(derivation, shift);
  const at = derivation.natural.map(({ symbol, expression }) => ({
    symbol,
    expression: replaceAll(expression, replacements),
  }));
  const put = (node: Expression, moved: boolean): Expression =>
    e.substitute(
      replaceAll(node, replacements),
      new Map(
        at.map(({ symbol, expression }, i) => [symbol, moved ? e.add(expression, shifted[i]) : expression]),
      ),
    );
  return e.subtract(put(a, true), put(a, false));
};

/** How far each natural parameter moves when exp(s·y) comes in: s where the statistic is y itself, by component 1/k for vectors. */
const shiftsOf = ({ statistics, outcome, name }: Derivation, shift: Expression): Expression[] => {
  const at = statistics.findIndex((statistic) => statistic === outcome.symbol);
  if (at < 0)
    throw outside(`${name}, of which y is no statistic,`, 'a family with the outcome among its statistics');
  return statistics.map((_, i) => (i === at ? shift : e.zero));
};
