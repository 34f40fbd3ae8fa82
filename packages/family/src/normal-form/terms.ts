// The terms of a log density, sorted as they come: known of the outcome alone, of the parameters alone, or products of
// both. What is neither waits to be resolved. Sums over an index are opened, fixed finite supports taken value by value.
import { componentsOf } from '../calculus/matrix.js';
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Density } from '../density/density.js';
import { finiteSupport } from '../density/density.js';
import { multiplyOut } from './multiply-out.js';
import { plainly } from './plain-statistics.js';
import type { Piece, Separator } from './separate.js';
import { quotientOfSums } from './separating-rules.js';
import type { FoundRelation, Pair } from './statistics.js';
import { reduce } from './statistics.js';

/** Natural parameters and statistics that run over an index: η_i·T_i for i = from … to. */
export interface IndexedPair extends Pair {
  readonly index: Expression;
  readonly from: Expression;
  readonly to: Expression;
}

/** A relation Σᵢ Tᵢ = total among indexed statistics, with which the last of them was eliminated. */
export interface IndexedRelation {
  readonly statistics: Expression;
  readonly total: Expression;
}

/** The sorted terms, reduced to as few pairs as can be. */
export interface Collected {
  readonly pairs: readonly Pair[];
  readonly indexedPairs: readonly IndexedPair[];
  readonly indexedRelations: readonly IndexedRelation[];
  readonly relations: readonly FoundRelation[];
  /** A(φ). */
  readonly logPartition: Expression;
  readonly logBaseMeasure: Expression;
}

/** What mixed terms come to: pieces g(φ)·t(y), and what is left for −A and for log h. */
export interface Resolved {
  readonly pieces: readonly Piece[];
  readonly parameterOnly: Expression;
  readonly outcomeOnly: Expression;
}

/** Finds the pieces of mixed terms that are no products by themselves, or throws a Refusal. */
export type Resolve = (terms: readonly Expression[]) => Resolved;

const longestSupport = 64; // a dimension above that is of no use to anyone

/** Sorts terms into pieces. */
export class Terms {
  private readonly density: Density;
  private readonly separator: Separator;
  private readonly pieces: Piece[] = [];
  private readonly indexed: IndexedPair[] = [];
  private readonly unresolved: Expression[] = [];
  private parameterOnly: Expression = e.zero;
  private outcomeOnly: Expression = e.zero;

  constructor(density: Density, separator: Separator) {
    this.density = density;
    this.separator = separator;
  }

  take(term: Expression): void {
    switch (this.separator.kindOf(term)) {
      case 'parameter':
        this.parameterOnly = e.add(this.parameterOnly, term);
        return;
      case 'mixed':
        this.takeMixed(term);
        return;
      default:
        this.outcomeOnly = e.add(this.outcomeOnly, term);
    }
  }

  private takeMixed(term: Expression): void {
    const piece = this.separator.split(term);
    if (piece !== null) this.pieces.push(piece);
    else if (!this.takeSum(term) && !this.takeFinite(term)) this.unresolved.push(term);
  }

  /** Has the terms that are no products turned into pieces. */
  resolve(resolve: Resolve): void {
    if (this.unresolved.length === 0) return;
    const { pieces, parameterOnly, outcomeOnly } = resolve(this.unresolved);
    this.pieces.push(...pieces);
    this.parameterOnly = e.add(this.parameterOnly, parameterOnly);
    this.outcomeOnly = e.add(this.outcomeOnly, outcomeOnly);
  }

