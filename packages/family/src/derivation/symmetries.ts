// Which entries of the outcome may change places: renamed, and the natural parameters of their statistics with them, they leave the
// statistics and A as they are. One gradient entry and few Hessian entries are then derived, and all others are those, renamed.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { pointsIn, pointsOf } from './points-of-outcome.js';
import type { Points } from './points-of-outcome.js';
import type { NormalForm, Quantity, Representatives } from './derivation.js';
import { isClosed } from './open-forms.js';

/** What permutations of the outcome's entries are tried on: a normal form, and the formulas it came with. */
export interface SymmetricSubject {
  readonly outcome: Quantity;
  readonly form: Pick<NormalForm, 'natural' | 'statistics'>;
  /** A(η). */
  readonly logPartition: Expression;
  /** A symbol that stands for a formula, with the symbols in that renamed. */
  readonly inside?: Inside;
}

type Rename = (node: Expression) => Expression;
type Inside = (symbol: Expression, rename: Rename) => Expression;

/** A formula that stands for others, and the renaming that makes the wanted one of it. */
export interface Representative {
  /** Functions of the outcome, in the order in which they were asked for. */
  readonly of: readonly Expression[];
  readonly rename: Rename;
}

type Renaming = ReadonlyMap<Expression, Expression>;

/** A permutation of points, as far as it moves any. */
type Moves = ReadonlyMap<number, number>;

/** The permutations of the outcome's entries under which a family stays what it is, as they were found and checked. */
export class Symmetries {
  /** Points that may be permuted at will, in their order; at least two each. */
  readonly blocks: readonly (readonly number[])[];
  private readonly subject: SymmetricSubject;
  private readonly points: Points;
  private readonly pointsIn: (node: Expression) => ReadonlySet<number>;
  private readonly statisticsAt = new Map<number, number[]>();
  private readonly placeOf: ReadonlyMap<Expression, number>;
  private readonly blockOf: ReadonlyMap<number, readonly number[]>;
  private readonly isFixed: (node: Expression) => boolean;

  private constructor(subject: SymmetricSubject, points: Points) {
    const { statistics } = subject.form;
    this.subject = subject;
    this.points = points;
    this.pointsIn = e.memoise((node) => pointsIn(node, points));
    this.placeOf = new Map(statistics.map((each, i) => [each, i]));
    for (const [i, each] of statistics.entries())
      for (const point of this.pointsIn(each))
        this.statisticsAt.set(point, [...(this.statisticsAt.get(point) ?? []), i]);
    this.blocks = this.runs().flatMap((run) => this.certified(run));
    this.blockOf = new Map(this.blocks.flatMap((block) => block.map((point) => [point, block])));
    const generators = this.blocks.flatMap(generatorsOf).map((moves) => this.renamer(moves));
    this.isFixed = (node) => generators.every((rename) => rename(node) === node);
  }

  /** Null where there are none: the outcome is one number, or no two of its entries may change places. */
  static of(subject: SymmetricSubject): Symmetries | null {
    if (subject.form.natural.some(({ index }) => index)) return null;
    const points = pointsOf(subject.outcome, subject.form.statistics);
    const found = points && new Symmetries(subject, points);
    return found && found.blocks.length > 0 ? found : null;
  }

  /** The functions of the outcome with its entries renamed to the first of their blocks, in the order in which they occur. */
  representative(functions: readonly Expression[]): Representative {
    const back = new Map<number, number>();
    const used = new Map<readonly number[], number>();
    for (const point of functions.flatMap((each) => [...this.pointsIn(each)])) {
      const block = this.blockOf.get(point);
      if (block === undefined || back.has(point)) continue;
      const next = used.get(block) ?? 0;
      used.set(block, next + 1);
      back.set(point, block[next]);
    }
    const toFirst = completed(back);
    const rename = renamer(this.points.renaming(toFirst));
    const toWanted = new Map([...toFirst].map(([from, to]) => [to, from]));
    return {
      of: functions.map(rename),
      rename: toWanted.size === 0 ? (node) => node : this.renamer(toWanted, this.isFixed),
    };
  }

  /**
   * The statistics that are renamings of each other under the one block that there is, by their places, and those that stay as they
   * are; null where one of them knows several points of it.
   */
  orbits(): { readonly moved: readonly (readonly number[])[]; readonly still: readonly number[] } | null {
    const { statistics } = this.subject.form;
    const still: number[] = [];
    const moved = new Map<Expression, number[]>();
    for (const [i, each] of statistics.entries()) {
      if (this.isFixed(each)) {
        still.push(i);
        continue;
      }
      if ([...this.pointsIn(each)].filter((point) => this.blockOf.has(point)).length !== 1) return null;
      const [first] = this.representative([each]).of;
      moved.set(first, [...(moved.get(first) ?? []), i]);
    }
    const [block] = this.blocks;
    const lists = [...moved.values()];
    return lists.every(({ length }) => length === block.length) ? { moved: lists, still } : null;
  }

