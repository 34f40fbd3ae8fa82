// What the support must be for a family to have a chance: the same for all parameters, which vary over intervals.
import type { Expression, Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import type { Density } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import { constantPoint, outcomeValues, parameterPoint } from '../density/points.js';
import { attempt } from '../derivation/derivatives.js';
import { Refusal } from './refusal.js';
import type { Separator } from '../normal-form/separate.js';

/** A domain of the outcome that names a parameter, or a parameter that takes only separate values. */
export const refuseMovingSupport = (density: Density): void => {
  const parameters = new Set(density.parameters.map(({ symbol }) => symbol));
  const moving = e
    .domainParts(density.outcome.domain)
    .flatMap((part) => [...e.symbolsOf(part)])
    .find((symbol) => parameters.has(symbol));
  const outcome = e.variableOf(density.outcome.symbol).name;
  if (moving !== undefined) {
    const { name } = e.variableOf(moving);
    throw new Refusal('support-depends-on-parameter', {
      what: `the values that ${outcome} can take depend on the parameter ${name}`,
      witness: name,
      where: density.where,
      needed: 'one support for all values of the parameters, since exp(…) is never zero',
      help: `if ${name} is known, write it after a semicolon: ${density.name}(${outcome} | …; ${name})`,
    });
  }
  const discrete = density.parameters.find(({ domain }) => isDiscreteDomain(domain));
  if (discrete !== undefined) {
    const { name } = e.variableOf(discrete.symbol);
    throw new Refusal('discrete-parameter', {
      what: `the parameter ${name} takes only separate values`,
      witness: name,
      where: density.where,
      needed: 'parameters that vary over intervals',
      help: `if ${name} is known, write it after a semicolon`,
    });
  }
};

const isDiscreteDomain = (domain: Quantity['domain']): boolean =>
  domain.kind === 'range' || domain.kind === 'set';

/** An indicator that compares the outcome with a parameter, in a density that is zero on one side of it, moves the support. */
export const refuseMovingIndicator = (density: Density, node: Expression, separator: Separator): void => {
  const guilty = findNode(
    node,
    (part) => (part.op === 'less' || part.op === 'lessEqual') && separator.kindOf(part) === 'mixed',
  );
  if (guilty === null || !vanishes(density)) return;
  throw new Refusal('support-depends-on-parameter', {
    what: `${e.text(guilty)} moves with the parameters`,
    witness: e.text(guilty),
    where: density.where,
    needed: 'one support for all values of the parameters, since exp(…) is never zero',
  });
};

const digits = 20;
const looks = 12;
const outcomesLookedAt = 24;

/** Whether the density is seen to be zero somewhere: with an indicator it can have a kink or a step instead. */
const vanishes = ({ outcome, parameters, constants, formula }: Density): boolean => {
  const m = arithmetic(digits);
  const random = e.randomFrom(29);
  const { name } = e.variableOf(outcome.symbol);
  const at = (point: Point): boolean => attempt(() => e.evaluator(m, point)(formula!))?.isZero() === true;
  return Array.from({ length: looks }).some(() => {
    const known = constantPoint(m, constants, random);
    const point = parameterPoint(m, parameters, random, known);
    const count = outcomesLookedAt;
    return outcomeValues(m, outcome, { count, random, constants: point, of: [formula!] }).some((y) =>
      at(new Map([...point, [name, y]])),
    );
  });
};

const findNode = (node: Expression, holds: (part: Expression) => boolean): Expression | null => {
  if (holds(node)) return node;
  for (const arg of node.args) {
    const found = findNode(arg, holds);
    if (found !== null) return found;
  }
  return null;
};
