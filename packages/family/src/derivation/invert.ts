// Solving η = η(φ) for the parameters: by undoing one operation after the other, and by elimination for systems.
import type { Definition, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { solveByLambert, solvePolynomial } from './roots.js';

export interface Equation {
  /** A function of the unknowns … */
  readonly left: Expression;
  /** … that equals something known. */
  readonly right: Expression;
}

/** One unknown found, in terms of what is known and of unknowns found after it. */
export interface Solved {
  readonly unknown: Expression;
  readonly from: Equation;
  readonly value: Expression;
}

export interface Solution {
  readonly values: ReadonlyMap<Expression, Expression>;
  readonly trail: readonly Solved[];
  /** A sum that was given a name on the way. */
  readonly named?: Definition;
}

/**
 * Solves a system for its unknowns (symbols or components of a vector); null where no closed form was found.
 * `definitions` says what the known symbols stand for, so that the right branch of a root can be told by numbers.
 */
export const solveSystem = (
  equations: readonly Equation[],
  unknowns: readonly Expression[],
  definitions: readonly Definition[],
): Solution | null =>
  solveThroughSharedSum(equations, unknowns, definitions) ??
  eliminate(equations, unknowns, definitions) ??
  solvePolar(equations, unknowns, definitions);

/** r·cos φ = a and r·sin φ = b: r is the length of (a, b), and half the angle has the tangent b/(r + a). */
const solvePolar = (
  equations: readonly Equation[],
  unknowns: readonly Expression[],
  definitions: readonly Definition[],
): Solution | null => {
  if (equations.length !== 2 || unknowns.length !== 2) return null;
  const ways = unknowns.flatMap((angle) => equations.map((first) => ({ angle, first })));
  for (const { angle, first } of ways) {
    const second = equations.find((each) => each !== first)!;
    const [radius, other] = [
      e.divide(first.left, e.apply('cos', [angle])),
      e.divide(second.left, e.apply('sin', [angle])),
    ];
    if (radius !== other || e.contains(radius, angle)) continue;
    const length = e.sqrt(e.add(e.power(first.right, e.two), e.power(second.right, e.two)));
    const turned = e.apply('atan', [e.divide(second.right, e.add(length, first.right))]);
    const value = e.multiply(e.two, turned);
    const rest = eliminate(
      [{ left: radius, right: length }],
      unknowns.filter((each) => each !== angle),
      definitions,
    );
    if (rest === null || !agrees(angle, value, definitions)) continue;
    return {
      values: new Map([...rest.values, [angle, value]]),
      trail: [...rest.trail, { unknown: angle, from: second, value }],
    };
  }
  return null;
};

/**
 * A sum of several unknowns that stands in every equation, such as the denominator of the softmax, is first taken for a
 * known: then each equation has one unknown, and the sum itself is found last.
 */
const solveThroughSharedSum = (
  equations: readonly Equation[],
  unknowns: readonly Expression[],
  definitions: readonly Definition[],
): Solution | null => {
  const shared = unknowns.length < 2 || equations.length === 0 ? null : sharedSum(equations, unknowns);
  if (shared === null) return null;
  const taken = new Set(
    [...equations.flatMap(({ left, right }) => [left, right]), ...unknowns].flatMap((part) => [
      ...e.namesOf(part),
    ]),
  );
  const name = ['total', 'whole', 'S', 'total_'].find((each) => !taken.has(each))!;
  const total = e.symbol(name, e.real.positive);
  const known = [...definitions, { symbol: total, value: shared }];
  const replaced = equations.map(({ left, right }) => ({ left: replaceNode(left, shared, total), right }));
  const apart = eliminate(replaced, unknowns, known);
  if (apart === null) return null;
  const put = (node: Expression, values: ReadonlyMap<Expression, Expression>): Expression =>
    e.simplify([...values].reduce((result, [part, by]) => replaceNode(result, part, by), node));
  const last = eliminate([{ left: put(shared, apart.values), right: total }], [total], known);
  if (last === null) return null;
  const values = new Map([...apart.values].map(([unknown, value]) => [unknown, put(value, last.values)]));
  return { values, trail: [...apart.trail, ...last.trail], named: { symbol: total, value: shared } };
};

/** The longest sum with at least two unknowns that stands in every equation. */
const sharedSum = (equations: readonly Equation[], unknowns: readonly Expression[]): Expression | null => {
  const sums = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (node.op === 'add' && unknowns.filter((unknown) => e.contains(node, unknown)).length > 1)
      sums.add(node);
    node.args.forEach(visit);
  };
  visit(equations[0].left);
  const everywhere = [...sums].filter((sum) =>
    equations.every(({ left }) => left !== sum && e.contains(left, sum)),
  );
  return everywhere.sort((a, b) => b.args.length - a.args.length)[0] ?? null;
};

const largestEquation = 400; // nodes; beyond that elimination without a pattern has lost its way

const eliminate = (
  equations: readonly Equation[],
  unknowns: readonly Expression[],
  definitions: readonly Definition[],
): Solution | null => {
  let open = [...equations];
  const left = new Set(unknowns);
  const trail: Solved[] = [];
  while (left.size > 0) {
    if (open.some((equation) => e.sizeOf(equation.left) > largestEquation)) return null;
    const found = solveOne(open, left, definitions);
    if (found === null) return null;
    left.delete(found.unknown);
    trail.push(found);
    const put = (node: Expression): Expression => e.simplify(replaceNode(node, found.unknown, found.value));
    open = open
      .filter((equation) => equation !== found.from)
      .map((equation) => ({ left: put(equation.left), right: put(equation.right) }));
  }
  const values = new Map<Expression, Expression>();
  for (const { unknown, value } of [...trail].reverse()) {
    let result = value;
    for (const [known, by] of values) result = replaceNode(result, known, by);
    values.set(unknown, e.simplify(result));
  }
  return { values, trail };
};

