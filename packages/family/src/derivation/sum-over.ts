// Small habits that normal forms share: sums over the index of an indexed parameter, and tidying after differentiation.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { NaturalParameter } from './derivation.js';

/** Sums over the index of an indexed natural parameter; leaves others alone. */
export const sumOver = ({ index }: NaturalParameter, body: Expression): Expression =>
  index ? e.sum(body, index.symbol, index.from, index.to) : body;

/** Rewrites that tidy what differentiation leaves behind: deltas pick their terms, then the shortest form is taken. */
export const tidy = (node: Expression): Expression => {
  const short = e.simplify(e.rewrite(node, e.indexed).result);
  const lower = e.rewrite(short, e.recurrence).result;
  return lower === short ? short : e.simplify(lower);
};

/** The shortest way found to write A: as a whole, or its logarithms apart from the rest. */
export const shortest = (node: Expression): Expression => {
  const whole = shortestWhole(node);
  const [logs, others] = [true, false].map((wanted) =>
    e.termsOf(node).filter((term) => hasLog(term) === wanted),
  );
  if (logs.length === 0 || others.length === 0) return whole;
  const apart = e.add(shortestWhole(e.add(...logs)), shortestWhole(e.add(...others)));
  return e.readingLength(apart) < e.readingLength(whole) ? apart : whole;
};

const hasLog = (node: Expression): boolean => node.op === 'log' || node.args.some(hasLog);

/** Logarithms taken apart, or of one fraction. */
const shortestWhole = (node: Expression): Expression => {
  const inner = e.simplify(node);
  const apart = tidy(e.expand(e.rewrite(inner, e.logarithm).result));
  const allowed = e.readingLength(inner) + (hasLogOfFraction(inner) ? slack : 0);
  const shorter = e.readingLength(apart) <= allowed ? apart : inner;
  return e.rewrite(shorter, e.gathering).result;
};

const slack = 3; // −½·log(−2η) is easier on the eye than ½·log(−1/(2η)), though it is longer

const hasLogOfFraction = (node: Expression): boolean =>
  (node.op === 'log' && e.factorsOf(node.args[0]).some((factor) => e.isNegative(e.splitPower(factor)[1]))) ||
  node.args.some(hasLogOfFraction);