  /** Σₖ gₖ(φ)·tₖ(y): every term of the body separates. */
  private takeSum(term: Expression): boolean {
    const binder = e.factorsOf(term).find((factor) => factor.op === 'sum');
    if (binder === undefined) return false;
    const outside = this.separator.split(
      e.multiply(...e.factorsOf(term).filter((factor) => factor !== binder)),
    );
    if (e.lengthOf(binder) !== null) {
      const rest = e.factorsOf(term).filter((factor) => factor !== binder);
      const written = e.expand(e.multiply(e.unroll(binder), ...rest));
      for (const part of e.termsOf(e.rewrite(written, e.indexed).result)) this.take(part);
      return true;
    }
    const { index, lower, upper, body } = this.openAs(binder);
    const pieces = e.termsOf(e.expand(body)).map((part) => this.separator.split(part));
    if (outside === null || pieces.some((piece) => piece === null)) return false;
    for (const piece of pieces as Piece[]) {
      const { natural, statistic } = this.alongIndex(
        e.multiply(outside.parameter, piece.parameter),
        e.multiply(outside.outcome, piece.outcome),
        index,
      );
      if (!e.occurs(statistic, index))
        this.takeMixedOrSimple(e.multiply(statistic, e.sum(natural, index, lower, upper)));
      else if (!e.occurs(natural, index))
        this.takeMixedOrSimple(e.multiply(natural, e.sum(statistic, index, lower, upper)));
      else this.indexed.push({ natural, statistic, index, from: lower, to: upper });
    }
    return true;
  }

  /** s·m_i beside log y_i: where only known constants run with the index they are part of the statistic, and s stands alone. */
  private alongIndex(natural: Expression, statistic: Expression, index: Expression): Pair {
    const running = e.factorsOf(natural).filter((factor) => e.occurs(factor, index));
    const known =
      running.length > 0 && running.every((factor) => this.separator.kindOf(factor) === 'constant');
    if (!known || !e.occurs(statistic, index)) return { natural, statistic };
    const rest = e.factorsOf(natural).filter((factor) => !running.includes(factor));
    return { natural: e.multiply(...rest), statistic: e.multiply(...running, statistic) };
  }

  private takeMixedOrSimple(term: Expression): void {
    this.take(e.rewrite(term, e.indexed).result);
  }

  /** Opens a sum with the index called i, so that like sums meet. */
  private openAs(binder: Expression) {
    const opened = e.open(binder);
    const taken = new Set(
      [this.density.outcome, ...this.density.parameters, ...this.density.constants].map(
        ({ symbol }) => e.variableOf(symbol).name,
      ),
    );
    const name = ['i', 'k', 'l', 'm', 'index'].find((each) => !taken.has(each)) ?? 'i';
    const index = e.indexSymbol(name, opened.lower, opened.upper);
    return { ...opened, index, body: e.substitute(opened.body, new Map([[opened.index, index]])) };
  }

  /** On a fixed finite support every function of y is a combination of the indicators of its values. */
  private takeFinite(term: Expression): boolean {
    const { symbol, domain } = this.density.outcome;
    const support = finiteSupport(domain, longestSupport);
    if (support === null) return false;
    for (const value of support) {
      const parameter = e.expand(
        e.rewrite(e.substitute(term, new Map([[symbol, value]])), [
          ...e.indexed,
          ...e.logarithm,
          quotientOfSums,
        ]).result,
      );
      for (const part of e.termsOf(parameter)) this.take(e.multiply(part, e.equal(symbol, value)));
    }
    return true;
  }

  collect(form: 'baseline' | 'symmetric'): Collected {
    const merged = this.mergeIndexed();
    const indexedPairs: IndexedPair[] = [];
    const indexedRelations: IndexedRelation[] = [];
    for (const pair of merged) {
      const statistics = e.sum(pair.statistic, pair.index, pair.from, pair.to);
      const total = e.rewrite(statistics, e.indexed).result;
      const bound = this.separator.kindOf(total) === 'constant' && form === 'baseline';
      indexedPairs.push(bound ? this.eliminateLast(pair, total) : pair);
      if (bound) indexedRelations.push({ statistics, total });
    }
    const { density, separator } = this;
    this.sortByAppearance();
    const setting = { ...density, separator };
    const reduced = form === 'symmetric' ? null : plainly(reduce(this.pieces, setting), setting);
    const pairs =
      reduced?.pairs ??
      this.pieces.map(({ parameter, outcome }) => ({ natural: parameter, statistic: outcome }));
    return {
      pairs,
      indexedPairs,
      indexedRelations,
      relations: reduced?.relations ?? [],
      logPartition: e.negate(e.add(this.parameterOnly, reduced?.parameterOnly ?? e.zero)),
      logBaseMeasure: e.add(this.outcomeOnly, reduced?.outcomeOnly ?? e.zero),
    };
  }

