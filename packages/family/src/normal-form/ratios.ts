// The statistics of a hidden member. Where the double differences of f(y, φ) have rank s and no more, the log-likelihood
// ratios f(y, φⱼ) − f(y, φ₀) at s exact points are its statistics, whatever it looks like; simpler ones are then looked for.
import type { Expression, Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { candidatesOf, simplePoints, simpleValues } from './candidates.js';
import type { Density } from '../density/density.js';
import { finiteValue } from '../density/finite-value.js';
import { combinationOf, solve } from './linear.js';
import { constantPoint, outcomeValues, parameterPoint } from '../density/points.js';
import type { Resolved } from './terms.js';

type Values = ReadonlyMap<Expression, Expression>;

const digits = 100;
const pointsBeside = 10;

/** Σ Cⱼ(y)·Nⱼ(φ) + f(y) + g(φ) for a formula of known rank; null where no exact points or no such sum were found. */
export const separateByRatios = (formula: Expression, density: Density, rank: number): Resolved | null => {
  if ([density.outcome, ...density.parameters].some(({ domain }) => e.isVectorDomain(domain))) return null;
  try {
    return new Ratios(formula, density, rank).resolve();
  } catch (error) {
    if (error instanceof RangeError || error instanceof e.Problem) return null;
    throw error;
  }
};

class Ratios {
  private readonly m: Arithmetic = arithmetic(digits);
  private readonly random = e.randomFrom(31);
  private readonly formula: Expression;
  private readonly density: Density;
  private readonly rank: number;
  private readonly known: Point;
  private readonly threshold: Real;
  /** Exact points of both sides, at which constants are read. */
  private bases: readonly Values[] = [];

  constructor(formula: Expression, density: Density, rank: number) {
    this.formula = formula;
    this.density = density;
    this.rank = rank;
    this.known = constantPoint(this.m, density.constants, this.random);
    this.threshold = this.m.power(this.m.fromRational(10n, 1n), this.m.fromRational(-50n, 1n));
  }

  resolve(): Resolved | null {
    const { outcome, parameters } = this.density;
    const chosen = this.choose(
      simpleValues(outcome).map((value) => new Map([[outcome.symbol, value]])),
      simplePoints(parameters),
    );
    if (chosen === null) return null;
    const [[y0, ...ys], [p0, ...ps]] = chosen;
    this.bases = [...[p0, ...ps], ...[y0, ...ys]].map((values) => new Map([...y0, ...p0, ...values]));
    const f = (...values: Values[]): Expression =>
      values.reduce<Expression>((node, value) => e.substitute(node, value), this.formula);
    const ratios = ps.map((p) => e.subtract(f(p), f(p0)));
    const statistics = this.basis(ratios);
    const table = ys.map((y) =>
      statistics.map((each) => e.simplify(e.subtract(e.substitute(each, y), e.substitute(each, y0)))),
    );
    const rises = ys.map((y) => e.add(f(y), e.negate(f(y0)), e.negate(f(y, p0)), f(y0, p0)));
    const naturals = this.solveExactly(table, rises);
    if (naturals === null) return null;
    return this.simpler({
      statistics,
      naturals,
      base: f(p0),
      start: e.subtract(f(y0), f(y0, p0)),
      y0,
    });
  }

  /** Recognises what is simple, puts constants where they belong, and sees that the sum is the formula. */
  private simpler({ statistics, naturals, base, start, y0 }: Found): Resolved | null {
    const { outcome, parameters } = this.density;
    const ofParameters = parameters.map(({ symbol }) => symbol);
    const plain = naturals.map((natural) => this.recognise(natural, ofParameters, 'parameters'));
    const isConstant = (term: Expression): boolean => e.symbolsOf(term).size === 0;
    const constants = plain.map((natural) => e.add(...e.termsOf(natural).filter(isConstant)));
    const pieces = statistics.map((each, i) => ({
      outcome: each,
      parameter: e.subtract(plain[i], constants[i]),
    }));
    const outcomeOnly = this.recognise(
      e.add(base, ...statistics.map((each, i) => e.multiply(constants[i], each))),
      [outcome.symbol],
      'outcome',
    );
    const offset = statistics.map((each, i) => e.multiply(e.substitute(each, y0), plain[i]));
    const parameterOnly = this.recognise(e.subtract(start, e.add(...offset)), ofParameters, 'parameters');
    const sum = e.add(
      outcomeOnly,
      parameterOnly,
      ...pieces.map((piece) => e.multiply(piece.outcome, piece.parameter)),
    );
    e.verify(this.formula, sum, { points: 12, seed: 5 });
    return { pieces: pieces.filter(({ parameter }) => parameter !== e.zero), outcomeOnly, parameterOnly };
  }

  /** A base point and `rank` others on either side whose double differences are independent. */
  private choose(outcomes: readonly Values[], parameters: readonly Values[]): [Values[], Values[]] | null {
    const rows = outcomes.map((y) =>
      parameters.map((p) => this.valueAt(e.substitute(e.substitute(this.formula, y), p))),
    );
    const isWhole = (row: readonly (Real | null)[]): row is Real[] => row.every((value) => value !== null);
    const kept = rows.flatMap((row, i) => (isWhole(row) ? [{ row, y: outcomes[i] }] : []));
    if (kept.length <= this.rank) return null;
    const { m } = this;
    const [base] = kept;
    let left = kept.slice(1).map(({ row, y }) => ({
      y,
      row: row.map((value, j) => m.subtract(m.subtract(value, base.row[j]), m.subtract(row[0], base.row[0]))),
    }));
    const [ys, ps]: [Values[], Values[]] = [[base.y], [parameters[0]]];
    for (let step = 0; step < this.rank; step++) {
      const at = left.flatMap(({ row }, i) =>
        row.flatMap((value, j) => (value.abs().compare(this.threshold) > 0 ? [[i, j] as const] : [])),
      );
      if (at.length === 0) return null;
      const [i, j] = at.reduce((a, b) => (b[0] + b[1] < a[0] + a[1] ? b : a));
      const pivot = left[i];
      ys.push(pivot.y);
      ps.push(parameters[j]);
      left = left
        .filter((each) => each !== pivot)
        .map(({ row, y }) => {
          const factor = m.divide(row[j], pivot.row[j]);
          return { y, row: row.map((value, k) => m.subtract(value, m.multiply(factor, pivot.row[k]))) };
        });
    }
    return [ys, ps];
  }

  private valueAt(node: Expression): Real | null {
    try {
      const value = e.evaluator(this.m, this.known)(node);
      return value.isFinite() ? value : null;
    } catch {
      return null;
    }
  }

  /** Simple functions that span the same space as the ratios, as far as there are any; the ratios make up the rest. */
  private basis(ratios: readonly Expression[]): Expression[] {
    const { outcome } = this.density;
    const tidied = ratios.map((ratio) => e.simplify(e.rewrite(ratio, e.logarithm).result));
    const candidates = candidatesOf([outcome.symbol], this.formula);
    const columns = [e.one, ...ratios, ...candidates, ...tidied];
    const rows = this.rowsOf('outcome', columns, ratios.length + 1);
    const found: Expression[] = [];
    const places: number[] = [];
    const spanning = [0, ...ratios.map((_, i) => i + 1)];
    for (let column = ratios.length + 1; column < columns.length && found.length < this.rank; column++) {
      if (rows.some((row) => row[column] === null)) continue;
      const whole = rows as readonly (readonly Real[])[];
      const at = { to: column, threshold: this.threshold };
      if (solve(this.m, whole, { ...at, from: spanning }) === null) continue;
      if (solve(this.m, whole, { ...at, from: [0, ...places] }) !== null) continue;
      found.push(columns[column]);
      places.push(column);
    }
    return found;
  }

  /** The values of the columns where the first ones have values; other columns may have none. */
  private rowsOf(
    side: 'outcome' | 'parameters',
    columns: readonly Expression[],
    needed: number,
  ): (Real | null)[][] {
    const { outcome, parameters } = this.density;
    const count = columns.length + pointsBeside;
    const { name } = e.variableOf(outcome.symbol);
    const points: Point[] =
      side === 'outcome'
        ? outcomeValues(this.m, outcome, {
            count,
            random: this.random,
            constants: this.known,
            of: [this.formula],
          }).map((y) => new Map([...this.known, [name, y]]))
        : Array.from({ length: count }, () => parameterPoint(this.m, parameters, this.random, this.known));
    const rows = points.map((point) => {
      const at = e.evaluator(this.m, point);
      return columns.map((column) => finiteValue(() => at(column)));
    });
    return rows.filter((row) => row.slice(0, needed).every((value) => value !== null));
  }

  /**
   * The function as a rational combination of simple ones and a constant, or tidied where it is none. The constant need not be
   * rational: it is what the function is at a point less what the combination is there.
   */
  private recognise(
    node: Expression,
    symbols: readonly Expression[],
    side: 'outcome' | 'parameters',
  ): Expression {
    const all = candidatesOf(symbols, this.formula);
    const rows = this.rowsOf(side, [node, ...all], 1);
    const kept = all.filter((_, i) => rows.every((row) => row[i + 1] !== null));
    const places = kept.map((each) => all.indexOf(each) + 1);
    const matrix = rows.map((row) => [...places.map((place) => row[place]!), row[0]!]);
    const [first, ...others] = matrix;
    const combination =
      first === undefined || others.length < kept.length + 4
        ? null
        : combinationOf(
            this.m,
            others.map((row) => row.map((value, j) => this.m.subtract(value, first[j]))),
            this.threshold,
          );
    if (combination === null) return e.simplify(e.rewrite(node, e.logarithm).result);
    const sum = e.add(...[...combination].map(([at, factor]) => e.multiply(e.rational(factor), kept[at])));
    const offset = e.subtract(node, sum);
    const base = this.bases.find((values) => this.valueAt(e.substitute(offset, values)) !== null);
    return base === undefined ? node : e.add(sum, this.asConstant(e.substitute(offset, base)));
  }

  /** A constant as a rational number, where it is one. */
  private asConstant(node: Expression): Expression {
    const value = this.valueAt(node)!;
    const rational = combinationOf(this.m, [[this.m.fromRational(1n, 1n), value]], this.threshold);
    return rational === null ? e.simplify(node) : e.rational(rational.get(0) ?? e.Rational.zero);
  }

  /** The solution of table·x = right by elimination with exact formulas. */
  private solveExactly(table: Expression[][], right: readonly Expression[]): Expression[] | null {
    const rows = table.map((row, i) => [...row, right[i]]);
    for (let k = 0; k < rows.length; k++) {
      const pivot = rows.findIndex(
        (row, i) => i >= k && !(this.valueAt(row[k])?.abs().compare(this.threshold) !== 1),
      );
      if (pivot < 0) return null;
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      rows[k] = rows[k].map((value) => e.simplify(e.divide(value, rows[k][k])));
      for (const [i, row] of rows.entries())
        if (i !== k) rows[i] = row.map((value, j) => e.subtract(value, e.multiply(row[k], rows[k][j])));
    }
    return rows.map((row) => row.at(-1)!);
  }
}

interface Found {
  readonly statistics: readonly Expression[];
  readonly naturals: readonly Expression[];
  /** f(y, φ₀), and f(y₀, φ) − f(y₀, φ₀). */
  readonly base: Expression;
  readonly start: Expression;
  readonly y0: Values;
}
