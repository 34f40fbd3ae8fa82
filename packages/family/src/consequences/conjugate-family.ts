// The conjugate prior by name: exp(χᵀη(φ) − ν·A(φ)) as a density of the parameter φ is a member of a family of the
// catalogue where its functions are combinations of that family's statistics. Found by rank, never looked up.
import type { Expression, Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { catalogueDensity } from '../catalogue-densities.js';
import { catalogueEntries } from '../catalogue-entries.js';
import { fix, sizeOfDensity } from '../density/density.js';
import type { Density } from '../density/density.js';
import type { Derivation, Quantity } from '../derivation/derivation.js';
import { rankOf } from '../normal-form/linear.js';
import { separate } from '../normal-form/normalise.js';
import type { Separated } from '../normal-form/normalise.js';
import { atomsOf } from '../decision/shape.js';
import { logDeterminant } from './log-determinant.js';

const sizeForChecks = 3; // a symbolic size is looked at with this many components
const digits = 60;
const spare = 6; // more points than functions

/** The family of the parameter under the conjugate prior, or null where the catalogue has none. */
export const conjugateFamily = (derivation: Derivation): string | null => {
  const sized = atSize(derivation);
  if (sized === null) return null;
  const { parameter, functions, slopes } = sized;
  const fitting = candidates(parameter).filter((family) => {
    const own = [e.one, ...family.statistics].map(written);
    const density: Column = (value) =>
      m.subtract(
        logDeterminant(
          m,
          slopes.map((row) => row.map(value)),
        ),
        value(family.logBase),
      );
    return isSpanned(functions.map(written), own, sized) && isSpanned([density], own, sized);
  });
  fitting.sort((a, b) => a.statistics.length - b.statistics.length);
  return fitting[0]?.name ?? null;
};

interface Sized {
  readonly parameter: Quantity;
  readonly constants: readonly Quantity[];
  /** η₁, …, A as functions of the parameter. */
  readonly functions: readonly Expression[];
  /** ∂η/∂φ. */
  readonly slopes: readonly (readonly Expression[])[];
}

const m = arithmetic(digits);

/** A function of the parameter, from the values of formulas. */
type Column = (value: (node: Expression) => Real) => Real;

const written =
  (node: Expression): Column =>
  (value) =>
    value(node);

/** A family of one parameter (a number, or a vector whose size is given a value) with what its prior is made of. */
const atSize = ({ natural, parameters, constants, logPartition }: Derivation): Sized | null => {
  if (parameters.length !== 1) return null;
  const [given] = parameters as [Quantity];
  const size = e.isVectorDomain(given.domain) && 'size' in given.domain ? given.domain.size : null;
  const put = new Map(size?.op === 'symbol' ? [[size, e.number(sizeForChecks)]] : []);
  const at = (node: Expression): Expression => e.unroll(e.substitute(node, put));
  const symbol = at(given.symbol);
  const parameter = { symbol, domain: e.variableOf(symbol).domain };
  const etas = natural.flatMap(({ expression, index }) => {
    if (!index) return [at(expression)];
    const [first, last] = [at(index.from), at(index.to)];
    if (!e.isNumber(first) || !e.isNumber(last)) return [];
    const count = e.rationalOf(last).toNumber() - e.rationalOf(first).toNumber() + 1;
    return Array.from({ length: count }, (_, i) =>
      at(e.substitute(expression, new Map([[index.symbol, e.add(index.from, e.number(i))]]))),
    );
  });
  const atoms = atomsOf(parameter);
  const last = parameter.domain.kind === 'simplex' ? atoms.pop() : undefined;
  if (atoms.length !== etas.length) return null;
  const slopes = etas.map((eta) =>
    atoms.map((atom) =>
      last ? e.subtract(e.differentiate(eta, atom), e.differentiate(eta, last)) : e.differentiate(eta, atom),
    ),
  );
  return {
    parameter,
    constants: constants.filter((each) => each.symbol !== size),
    functions: [...etas, at(logPartition)],
    slopes,
  };
};

interface Candidate {
  readonly name: string;
  /** Functions of the parameter. */
  readonly statistics: readonly Expression[];
  readonly logBase: Expression;
}

/** The families of the catalogue whose outcome lives where the parameter does. */
const candidates = ({ symbol, domain }: Quantity): Candidate[] =>
  catalogueEntries.flatMap(({ density: { name } }): Candidate[] => {
    const density = sizedAlike(catalogueDensity(name)!, domain);
    const form = density === null || density.maxent || density.constants.length > 0 ? null : formOf(density);
    if (form === null) return [];
    const of = (node: Expression): Expression =>
      e.substitute(node, new Map([[density!.outcome.symbol, symbol]]));
    const statistics = form.pairs.map(({ statistic }) => of(statistic));
    return [{ name, statistics, logBase: of(form.logBaseMeasure) }];
  });

/** The terms of a density that separate by themselves; a mixture, whose terms do not, is no candidate. */
const formOf = (density: Density): Separated | null => {
  let whole = true;
  const nothing = { pieces: [], parameterOnly: e.zero, outcomeOnly: e.zero };
  const separated = separate(density, {
    resolve: (terms) => {
      whole = terms.length === 0;
      return nothing;
    },
  });
  return whole ? separated : null;
};

const sizedAlike = (density: Density, domain: Quantity['domain']): Density | null => {
  if (density.outcome.domain.kind !== domain.kind) return null; // matrices of 64 rows take seconds to write out
  const size = sizeOfDensity(density);
  const wanted = 'size' in domain && e.isNumber(domain.size) ? e.rationalOf(domain.size) : null;
  const fixed =
    size?.op === 'symbol' && wanted ? fix(density, new Map([[e.variableOf(size).name, wanted]])) : density;
  return alike(fixed.outcome.domain, domain) ? fixed : null;
};

/** The same set, but for end points. */
const alike = (a: Quantity['domain'], b: Quantity['domain']): boolean => {
  if (a.kind === 'interval' && b.kind === 'interval') return a.lower === b.lower && a.upper === b.upper;
  return e.domainKey(a) === e.domainKey(b);
};

/** Whether functions of the parameter are linear combinations of others, whatever the constants are. */
const isSpanned = (
  functions: readonly Column[],
  basis: readonly Column[],
  { parameter, constants }: Sized,
): boolean => {
  const random = e.randomFrom(23);
  const known = e.samplePoint(
    m,
    constants.map(({ symbol }) => symbol),
    random,
  );
  const columns = [...basis, ...functions];
  const rows: Real[][] = [];
  for (let attempt = 0; rows.length < columns.length + spare && attempt < 60; attempt++) {
    const row = valuesAt(e.samplePoint(m, [parameter.symbol], random, known), columns);
    if (row !== null) rows.push(row);
  }
  const threshold = m.power(m.fromRational(10n, 1n), m.fromRational(-40n, 1n));
  const rank = (width: number): number =>
    rankOf(
      m,
      rows.map((row) => row.slice(0, width)),
      threshold,
    );
  return rows.length > columns.length && rank(columns.length) === rank(basis.length);
};

const valuesAt = (point: Point, columns: readonly Column[]): Real[] | null => {
  try {
    const value = e.evaluator(m, point);
    const row = columns.map((column) => column(value));
    return row.every((value) => value.isFinite()) ? row : null;
  } catch {
    return null;
  }
};
