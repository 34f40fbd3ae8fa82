// The judge: a density text, by itself, summed or integrated. Everything else of the engine is held against this.
import { arithmetic, Real, type Arithmetic } from '@expfam/precise';
import type { MathNode } from 'mathjs';
import { compile, parseFormula, type Formula } from './compile.js';
import { complain } from './complaint.js';
import { readDensities, type Density } from './density.js';
import { defaultDigits, spareDigits } from './evaluate.js';
import { exact, real, scopeOf, type Exact, type Scope, type Value } from './exact.js';
import { logFormula } from './log-formula.js';
import { cuts, kinks } from './kinks.js';
import type { Moments } from './moments.js';
import { summate, supportPoints, type Task } from './support.js';

/** Values of names. */
export type Values = Readonly<Record<string, Value>>;

/** `p ∝ exp(logBaseMeasure + Σ eta·statistics)`, as formulas of the output language. */
export interface Tilted {
  readonly statistics: readonly string[];
  readonly logBaseMeasure: string;
  readonly eta: readonly (number | string | Real)[];
}

/** What a tilted density comes to. `mean` is E[y], or P(1), …, P(K) for a categorical outcome. */
export interface TiltedMoments {
  readonly logPartition: Real;
  readonly meanStatistics: readonly Real[];
  readonly covariance: readonly (readonly Real[])[];
  readonly mean: Real | readonly Real[];
}

/** A density that can be asked. Vectors (counts, simplex) are arrays; doubles are taken at their exact value. */
export interface Oracle {
  readonly name: string;
  readonly outcome: string;
  readonly parameters: readonly string[];
  readonly constants: readonly string[];
  /** log p(y), −Infinity where the density is 0; a `maxent` density is normalised first. The support is not checked. */
  logDensity(y: Value, parameters?: Values): Real;
  /** The sum or integral of the formula as it is written: 1 for a density, the partition function for `maxent`. */
  total(parameters?: Values): Real;
  /** E[g(y)] for each formula, under the density divided by its total. */
  expectation(g: readonly string[], parameters?: Values): readonly Real[];
  /** Moments of the exponential family with these statistics and this base measure over the density's support. */
  tilted(spec: Tilted, parameters?: Values): TiltedMoments;
}

/** What an oracle is told beside the text. */
export interface OracleOptions {
  /** Values of the constants, and of any parameter that is fixed. */
  readonly constants?: Values;
  /** Digits that answers are good for: 60 unless told otherwise. */
  readonly digits?: number;
  /** Which density, where the text holds several; the first unless told otherwise. */
  readonly name?: string;
}

/**
 * Reads a density text (INTERFACE §1) and answers questions about it by brute force.
 *
 * @throws OracleError for a text that cannot be read, a name without a value, a sum or integral that does not settle.
 * @example
 * ```ts
 * const die = oracle('coin(y | p) = p^y * (1 - p)^(1 - y)\n  y in {0, 1}\n  p in (0, 1)');
 * die.total({ p: 0.25 }).toNumber(); // 1
 * ```
 */
export function oracle(text: string, options: OracleOptions = {}): Oracle {
  const a = arithmetic((options.digits ?? defaultDigits) + spareDigits);
  const densities = readDensities(text, a);
  const density = densities.find((each) => options.name === undefined || each.name === options.name);
  if (density !== undefined) return make(density, options.constants ?? {}, a);
  return complain({
    code: 'no-density',
    what: options.name ?? 'an empty text',
    needed: 'NAME(OUTCOME | PARAMETERS) = FORMULA',
    help: `the text holds: ${densities.map((each) => each.name).join(', ')}`,
  });
}

function make(density: Density, constants: Values, a: Arithmetic): Oracle {
  const { name, outcome, statistics } = density;
  const parameters = statistics === undefined ? density.parameters : statistics.map((_, k) => `eta${k + 1}`);
  const weight =
    statistics === undefined ? ofFormula(density, a) : ofMaxent(statistics, density.baseMeasure, a);
  const domain = density.domains.get(outcome) ?? noDomain(density);
  const scopeFor = (values: Values): Map<string, Exact> => scopeOf({ ...constants, ...values }, a);
  const sum = (scope: Map<string, Exact>, asked: Asked): Moments =>
    summate(domain(scope), taskOver(outcome, asked, scope, a), a);
  const plain = { weight, asked: [], covariance: false };

  return {
    name,
    outcome,
    parameters,
    constants: density.constants,
    logDensity(y, values = {}) {
      const scope = scopeFor(values);
      const logTotal = statistics === undefined ? Real.zero : sum(scope, plain).logTotal;
      return a.subtract(real(weight.value(scope.set(outcome, exact(y, a)))), logTotal);
    },
    total: (values = {}) => a.exp(sum(scopeFor(values), plain).logTotal),
    expectation: (g, values = {}) =>
      sum(scopeFor(values), { ...plain, asked: g.map((text) => termOf(text, a)) }).means,
    tilted(spec, values = {}) {
      const scope = scopeFor(values);
      const asked = spec.statistics.map((text) => termOf(text, a));
      const support = domain(scope);
      const classes = classesOf(supportPoints(support), { outcome, asked }, scope);
      const scalar = support.kind === 'integers' || support.kind === 'interval' || support.kind === 'points';
      const extra = classes ?? (scalar ? [termOf(outcome, a)] : []);
      const weightOfSpec = tiltedWeight(spec, asked, a);
      const { logTotal, means, covariance } = sum(scope, {
        weight: weightOfSpec,
        asked: [...asked, ...extra],
        covariance: true,
      });
      const s = asked.length;
      return {
        logPartition: logTotal,
        meanStatistics: means.slice(0, s),
        covariance: covariance.slice(0, s).map((row) => row.slice(0, s)),
        mean: classes === undefined && scalar ? (means[s] ?? Real.NaN) : means.slice(s),
      };
    },
  };
}