  /**
   * The first two and the last of the natural parameters and of these functions of the outcome, where all others are proven to be
   * renamings of the second; else null.
   */
  representatives(columns: readonly Expression[]): Representatives | null {
    const [block] = this.blocks as [readonly number[]];
    const lists = [this.subject.form.statistics, columns];
    const isAlike = (list: readonly Expression[]): boolean =>
      list.length > 3 &&
      list.slice(0, -1).every((each, i) => {
        const [point, ...others] = this.pointsIn(each);
        return others.length === 0 && point === block[0] + i && block.includes(point);
      });
    const ends = (list: readonly unknown[]): number[] => [0, 1, list.length - 1];
    return lists.every(isAlike) ? { parameters: ends(lists[0]), columns: ends(lists[1]) } : null;
  }

  /** The natural parameter that stands for this one, and the renaming from what is said of it to what is said of this one. */
  ofParameter(symbol: Expression): { readonly first: Expression; readonly rename: Rename } | null {
    const { natural, statistics } = this.subject.form;
    const place = natural.findIndex((each) => each.symbol === symbol);
    if (place < 0) return null;
    const { of, rename } = this.representative([statistics[place]]);
    return { first: natural[this.placeOf.get(of[0])!].symbol, rename };
  }

  /** Neighbours that may change places as far as the statistics go, in runs. */
  private runs(): number[][] {
    const runs: number[][] = [];
    for (let point = 1; point <= this.points.count; point++) {
      const run = runs.at(-1);
      if (run && this.renaming(swap(point - 1, point)) !== null) run.push(point);
      else runs.push([point]);
    }
    return runs.filter((run) => run.length > 1);
  }

  /** The run, if A stays the same under what generates all its permutations; else the parts of it under whose neighbours it does. */
  private certified(run: readonly number[]): (readonly number[])[] {
    const holds = (moves: Moves): boolean => {
      const { logPartition } = this.subject;
      return this.renamer(moves)(logPartition) === logPartition;
    };
    if (generatorsOf(run).every(holds)) return [run];
    const parts: number[][] = [];
    for (const point of run) {
      const part = parts.at(-1);
      if (part && holds(swap(point - 1, point))) part.push(point);
      else parts.push([point]);
    }
    return parts.filter((part) => part.length > 1);
  }

  private renamer(moves: Moves, isFixed?: (node: Expression) => boolean): Rename {
    const both = new Map([...this.points.renaming(moves), ...this.renaming(moves)!]);
    return renamer(both, { ...this.subject, ...(isFixed && { isFixed }) });
  }

  /** What becomes of the natural parameters; null where a statistic becomes none, or a parameter one that lives elsewhere. */
  private renaming(moves: Moves): Renaming | null {
    const { natural, statistics } = this.subject.form;
    const rename = renamer(this.points.renaming(moves));
    const renaming = new Map<Expression, Expression>();
    const touched = new Set([...moves.keys()].flatMap((point) => this.statisticsAt.get(point) ?? []));
    for (const from of touched) {
      const to = this.placeOf.get(rename(statistics[from]));
      if (to === undefined) return null;
      const [before, after] = [natural[from], natural[to]];
      if (e.domainKey(before.domain) !== e.domainKey(after.domain)) return null;
      renaming.set(before.symbol, after.symbol);
    }
    return renaming;
  }
}

/**
 * A closed formula in the natural parameters for each list of functions of the outcome, such as the statistics that it is a mean or a
 * covariance of: computed for the first of those that are renamings of each other, and renamed for the others.
 */
export const byRepresentative = <T extends Expression | null>(
  symmetries: Symmetries | null,
  compute: (functions: readonly Expression[]) => T,
): ((functions: readonly Expression[]) => T) => {
  if (symmetries === null) return compute;
  const known = new Map<string, T>();
  return (functions) => {
    const { of, rename } = symmetries.representative(functions);
    const key = of.map(({ id }) => id).join();
    if (!known.has(key)) known.set(key, compute(of));
    const first = known.get(key)!;
    // what is only defined speaks of the outcome, whose entries stay where they are
    return first !== null && isClosed(first) ? (rename(first) as T) : compute(functions);
  };
};

const swap = (a: number, b: number): Moves => new Map([[a, b], [b, a]]); // prettier-ignore

/** Two neighbours change places, and all move on by one: what these two make are all permutations. */
const generatorsOf = (block: readonly number[]): Moves[] => {
  const cycle = new Map(block.map((point, i) => [point, block[(i + 1) % block.length]]));
  return block.length === 2 ? [cycle] : [swap(block[0], block[1]), cycle];
};

/** A permutation that does what it is told to, and moves as few others as can be. */
const completed = (moves: Moves): Moves => {
  const targets = new Set(moves.values());
  const free = [...moves.keys()].filter((point) => !targets.has(point));
  const homeless = [...targets].filter((point) => !moves.has(point));
  const all = new Map([...moves, ...homeless.map((point, i) => [point, free[i]] as const)]);
  return new Map([...all].filter(([from, to]) => from !== to));
};

interface Renamer {
  /** Tells of a part that it would come out as it is. */
  readonly isFixed?: (node: Expression) => boolean;
  readonly inside?: Inside;
}

/** Renames leaves. */
const renamer = (renaming: Renaming, { isFixed = () => false, inside }: Renamer = {}): Rename => {
  if (renaming.size === 0) return (node) => node;
  const visit: Rename = e.memoise((node) => {
    const renamed = renaming.get(node);
    if (renamed !== undefined) return renamed;
    if (node.args.length === 0) return inside && node.op === 'symbol' ? inside(node, visit) : node;
    return isFixed(node) ? node : e.mapArguments(node, visit);
  });
  return visit;
};
