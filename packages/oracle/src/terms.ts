// Formulas made ready for sums: their value, where they have corners, and the task that a rule of summation is given.
import { Real, type Arithmetic } from '@expfam/precise';
import type { MathNode } from 'mathjs';
import { compile, parseFormula, type Formula } from './compile.js';
import { exact, real, type Exact, type Scope, type Value } from './exact.js';
import { cuts, kinks } from './kinks.js';
import { logFormula } from './log-formula.js';
import type { Task } from './support.js';

/** A formula and where it has corners. */
export interface Term {
  readonly value: Formula;
  readonly kinks: readonly Formula[];
}

/** A formula given as text. */
export function termOf(text: string, a: Arithmetic): Term {
  const node = parseFormula(text);
  return { value: compile(node, a), kinks: kinks(node, a) };
}

/** log h(y) + Σ eta · T(y). */
export function tiltedWeight(
  spec: { logBaseMeasure: string; eta: readonly Value[] },
  statistics: readonly Term[],
  a: Arithmetic,
): Term {
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

/** The log of a density's formula: −Infinity where it is 0, NaN where it is negative. */
export function ofFormula(node: MathNode, a: Arithmetic): Term {
  const formula = logFormula(node, a);
  const value: Formula = (scope) => {
    const { sign, log } = formula(scope);
    return sign === 0 ? (log.isNaN() ? log : Real.negativeInfinity) : sign > 0 ? log : Real.NaN;
  };
  return { value, kinks: kinks(node, a) };
}

/** log h(y) + Σ etaK · T(y), the eta being names in scope. */
export function ofMaxent(
  statistics: readonly MathNode[],
  baseMeasure: MathNode | undefined,
  a: Arithmetic,
): Term {
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

/** A weight and what is to be averaged under it. */
export interface Asked {
  readonly weight: Term;
  readonly asked: readonly Term[];
  readonly covariance: number;
}

/** The formulas as functions of the outcome alone. */
export function taskOver(
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
export function classesOf(
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
