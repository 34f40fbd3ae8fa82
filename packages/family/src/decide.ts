// Membership and dimension, decided: the constructive split is the upper bound, the rank of the double differences the
// lower one. A term that does not separate is refused only when the numbers say the same; else the question stays open.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { certificateDigits, doubleDifferenceRank } from './certificate.js';
import type { Density } from './density.js';
import { fix, sizeOfDensity } from './density.js';
import type { NaturalParameter, NormalForm, Quantity } from './derivation.js';
import { rankOf } from './linear.js';
import type { Separated } from './normalise.js';
import { separate } from './normalise.js';
import { constantPoint, parameterPoint } from './points.js';
import { Refusal } from './refusal.js';

export type Form = 'baseline' | 'symmetric';

/** The normal form of a density, with how it was found. */
export interface Decided {
  readonly form: NormalForm;
  readonly separated: Separated;
}

const classesForChecks = 4; // a symbolic size is looked at with this many classes

/** Decides membership: the normal form with its certificate, or a Refusal with reason and witness. */
export const decide = (density: Density, form: Form = 'baseline'): Decided => {
  const separated = separateOrRefuse(density, form);
  const natural = name(separated, form);
  const sized = concrete(density);
  const dimension = form === 'symmetric' ? separateOrRefuse(density, 'baseline') : separated;
  const upper = dimensionOf(sized === density ? dimension : separateOrRefuse(sized, 'baseline'));
  const points = upper + 3;
  const lower = doubleDifferenceRank({ ...sized, logDensity: e.log(sized.formula!) }, points);
  return {
    separated,
    form: {
      natural,
      statistics: [...separated.pairs, ...separated.indexedPairs].map(({ statistic }) => statistic),
      logPartition: separated.logPartition,
      logBaseMeasure: separated.logBaseMeasure,
      dimension: symbolicDimension(dimension),
      ...shapeOf(sized, upper),
      certificate: { lower, upper, points, digits: certificateDigits },
    },
  };
};

/** The density with a symbolic size given a value, so that it can be looked at by numbers. */
const concrete = (density: Density): Density => {
  const size = sizeOfDensity(density);
  if (size === null || size.op !== 'symbol') return density;
  return fix(density, new Map([[e.variableOf(size).name, e.Rational.of(classesForChecks)]]));
};

const dimensionOf = (separated: Separated): number => separated.pairs.length;

const symbolicDimension = ({ pairs, indexedPairs }: Separated): Expression =>
  e.add(e.number(pairs.length), ...indexedPairs.map(({ from, to }) => e.add(to, e.negate(from), e.one)));

/** eta1, eta2, … for single parameters, eta[i] for those that run over an index. */
const name = ({ pairs, indexedPairs }: Separated, form: Form): NaturalParameter[] => {
  // one natural parameter too many may be shifted at will, so each of them ranges over the whole line
  const domainOf = form === 'symmetric' ? () => e.real.all : enclosing;
  const single = pairs.map(({ natural }, i): NaturalParameter => {
    const domain = domainOf(natural);
    return { symbol: e.symbol(`eta${i + 1}`, domain), expression: natural, domain };
  });
  const running = indexedPairs.map(({ natural, index, from, to }, i): NaturalParameter => {
    const vector = e.symbol(i === 0 ? 'eta' : `eta_${i + 1}`, {
      kind: 'vector',
      size: e.add(to, e.negate(from), e.one),
    });
    return {
      symbol: e.element(vector, index),
      expression: natural,
      domain: domainOf(natural),
      index: { symbol: index, from, to },
    };
  });
  return [...single, ...running];
};

/** The interval that encloses the values of an expression. */
export const enclosing = (node: Expression): Domain => {
  const range = e.rangeOf(node);
  const end = (value: typeof range.lower): Expression =>
    typeof value === 'number' ? (value > 0 ? e.infinity : e.negate(e.infinity)) : e.rational(value);
  const open = (value: typeof range.lower, isOpen: boolean): boolean => typeof value === 'number' || isOpen;
  return {
    kind: 'interval',
    lower: end(range.lower),
    upper: end(range.upper),
    lowerOpen: open(range.lower, range.lowerOpen),
    upperOpen: open(range.upper, range.upperOpen),
  };
};