/** The easiest equation with an unknown that can be isolated: those with fewest unknowns come first. */
const solveOne = (
  equations: readonly Equation[],
  unknowns: ReadonlySet<Expression>,
  definitions: readonly Definition[],
): Solved | null => {
  const unknownsOf = (equation: Equation): Expression[] =>
    [...unknowns].filter(
      (unknown) => e.contains(equation.left, unknown) || e.contains(equation.right, unknown),
    );
  const byEase = equations
    .map((equation) => ({ equation, inside: unknownsOf(equation) }))
    .sort((a, b) => a.inside.length - b.inside.length);
  for (const { equation, inside } of byEase) {
    for (const unknown of inside) {
      const difference = e.contains(equation.right, unknown)
        ? { left: e.subtract(equation.left, equation.right), right: e.zero }
        : equation;
      const value = isolate(difference, unknown)
        .map(e.simplify)
        .find((candidate) => agrees(unknown, candidate, definitions));
      if (value !== undefined) return { unknown, from: equation, value };
    }
  }
  return null;
};

/** Whether a candidate is the unknown on its whole domain: a root taken on the wrong branch is not. */
const agrees = (unknown: Expression, candidate: Expression, definitions: readonly Definition[]): boolean => {
  if (e.contains(candidate, unknown)) return false;
  try {
    return e.verify(unknown, candidate, { definitions, points: 6, digits: 30, seed: 5 }).points > 0;
  } catch {
    return false;
  }
};

const depthLimit = 24;

interface PowerEquation {
  readonly base: Expression;
  readonly exponent: Expression;
  readonly right: Expression;
}

/** A power without its power: the exponent by logarithms, the base by both roots; nothing where the unknown is in both. */
const rootsOf = (
  { base, exponent, right }: PowerEquation,
  has: (part: Expression) => boolean,
): readonly (readonly [Expression, Expression])[] => {
  if (has(exponent)) return has(base) ? [] : [[exponent, e.divide(e.log(right), e.log(base))]];
  const root = e.power(right, e.reciprocal(exponent));
  return [
    [base, root],
    [base, e.negate(root)],
  ];
};

/** Every way in which undoing operations gives the unknown; branches that are wrong are told apart later. */
const isolate = ({ left, right }: Equation, unknown: Expression, depth = 0): Expression[] => {
  if (left === unknown) return [right];
  if (depth > depthLimit || !e.contains(left, unknown)) return [];
  const deeper = (nextLeft: Expression, nextRight: Expression): Expression[] =>
    isolate({ left: nextLeft, right: nextRight }, unknown, depth + 1);
  const has = (part: Expression): boolean => e.contains(part, unknown);
  const algebraic = solvePolynomial(e.subtract(left, right), unknown);
  if (algebraic.length > 0) return algebraic;
  const exponential = solvePolynomial(e.subtract(left, right), e.exp(unknown));
  if (exponential.length > 0) return exponential.map(e.log);
  switch (left.op) {
    case 'add': {
      const inside = left.args.filter(has);
      const outside = left.args.filter((part) => !has(part));
      if (outside.length > 0) return deeper(e.add(...inside), e.subtract(right, e.add(...outside)));
      const byLambert = solveByLambert(inside, right, unknown);
      if (byLambert !== null) return [byLambert];
      if (!inside.every(isLogarithm)) return [];
      // (log p − log(1 − p))/2 = η is first freed of its ½: no root is left to undo
      const half = e.rational(e.splitCoefficient(inside[0])[0].abs());
      const freed = e.expand(e.divide(left, half));
      return deeper(e.simplify(e.exp(freed)), e.exp(e.divide(right, half)));
    }
    case 'multiply': {
      const outside = e.multiply(...left.args.filter((part) => !has(part)));
      return outside === e.one ? [] : deeper(e.multiply(...left.args.filter(has)), e.divide(right, outside));
    }
    case 'power': {
      const [base, exponent] = e.splitPower(left);
      return rootsOf({ base, exponent, right }, has).flatMap(([nextLeft, nextRight]) =>
        deeper(nextLeft, nextRight),
      );
    }
    case 'lambertW':
      return deeper(left.args[0], e.multiply(right, e.exp(right)));
    case 'exp':
      return deeper(left.args[0], e.log(right));
    case 'log':
      return deeper(left.args[0], e.exp(right));
    case 'tan':
      return deeper(left.args[0], e.apply('atan', [right]));
    case 'tanh':
      return deeper(
        left.args[0],
        e.divide(e.log(e.divide(e.add(e.one, right), e.subtract(e.one, right))), e.two),
      );
    default:
      return [];
  }
};

const isLogarithm = (term: Expression): boolean =>
  e.factorsOf(term).filter((factor) => factor.op === 'log').length === 1;

/** Puts an expression in the place of a node that need not be a symbol. */
export const replaceNode = (node: Expression, part: Expression, by: Expression): Expression => {
  if (node === part) return by;
  return e.contains(node, part) ? e.mapArguments(node, (arg) => replaceNode(arg, part, by)) : node;
};

/** The same for the components of a vector, at whatever index they stand. */
export const replaceComponents = (node: Expression, part: Expression, value: Expression): Expression => {
  if (part.op !== 'element' || part.args[1].op !== 'symbol') return replaceNode(node, part, value);
  const [vector, index] = part.args as [Expression, Expression];
  const visit = (each: Expression): Expression =>
    each.op === 'element' && each.args[0] === vector
      ? e.substitute(value, new Map([[index, each.args[1]]]))
      : e.mapArguments(each, visit);
  return visit(node);
};
