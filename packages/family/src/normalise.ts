// Density → normal form: verb 2 of the line. The log density becomes a sum of terms; what knows only the outcome goes to
// h, what knows only the parameters to A, and mixed terms must be products g(φ)·t(y), or the density is refused.
import type { Expression, Rewrite } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Density } from './density.js';
import { finiteSupport } from './density.js';
import type { Quantity } from './derivation.js';
import { Refusal } from './refusal.js';
import type { Piece } from './separate.js';
import { separatingRules, Separator } from './separate.js';
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

/** The log density as pairs of natural parameters and statistics, and what is left for A and h. */
export interface Separated {
  /** The log density as read, and multiplied out. */
  readonly logDensity: Expression;
  readonly expanded: Expression;
  readonly rewrites: readonly Rewrite[];
  readonly pairs: readonly Pair[];
  readonly indexedPairs: readonly IndexedPair[];
  readonly indexedRelations: readonly IndexedRelation[];
  readonly relations: readonly FoundRelation[];
  /** A(φ). */
  readonly logPartition: Expression;
  readonly logBaseMeasure: Expression;
}

/** Brings a density to Σ η(φ)·T(y) − A(φ) + log h(y); throws a Refusal when it is no exponential family. */
export const separate = (density: Density, form: 'baseline' | 'symmetric' = 'baseline'): Separated => {
  refuseSupport(density);
  const separator = new Separator([density.outcome.symbol], symbolsOf(density.parameters));
  const logDensity = e.log(density.formula!);
  refuseMovingIndicator(density, logDensity, separator);
  const { result: expanded, rewrites } = multiplyOut(logDensity, separator);
  const terms = new Terms(density, separator);
  for (const term of e.termsOf(expanded)) terms.take(term);
  return { logDensity, expanded, rewrites, ...terms.collect(form) };
};

const symbolsOf = (quantities: readonly Quantity[]): Expression[] => quantities.map(({ symbol }) => symbol);

/** Logarithms taken apart and products multiplied out, until neither changes anything. */
const multiplyOut = (
  logDensity: Expression,
  separator: Separator,
): { result: Expression; rewrites: Rewrite[] } => {
  const rewrites: Rewrite[] = [];
  // An indicator must not yet pick its term: Σ 1{y = k}·log φ_k is what separates, log φ_y is not.
  const gathering = e.indexed.filter(({ name }) => name !== 'delta-picks-term');
  const rules = [...e.logarithm, ...separatingRules(separator), ...gathering];
  let result = logDensity;
  for (let round = 0; round < 12; round++) {
    const rewritten = e.rewrite(result, rules);
    rewrites.push(...rewritten.rewrites);
    const expanded = e.expand(rewritten.result);
    if (expanded !== rewritten.result)
      rewrites.push({
        rule: 'multiply-out',
        because: 'a sum of terms can be sorted, a product of sums cannot',
        from: rewritten.result,
        to: expanded,
      });
    if (expanded === result) break;
    result = expanded;
  }
  return { result, rewrites };
};

/** The terms of a log density, sorted as they come. */
class Terms {
  private readonly density: Density;
  private readonly separator: Separator;
  private readonly pieces: Piece[] = [];
  private readonly indexed: IndexedPair[] = [];
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
    else if (!this.takeSum(term) && !this.takeFinite(term)) throw refuseTerm(this.density, term);
  }

  /** Σₖ gₖ(φ)·tₖ(y): every term of the body separates. */
  private takeSum(term: Expression): boolean {
    const binder = e.factorsOf(term).find((factor) => factor.op === 'sum');
    if (binder === undefined) return false;
    const outside = this.separator.split(
      e.multiply(...e.factorsOf(term).filter((factor) => factor !== binder)),
    );
    const { index, lower, upper, body } = this.openAs(binder);
    const pieces = e.termsOf(e.expand(body)).map((part) => this.separator.split(part));
    if (outside === null || pieces.some((piece) => piece === null)) return false;
    for (const piece of pieces as Piece[]) {
      const natural = e.multiply(outside.parameter, piece.parameter);
      const statistic = e.multiply(outside.outcome, piece.outcome);
      if (!e.occurs(statistic, index))
        this.takeMixedOrSimple(e.multiply(statistic, e.sum(natural, index, lower, upper)));
      else if (!e.occurs(natural, index))
        this.takeMixedOrSimple(e.multiply(natural, e.sum(statistic, index, lower, upper)));
      else this.indexed.push({ natural, statistic, index, from: lower, to: upper });
    }
    return true;
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
    const support = finiteSupport(domain);
    if (support === null) return false;
    for (const value of support) {
      const parameter = e.expand(
        e.rewrite(e.substitute(term, new Map([[symbol, value]])), [...e.indexed, ...e.logarithm]).result,
      );
      for (const part of e.termsOf(parameter)) this.take(e.multiply(part, e.equal(symbol, value)));
    }
    return true;
  }

  collect(form: 'baseline' | 'symmetric'): Omit<Separated, 'logDensity' | 'expanded' | 'rewrites'> {
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
    const reduced = form === 'symmetric' ? null : reduce(this.pieces, { ...density, separator });
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
      const terms = e.termsOf(multiplyOut(e.log(factor), this.separator).result);
      return terms.map((term) => this.separator.split(term)).map((piece) => piece && bare(piece));
    });
    const place = (piece: Piece): number => {
      const at = written.findIndex((outcomes) => outcomes.includes(bare(piece)));
      return at < 0 ? written.length : at;
    };
    const simplicity = ({ outcome }: Piece): number => e.readingLength(outcome);
    this.pieces.sort((a, b) => place(a) - place(b) || simplicity(a) - simplicity(b));
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

const refuseSupport = (density: Density): void => {
  const parameters = new Set(symbolsOf(density.parameters));
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

/** An indicator that compares the outcome with a parameter moves the support. */
const refuseMovingIndicator = (density: Density, node: Expression, separator: Separator): void => {
  const guilty = findNode(
    node,
    (part) => (part.op === 'less' || part.op === 'lessEqual') && separator.kindOf(part) === 'mixed',
  );
  if (guilty === null) return;
  throw new Refusal('support-depends-on-parameter', {
    what: `${e.text(guilty)} moves with the parameters`,
    witness: e.text(guilty),
    where: density.where,
    needed: 'one support for all values of the parameters, since exp(…) is never zero',
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

const refuseTerm = (density: Density, term: Expression): Refusal => {
  const [, bare] = e.splitCoefficient(term);
  const witness = e.text(bare);
  const names = density.parameters
    .map(({ symbol }) => e.variableOf(symbol).name)
    .filter((name) => e.namesOf(term).has(name));
  return new Refusal('not-separable', {
    what: `${witness} ties the outcome ${e.variableOf(density.outcome.symbol).name} to the parameter${names.length > 1 ? 's' : ''} ${names.join(', ')}`,
    witness,
    where: density.where,
    needed: `a log density that is a sum of products f(${names.join(', ')}) · g(${e.variableOf(density.outcome.symbol).name})`,
    help: 'no statistic of fixed size is sufficient, so no response function can be derived',
  });
};