/** Full, curved or unidentified: the rank of ∂η/∂φ against the dimension and the number of free parameters. */
const shapeOf = (density: Density, dimension: number): { curved: boolean; identified: boolean } => {
  const { pairs } = separateOrRefuse(density, 'baseline');
  const atoms = density.parameters.flatMap(atomsOf);
  const free =
    atoms.length -
    density.parameters.filter(({ domain }) => domain.kind === 'simplex' || domain.kind === 'sphere').length;
  const m = arithmetic(certificateDigits);
  const random = e.randomFrom(17);
  const point = parameterPoint(m, density.parameters, random, constantPoint(m, density.constants, random));
  const at = e.evaluator(m, point);
  const rows = pairs.map(({ natural }) =>
    density.parameters.flatMap((parameter) => tangent(natural, parameter, at, m)),
  );
  const threshold = m.power(m.fromRational(10n, 1n), m.fromRational(-60n, 1n));
  const rank = rows.length === 0 ? 0 : rankOf(m, rows, threshold);
  return { curved: rank < dimension, identified: rank === free };
};

/** The scalars that make up a parameter: itself, or its components. */
export const atomsOf = ({ symbol, domain }: Quantity): Expression[] => {
  if (
    !e.isVectorDomain(domain) ||
    domain.kind === 'interval' ||
    domain.kind === 'range' ||
    domain.kind === 'set'
  )
    return [symbol];
  if (!e.isNumber(domain.size)) return [symbol];
  const size = Number(e.rationalOf(domain.size).numerator);
  return Array.from({ length: size }, (_, i) => e.element(symbol, e.number(i + 1)));
};

/** Derivatives along the directions in which a parameter can move: on a simplex, against its last component. */
const tangent = (
  node: Expression,
  parameter: Quantity,
  at: (node: Expression) => Real,
  m: ReturnType<typeof arithmetic>,
): Real[] => {
  const derivatives = atomsOf(parameter).map((atom) => at(e.differentiate(node, atom)));
  if (parameter.domain.kind !== 'simplex') return derivatives;
  const last = derivatives.pop()!;
  return derivatives.map((value) => m.subtract(value, last));
};

const evidencePoints = [5, 9] as const;

/** Separates, and lets the numbers confirm or question a refusal. */
const separateOrRefuse = (density: Density, form: Form): Separated => {
  try {
    return separate(density, form);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'not-separable') throw error;
    const subject = { ...concrete(density), logDensity: e.log(concrete(density).formula!) };
    const [few, many] = evidencePoints.map((points) => doubleDifferenceRank(subject, points));
    const details = {
      what: error.what,
      witness: error.witness,
      ...(error.where ? { where: error.where } : {}),
      needed: error.needed!,
    };
    if (
      density.outcome.domain.kind === 'range' &&
      density.outcome.domain.upper.op !== 'infinity' &&
      e.symbolsOf(density.outcome.domain.upper).size > 0
    )
      throw new Refusal('order-grows', {
        ...details,
        help: 'for each fixed size it is a member, of a dimension that grows with the size',
        memberIfFixed: [],
      });
    if (many > few) throw error;
    throw new Refusal('undecided', {
      ...details,
      what: `whether ${error.what} could not be decided`,
      help: `the numbers suggest a family of dimension ${many}; write the density so that its terms separate`,
    });
  }
};

/** The smallest sets of parameters whose fixing makes a refused density a member. */
export const memberIfFixed = (density: Density): string[][] => {
  const names = density.parameters
    .filter(({ domain }) => !e.isVectorDomain(domain))
    .map(({ symbol }) => e.variableOf(symbol).name);
  const found: string[][] = [];
  for (const subset of subsets(names)) {
    if (
      subset.length === density.parameters.length ||
      found.some((smaller) => smaller.every((each) => subset.includes(each)))
    )
      continue;
    if (isMember(withKnown(density, subset))) found.push(subset);
  }
  return found;
};

const subsets = (names: readonly string[]): string[][] =>
  Array.from({ length: 2 ** names.length - 1 }, (_, bits) =>
    names.filter((_name, i) => ((bits + 1) >> i) & 1),
  ).sort((a, b) => a.length - b.length);

const withKnown = (density: Density, known: readonly string[]): Density => {
  const isKnown = ({ symbol }: Quantity): boolean => known.includes(e.variableOf(symbol).name);
  return {
    ...density,
    parameters: density.parameters.filter((parameter) => !isKnown(parameter)),
    constants: [...density.constants, ...density.parameters.filter(isKnown)],
  };
};

const isMember = (density: Density): boolean => {
  try {
    return separate(density).pairs.length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};
