// The judge: a density text, by itself, summed or integrated. Everything else of the engine is held against this.
import { arithmetic, Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';
import { readDensities, type Density } from './density.js';
import { defaultDigits, spareDigits } from './evaluate.js';
import { exact, real, scopeOf, type Exact, type Value } from './exact.js';
import type { Moments } from './moments.js';
import type { Support } from './domain.js';
import { digitsOver, summate, supportPoints } from './support.js';
import {
  classesOf,
  ofFormula,
  ofMaxent,
  taskOver,
  termOf,
  tiltedWeight,
  type Asked,
  type Term,
} from './terms.js';

/** Values of names. */
export type Values = Readonly<Record<string, Value>>;

/** `p ∝ exp(logBaseMeasure + Σ eta·statistics)`, as formulas of the output language. */
export interface Tilted {
  readonly statistics: readonly string[];
  readonly logBaseMeasure: string;
  readonly eta: readonly (number | string | Real)[];
  /** Whether E[y] is wanted (it is unless told otherwise): heavy tails have moments of their statistics and no mean. */
  readonly mean?: boolean;
}

/** What a tilted density comes to. `mean` is E[y] (of every component, for vectors), or P(1), …, P(K) for a
 * categorical outcome. */
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
  /** Digits that totals and moments are good for: fewer than were asked for where the outcome is a vector. */
  digits(parameters?: Values): number;
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
  /**
   * Digits that answers are good for: 60 unless told otherwise. Integrals over vectors and matrices are good for 12 digits in
   * two variables and 6 in three, and are worked out with 20.
   */
  readonly digits?: number;
  /** Which density, where the text holds several; the first unless told otherwise. */
  readonly name?: string;
}

const costlyDigits = 20;

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
  const isAsked = (each: Density): boolean => options.name === undefined || each.name === options.name;
  const density = densities.find(isAsked);
  if (
    density !== undefined &&
    options.digits === undefined &&
    density.domains.get(density.outcome)?.isCostly === true
  )
    return oracle(text, { ...options, digits: costlyDigits });
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
  const weight = ofDensity(density, a);
  const domain = density.domains.get(outcome) ?? noDomain(density);
  const scopeFor = (values: Values): Map<string, Exact> => scopeOf({ ...constants, ...values }, a);
  const sum = (scope: Map<string, Exact>, asked: Asked): Moments =>
    summate(domain(scope), taskOver(outcome, asked, scope, a), a);
  const plain = { weight, asked: [], covariance: 0 };

  return {
    name,
    outcome,
    parameters,
    constants: density.constants,
    digits: (values = {}) => digitsOver(domain(scopeFor(values)), a.digits - spareDigits),
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
      const own = scalar ? [termOf(outcome, a)] : componentsOf(outcome, support, a);
      const extra = classes ?? (spec.mean === false ? [] : own);
      const weightOfSpec = tiltedWeight(spec, asked, a);
      const s = asked.length;
      const { logTotal, means, covariance } = sum(scope, {
        weight: weightOfSpec,
        asked: [...asked, ...extra],
        covariance: s, // heavy tails may have a mean of y and no variance
      });
      return {
        logPartition: logTotal,
        meanStatistics: means.slice(0, s),
        covariance: covariance.slice(0, s).map((row) => row.slice(0, s)),
        mean: classes === undefined && scalar ? (means[s] ?? Real.NaN) : means.slice(s),
      };
    },
  };
}

/** The components of a vector; the entries of a matrix are asked for by name. */
function componentsOf(outcome: string, support: Support, a: Arithmetic): Term[] {
  if (!('size' in support) || support.kind === 'matrices') return [];
  return Array.from({ length: support.size }, (_, i) => termOf(`${outcome}[${i + 1}]`, a));
}

function ofDensity(density: Density, a: Arithmetic): Term {
  const { formula, statistics = [], baseMeasure } = density;
  return formula === undefined ? ofMaxent(statistics, baseMeasure, a) : ofFormula(formula, a);
}

function noDomain(density: Density): never {
  return complain({
    code: 'no-domain',
    what: `${density.name} does not say where ${density.outcome} lies`,
    needed: `a line ${density.outcome} in DOMAIN`,
    help: 'every name needs one, a size such as K excepted',
  });
}
