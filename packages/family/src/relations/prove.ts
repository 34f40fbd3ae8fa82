// Relations between families, proven: both densities are put into the same names and shown to be equal, by algebra where that
// decides it, else at random points to fifty digits. What does not hold is refused with the point at which it fails.
import type { Check, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import type { Density } from '../density/density.js';
import type { FamilyDefinition } from '../density/family.js';
import { proveLimit } from './limit.js';
import type { Find, Names, Replacement } from './reading.js';
import { densityOf, logDensityOf, namesOf, otherOf, outside, replaceAll, replacementsOf } from './reading.js';
import type { ConjugatePrior, ManyValued, Mixture, Relation, SpecialCase, Transform } from './relation.js';
import type { Shown } from './shown.js';
import { equal } from './shown.js';
import { proveCompound, proveSum } from './sum.js';

/** How many components a vector of a prior has; two would be the beta's. */
const priorSize = 3;

/** A relation that was proven. */
export interface RelationProof {
  readonly kind: Relation['kind'];
  readonly from: string;
  readonly to: string;
  /** The names of the other family, and what stands for them. */
  readonly substitution: Readonly<Record<string, string>>;
  readonly by: Shown['by'];
  /** Both sides of what was shown, as texts. */
  readonly left: string;
  readonly right: string;
  readonly check: Check;
}

/**
 * Proves that `family` stands in this relation to the other family that it names.
 *
 * @throws Problem `step-does-not-hold` or `relation-does-not-hold` where it does not, `unknown-family`
 */
export const proveRelation = (family: FamilyDefinition, relation: Relation, find: Find): RelationProof => {
  const shown = show(family, relation, find);
  const given = 'with' in relation ? relation.with : undefined;
  return {
    kind: relation.kind,
    from: family.name,
    to: relation.of,
    substitution: Object.fromEntries(
      Object.entries(given ?? {}).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    by: shown.by,
    left: e.text(shown.left),
    right: e.text(shown.right),
    check: shown.check,
  };
};

const show = (family: FamilyDefinition, relation: Relation, find: Find): Shown => {
  const other = otherOf(relation.of, find);
  switch (relation.kind) {
    case 'special-case':
      return proveSame({ density: densityOf(family), other: densityOf(other), relation });
    case 'transform':
    case 'many-valued':
      return proveTransform({
        density: densityOf(family),
        other: densityOf(other, sizeIn(relation)),
        relation,
      });
    case 'limit':
      return proveLimit({ density: densityOf(family), other: densityOf(other), relation });
    case 'repeated':
      return proveSum(family, other, relation);
    case 'compound':
      return proveCompound({ family, other, count: otherOf(relation.count, find), relation });
    case 'conjugate-prior':
      return provePrior({
        density: densityOf(family, priorSize),
        other: densityOf(other, priorSize),
        relation,
      });
    case 'mixture':
      return proveMixture({
        density: densityOf(family),
        other: densityOf(other),
        prior: densityOf(otherOf(relation.over, find)),
        relation,
      });
  }
};

/** The size of the other family, where the relation lists all components of one of its parameters. */
const sizeIn = ({ with: given = {} }: Transform | ManyValued): number | undefined =>
  Object.values(given).find((each) => typeof each !== 'string')?.length;

interface Pair<R> {
  readonly density: Density;
  readonly other: Density;
  readonly relation: R;
}

const proveSame = ({ density, other, relation }: Pair<SpecialCase>): Shown => {
  const names = namesOf(density);
  const quantities = [...other.parameters, ...other.constants];
  const replacements = replacementsOf(quantities, relation.with ?? {}, names);
  requireInside(replacements);
  const outcome = replacementsOf(
    [other.outcome],
    {},
    new Map([...names, [nameOf(other.outcome), density.outcome.symbol]]),
  );
  return equal(logDensityOf(density), replaceAll(logDensityOf(other), [...replacements, ...outcome]));
};

/** p(y) = Σ q(x(y))·|dx/dy| over the branches x(y); no slope for whole numbers. */
const proveTransform = ({ density, other, relation }: Pair<Transform | ManyValued>): Shown => {
  const names = namesOf(density);
  const replacements = replacementsOf([...other.parameters, ...other.constants], relation.with ?? {}, names);
  requireInside(replacements);
  const y = density.outcome.symbol;
  const logs = branchesOf(other, relation).map((branch) => {
    const outcome = replacementsOf([other.outcome], { [nameOf(other.outcome)]: branch }, names);
    const log = replaceAll(logDensityOf(other), [...replacements, ...outcome]);
    if (Array.isArray(branch) || e.isDiscrete(density.outcome.domain)) return log;
    return e.add(log, e.log(e.abs(e.differentiate(outcome[0].value, y))));
  });
  const [only] = logs;
  const total = logs.length === 1 ? only : e.log(e.add(...logs.map((log) => e.exp(log))));
  return equal(logDensityOf(density), total);
};

/** A vector has one branch with several components; a number several branches. */
const branchesOf = (
  { outcome: { domain } }: Density,
  { outcome }: Transform | ManyValued,
): (string | readonly string[])[] =>
  typeof outcome === 'string' ? [outcome] : e.isVectorDomain(domain) ? [outcome] : [...outcome];

/** Bayes: what follows from an outcome is of the same family, so that prior′ − prior − likelihood is free of the parameter. */
const provePrior = ({ density, other: prior, relation }: Pair<ConjugatePrior>): Shown => {
  const { before, after, likelihood, parameter, another } = bayes(density, prior, relation);
  const rise = (node: Expression): Expression =>
    e.subtract(node, e.substitute(node, new Map([[parameter, another]])));
  return equal(rise(after), e.add(rise(before), rise(likelihood)));
};

/** p(y) = likelihood · prior / posterior, whatever the parameter. */
const proveMixture = ({
  density,
  other,
  prior,
  relation,
}: Pair<Mixture> & { readonly prior: Density }): Shown => {
  const { before, after, likelihood, names } = bayes(other, prior, relation);
  const replacements = replacementsOf(
    [...density.parameters, ...density.constants],
    relation.with ?? {},
    names,
  );
  requireInside(replacements);
  const own = replaceAll(logDensityOf(density), [
    ...replacements,
    { part: density.outcome.symbol, value: other.outcome.symbol, domain: null },
  ]);
  return equal(own, e.subtract(e.add(likelihood, before), after));
};

/** Prior and posterior of a parameter, here called theta: the prior may have a parameter of the same name. */
const bayes = (density: Density, prior: Density, { parameter: name, update }: ConjugatePrior | Mixture) => {
  const { symbol, domain } = quantityOf(density, name);
  const parameter = e.symbol('theta', domain);
  const known = [...namesOf(density)].filter(([each]) => each !== name);
  const names: Names = new Map([
    ...known,
    ...namesOf(prior),
    [e.variableOf(density.outcome.symbol).name, density.outcome.symbol],
  ]);
  const at: Replacement = { part: prior.outcome.symbol, value: parameter, domain: null };
  const updated = replacementsOf(prior.parameters, update, names);
  requireInside(updated);
  return {
    before: replaceAll(logDensityOf(prior), [at]),
    after: replaceAll(logDensityOf(prior), [at, ...updated]),
    likelihood: replaceAll(logDensityOf(density), [{ part: symbol, value: parameter, domain: null }]),
    parameter,
    another: e.symbol('theta_other', domain),
    names,
  };
};

const quantityOf = ({ parameters }: Density, name: string) => {
  const found = parameters.find(({ symbol }) => e.variableOf(symbol).name === name);
  if (found === undefined) throw outside(`the parameter ${name}`, 'a parameter of the family');
  return found;
};

const nameOf = ({ symbol }: { readonly symbol: Expression }): string => e.variableOf(symbol).name;

/** Values that stand for parameters must lie in their domains: a gamma of shape −1 is none. */
const requireInside = (replacements: readonly Replacement[]): void => {
  const m = arithmetic(40);
  const random = e.randomFrom(7);
  for (const { part, value, domain } of replacements) {
    if (domain?.kind !== 'interval' && domain?.kind !== 'range') continue;
    const ends = [domain.lower, domain.upper].map((end) => replaceAll(end, replacements));
    const free = new Set([value, ...ends].flatMap((node) => [...e.symbolsOf(node)]));
    const isOpen = domain.kind === 'interval' && [domain.lowerOpen, domain.upperOpen];
    for (let i = 0; i < 16; i++) {
      const at = e.evaluator(m, e.samplePoint(m, free, random));
      const x = at(value);
      const isBeyond = (end: Expression, k: number): boolean => {
        const isInfinite = end === e.infinity || end === e.negate(e.infinity);
        const order = isInfinite ? 1 : (k === 0 ? 1 : -1) * x.compare(at(end));
        return order < 0 || (order === 0 && isOpen && isOpen[k]);
      };
      if (ends.some(isBeyond)) throw outside(`${e.text(part)} = ${x.toString(6)}`, 'a value in its domain');
    }
  }
};