/** A formula and where it has corners. */
interface Term {
  readonly value: Formula;
  readonly kinks: readonly Formula[];
}

function termOf(text: string, a: Arithmetic): Term {
  const node = parseFormula(text);
  return { value: compile(node, a), kinks: kinks(node, a) };
}

function tiltedWeight(spec: Tilted, statistics: readonly Term[], a: Arithmetic): Term {
  const eta = spec.eta.map((value) => real(exact(value, a)));
  const base = termOf(spec.logBaseMeasure, a);
  return {
    value: (at) =>
      statistics.reduce(
        (log, { value }, k) => a.add(log, scaled(eta[k], value, at, a)),
        real(base.value(at)),
      ),
    kinks: [base, ...statistics].flatMap((term) => term.kinks),
  };
}

/** eta · T(y), where 0 · ∞ counts as nothing: a parameter of 0 takes its statistic out. */
function scaled(
  eta: Real | undefined,
  statistic: Formula,
  scope: ReadonlyMap<string, Exact>,
  a: Arithmetic,
): Real {
  if (eta === undefined || eta.isZero()) return Real.zero;
  return a.multiply(eta, real(statistic(scope)));
}

function ofFormula(density: Density, a: Arithmetic): Term {
  const node = density.formula ?? noDomain(density);
  const formula = logFormula(node, a);
  const value: Formula = (scope) => {
    const { sign, log } = formula(scope);
    return sign === 0 ? (log.isNaN() ? log : Real.negativeInfinity) : sign > 0 ? log : Real.NaN;
  };
  return { value, kinks: kinks(node, a) };
}

function ofMaxent(statistics: readonly MathNode[], baseMeasure: MathNode | undefined, a: Arithmetic): Term {
  const asked = statistics.map((node, k) => ({
    statistic: compile(node, a),
    eta: compile(parseFormula(`eta${k + 1}`), a),
  }));
  const base = baseMeasure === undefined ? undefined : logFormula(baseMeasure, a);
  const value: Formula = (scope) => {
    const add = (log: Real, { statistic, eta }: (typeof asked)[number]): Real =>
      a.add(log, scaled(real(eta(scope)), statistic, scope, a));
    return asked.reduce(add, base?.(scope).log ?? Real.zero);
  };
  return {
    value,
    kinks: [...statistics, ...(baseMeasure === undefined ? [] : [baseMeasure])].flatMap((node) =>
      kinks(node, a),
    ),
  };
}

function noDomain(density: Density): never {
  return complain({
    code: 'no-domain',
    what: `${density.name} does not say where ${density.outcome} lies`,
    needed: `a line ${density.outcome} in DOMAIN`,
    help: 'every name needs one, a size such as K excepted',
  });
}

interface Asked {
  readonly weight: Term;
  readonly asked: readonly Term[];
  readonly covariance: boolean;
}

/** The formulas as functions of the outcome alone. */
function taskOver(
  outcome: string,
  { weight, asked, covariance }: Asked,
  scope: Map<string, Exact>,
  a: Arithmetic,
): Task {
  const inner = new Map(scope);
  const corners = [weight, ...asked].flatMap((term) => term.kinks);
  return {
    logWeight: (y) => real(weight.value(inner.set(outcome, y))),
    statistics: (y) => {
      inner.set(outcome, y);
      return asked.map(({ value }) => real(value(inner)));
    },
    covariance,
    cuts: (interval) => cuts(corners, { outcome, scope, ...interval }, a),
  };
}

/** Indicators of 1, …, K if the outcome is categorical: a range from 1 whose statistics are indicators of single values. */
function classesOf(
  points: readonly Real[] | undefined,
  { outcome, asked }: { outcome: string; asked: readonly Term[] },
  scope: ReadonlyMap<string, Exact>,
): Term[] | undefined {
  if (points?.[0]?.equals(Real.one) !== true || asked.length === 0) return undefined;
  const inner = new Map(scope);
  const single = asked.every(({ value }) => {
    const values = points.map((y) => real(value(inner.set(outcome, y))));
    const [ones, zeros] = [values.filter((x) => x.equals(Real.one)), values.filter((x) => x.isZero())];
    return ones.length === 1 && zeros.length === points.length - 1;
  });
  if (!single) return undefined;
  const indicator = (k: Real) => (at: Scope) =>
    real(at.get(outcome) ?? Real.NaN).equals(k) ? Real.one : Real.zero;
  return points.map((k) => ({ value: indicator(k), kinks: [] }));
}
