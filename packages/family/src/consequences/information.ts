// What A tells of information: cumulants, entropy, divergence, Fisher's information in η and in the parameters of the text.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { attempt, secondIndex } from '../derivation/derivatives.js';
import { replaceNode } from '../derivation/invert.js';
import { infinite, Moments } from '../derivation/moments.js';
import { isClosed } from '../derivation/open-forms.js';
import { atomsOf } from '../decision/shape.js';
import { tidy } from '../derivation/sum-over.js';
import type { Matrix, Subject } from './subject.js';
import { inner, named, put, symbolsOf } from './subject.js';

const neat = (node: Expression): Expression => (isClosed(node) ? tidy(node) : node);

/** ∂ⁿA/∂ηᵢⁿ for each i; null where a function has no derivative that is known. */
export const cumulants = ({ natural, mean }: Subject, order: number): Expression[] | null =>
  attempt(() =>
    natural.map(({ symbol, index }, i) => {
      const still = new Map<Expression, Expression>();
      let result = index ? mean[i] : holdStill(mean[i], symbol, still);
      for (let n = 1; n < order; n++) result = neat(e.differentiate(result, symbol));
      const back = new Map([...still].map(([sum, held]) => [held, sum]));
      return e.substitute(result, back);
    }),
  );

/**
 * With one symbol for those terms of a sum that do not move with η: of thirty classes, twenty-nine stay where they are, and
 * powers of their sum need not be multiplied out.
 */
const holdStill = (node: Expression, eta: Expression, still: Map<Expression, Expression>): Expression => {
  if (!e.occurs(node, eta)) return node;
  if (node.op !== 'add') return e.mapArguments(node, (arg) => holdStill(arg, eta, still));
  const [moving, staying] = [true, false].map((moves) =>
    node.args.filter((term) => e.occurs(term, eta) === moves),
  );
  const parts = moving.map((term) => holdStill(term, eta, still));
  if (staying.length < 2) return e.add(...parts, ...staying);
  const sum = e.add(...staying);
  if (!still.has(sum))
    still.set(sum, e.symbol(`rest ${still.size}`, e.isPositive(sum) ? e.real.positive : e.real.all));
  return e.add(...parts, still.get(sum)!);
};

/** A − ηᵀE[T] − E[log h]. */
export const entropy = (subject: Subject): Expression | null => {
  const { a, mean, natural, logBaseMeasure, outcome } = subject;
  const base = e.occurs(logBaseMeasure, outcome.symbol)
    ? new Moments({ outcome, form: { ...subject, logPartition: a }, logPartition: a, mean }).of(
        logBaseMeasure,
      )
    : { value: logBaseMeasure };
  if (base === null || base === infinite) return null;
  const mixed = neat(e.subtract(e.subtract(a, inner(natural, symbolsOf(subject), mean)), base.value));
  return e.rewrite(mixed, e.gathering).result;
};

/** KL(η ‖ η_other) = A(η_other) − A(η) + (η − η_other)ᵀE[T]. */
export const divergence = (subject: Subject): Expression => {
  const { a, mean, natural } = subject;
  const here = symbolsOf(subject);
  const there = named((number) => `eta${number}_other`, natural).map((each, i) =>
    e.isSymbol(each) ? e.symbol(e.variableOf(each).name, natural[i].domain) : each,
  );
  const difference = here.map((symbol, i) => e.subtract(symbol, there[i]));
  return neat(e.add(inner(natural, difference, mean), e.negate(a), put(a, here, there)));
};

/**
 * The information about the parameters of the text: (∂η/∂φ)ᵀ·∂E[T]/∂φ. A point of a simplex moves in all its components but
 * the last, which gives way.
 */
export const sourceInformation = (subject: Subject): Matrix | null => {
  const { natural, mean, parameters } = subject;
  if (parameters.length === 0) return null;
  const inSource = mean.map((each) =>
    bySimplex(
      put(
        each,
        symbolsOf(subject),
        natural.map(({ expression }) => expression),
      ),
      subject,
    ),
  );
  return attempt(() =>
    natural.some(({ index }) => index) ? alongIndex(subject, inSource) : byAtoms(subject, inSource),
  );
};

const byAtoms = ({ natural, parameters }: Subject, inSource: readonly Expression[]): Matrix | null => {
  const moves = parameters.flatMap((parameter) => {
    const atoms = atomsOf(parameter);
    const last = parameter.domain.kind === 'simplex' ? atoms.pop() : undefined;
    return atoms.map((atom) => (node: Expression): Expression => {
      const straight = e.differentiate(node, atom);
      return last ? e.subtract(straight, e.differentiate(node, last)) : straight;
    });
  });
  if (
    parameters.some(
      ({ symbol, domain }) => e.isVectorDomain(domain) && atomsOf({ symbol, domain })[0] === symbol,
    )
  )
    return null;
  const etaMoves = moves.map((move) => natural.map(({ expression }) => move(expression)));
  const meanMoves = moves.map((move) => inSource.map(move));
  return etaMoves.map((row) =>
    meanMoves.map((column) => neat(e.add(...row.map((slope, a) => e.multiply(slope, column[a]))))),
  );
};

/** One body with two indices, for one family of natural parameters that runs over an index of one vector. */
const alongIndex = ({ natural, parameters }: Subject, inSource: readonly Expression[]): Matrix | null => {
  const [parameter] = natural;
  const [vector] = parameters;
  const { index } = parameter;
  if (natural.length !== 1 || parameters.length !== 1 || !index || !e.isVectorDomain(vector.domain))
    return null;
  const row = index.symbol;
  const column = secondIndex(row, index.from, index.to);
  const running = e.indexSymbol('a', index.from, index.to);
  const last = vector.domain.kind === 'simplex' ? e.element(vector.symbol, vector.domain.size) : null;
  const moved = (node: Expression, at: Expression): Expression => {
    const moving = e.substitute(node, new Map([[row, running]]));
    const straight = e.differentiate(moving, e.element(vector.symbol, at));
    return last ? e.subtract(straight, e.differentiate(moving, last)) : straight;
  };
  const body = e.multiply(moved(parameter.expression, row), moved(inSource[0], column));
  const total = e.sum(e.expand(body), running, index.from, index.to);
  return [[tidy(bySimplexSums(tidy(total), vector.symbol))]];
};

/** Functions of a point of a simplex, with its components adding up to one. */
const bySimplex = (node: Expression, { parameters }: Subject): Expression => {
  let result = neat(node);
  for (const parameter of parameters) {
    if (parameter.domain.kind !== 'simplex') continue;
    const { symbol, domain } = parameter;
    result = neat(bySimplexSums(result, symbol));
    if (!e.isNumber(domain.size)) continue;
    const atoms = atomsOf(parameter);
    const last = atoms.pop()!;
    const rest = e.subtract(e.one, e.add(...atoms));
    result = replaceNode(neat(replaceNode(result, last, rest)), rest, last);
  }
  return result;
};

/** Σ φ_k over all but the last component is 1 − φ_K. */
const bySimplexSums = (node: Expression, vector: Expression): Expression => {
  if (node.op === 'sum') {
    const { index, lower, upper, body } = e.open(node);
    const { domain } = e.variableOf(vector);
    const allButLast =
      domain.kind === 'simplex' && lower === e.one && upper === e.subtract(domain.size, e.one);
    if (allButLast && body === e.element(vector, index))
      return e.subtract(e.one, e.element(vector, domain.size));
  }
  return e.mapArguments(node, (arg) => bySimplexSums(arg, vector));
};