  /** Statistics keep the order in which their factors are written; within a factor, the simpler one comes first. */
  private sortByAppearance(): void {
    const written = this.density.factors.map((factor) => {
      const terms = e.termsOf(multiplyOut(e.log(factor), this.separator, this.density).result);
      return terms.map((term) => this.separator.split(term)).map((piece) => piece && bare(piece));
    });
    const place = (piece: Piece): number => {
      const at = written.findIndex((outcomes) => outcomes.includes(bare(piece)));
      return at < 0 ? written.length : at;
    };
    const simplicity = ({ outcome }: Piece): number => e.readingLength(outcome);
    const components = componentsOf(this.density.outcome.symbol) ?? [];
    const degrees = (piece: Piece): number[] | null => monomialIn(bare(piece), components);
    this.pieces.sort(
      (a, b) =>
        place(a) - place(b) || compareMonomials(degrees(a), degrees(b)) || simplicity(a) - simplicity(b),
    );
  }

  /** Adds up what stands with the same statistic. */
  private mergeIndexed(): IndexedPair[] {
    const merged = new Map<string, IndexedPair>();
    for (const pair of this.indexed) {
      const key = [pair.statistic, pair.index].map((part) => part.id).join(' ');
      const known = merged.get(key);
      merged.set(key, known ? { ...known, natural: e.add(known.natural, pair.natural) } : pair);
    }
    return [...merged.values()];
  }

  /** T_K = total − Σ_{i<K} T_i: every other natural parameter loses the last one, and A gains it. */
  private eliminateLast(pair: IndexedPair, total: Expression): IndexedPair {
    const to = e.subtract(pair.to, e.one);
    const index = e.indexSymbol(e.variableOf(pair.index).name, pair.from, to);
    const at = (node: Expression, value: Expression): Expression =>
      e.substitute(node, new Map([[pair.index, value]]));
    const last = at(pair.natural, pair.to);
    this.parameterOnly = e.add(this.parameterOnly, e.multiply(total, last));
    return {
      natural: e.subtract(at(pair.natural, index), last),
      statistic: at(pair.statistic, index),
      index,
      from: pair.from,
      to,
    };
  }
}

/** The outcome's part without its coefficient. */
const bare = ({ outcome }: Piece): Expression => e.splitCoefficient(outcome)[1];

/** The places of the components that a product is made of, y₁·y₂² as 0, 1, 1; null for anything else. */
const monomialIn = (node: Expression, components: readonly Expression[]): number[] | null => {
  const places = e.factorsOf(node).flatMap((factor) => {
    const [base, exponent] = e.splitPower(factor);
    const [at, times] = [
      components.indexOf(base),
      e.isNumber(exponent) ? e.rationalOf(exponent).toNumber() : 0,
    ];
    return at >= 0 && Number.isInteger(times) && times > 0 ? Array.from({ length: times }, () => at) : [NaN];
  });
  return places.some(Number.isNaN) ? null : places.sort((a, b) => a - b);
};

/** By degree, then component by component; 0 where one of them is no monomial. */
const compareMonomials = (a: readonly number[] | null, b: readonly number[] | null): number => {
  if (a === null || b === null) return 0;
  return a.length - b.length || (a.map((each, i) => each - b[i]).find((difference) => difference !== 0) ?? 0);
};
