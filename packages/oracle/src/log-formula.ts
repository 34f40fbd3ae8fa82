// The logarithm of a formula, taken apart along products, quotients, powers and exponentials, so that no density is too
// small to be seen: exp(−5e19) is 0 even here, its logarithm is not.
import { Real, type Arithmetic } from '@expfam/precise';
import type { FunctionNode, MathNode, OperatorNode } from 'mathjs';
import { isMany } from './algebra.js';
import { compile, functionName, loopParts, type Formula } from './compile.js';
import { integer, real, rememberLast, type Scope } from './exact.js';
import { language } from './language.js';

/** sign · exp(log). */
export interface SignedLog {
  readonly sign: number;
  readonly log: Real;
}

/** Products whose factors may be vectors or matrices: those are taken as a whole. */
const ofShape = /transpose|inv/;

function compileLazily(node: MathNode, a: Arithmetic): () => Formula {
  let formula: Formula | undefined;
  return () => (formula ??= compile(node, a));
}

type LogFormula = (scope: Scope) => SignedLog;

/** Functions whose logarithm is a function of the language itself, for positive arguments. */
const logarithmOf: Readonly<Record<string, string>> = {
  gamma: 'lgamma',
  factorial: 'logFactorial',
  beta: 'logBeta',
};

/** The sign and the logarithm of the absolute value of a formula. */
export function logFormula(node: MathNode, a: Arithmetic): LogFormula {
  if (node.type === 'ParenthesisNode')
    return logFormula((node as MathNode & { content: MathNode }).content, a);
  if (node.type === 'OperatorNode') return ofOperator(node as OperatorNode, a);
  if (node.type === 'FunctionNode') return ofFunction(node as FunctionNode, a);
  return plain(node, a);
}

function plain(node: MathNode, a: Arithmetic): LogFormula {
  const value = compile(node, a);
  return (scope) => {
    const x = real(value(scope));
    return { sign: x.sign(), log: a.log(x.abs()) };
  };
}

function ofOperator(node: OperatorNode, a: Arithmetic): LogFormula {
  const [x, y] = node.args;
  const whole = plain(node, a);
  if (x === undefined || node.args.length > 2) return whole;
  if (y === undefined) {
    if (node.op !== '-') return node.op === '!' ? logOfFunction('factorial', node, a) : whole;
    const inside = logFormula(x, a);
    return (scope) => ({ ...inside(scope), sign: -inside(scope).sign });
  }
  if (node.op === '^') return ofPower(logFormula(x, a), y, a);
  if (node.op !== '*' && node.op !== '/') return whole;
  const [left, right] = [logFormula(x, a), logFormula(y, a)];
  const factors = [compileLazily(x, a), compileLazily(y, a)];
  // what is a vector once is one always
  let shaped = ofShape.test(node.toString()) ? undefined : false;
  const combine = node.op === '*' ? a.add : a.subtract;
  return (scope) => {
    shaped ??= factors.some((factor) => isMany(factor()(scope)));
    if (shaped) return whole(scope);
    const [l, r] = [left(scope), right(scope)];
    return { sign: l.sign * (r.sign === 0 && node.op === '/' ? 1 : r.sign), log: combine(l.log, r.log) };
  };
}

function ofPower(base: LogFormula, exponent: MathNode, a: Arithmetic): LogFormula {
  const power = compile(exponent, a);
  return (scope) => {
    const n = real(power(scope));
    if (n.isZero()) return { sign: 1, log: Real.zero };
    const { sign, log } = base(scope);
    const value = a.multiply(n, log);
    if (sign === 0) return { sign: n.sign() > 0 ? 0 : 1, log: value };
    if (sign > 0) return { sign, log: value };
    if (!n.isInteger()) return { sign: Number.NaN, log: Real.NaN };
    return { sign: n.floor() % 2n === 0n ? 1 : -1, log: value };
  };
}

function ofFunction(node: FunctionNode, a: Arithmetic): LogFormula {
  const name = functionName(node);
  const [x] = node.args;
  if (x === undefined) return plain(node, a);
  if (name === 'exp') {
    const inside = compile(x, a);
    return (scope) => ({ sign: 1, log: real(inside(scope)) });
  }
  if (name === 'sqrt') {
    const inside = logFormula(x, a);
    return (scope) => {
      const { sign, log } = inside(scope);
      return sign < 0 ? { sign: Number.NaN, log: Real.NaN } : { sign, log: log.scale(-1) };
    };
  }
  if (name === 'prod') return ofProduct(node, a);
  if (name === 'combinations') return ofCombinations(node, a);
  return Object.hasOwn(logarithmOf, name) ? logOfFunction(name, node, a) : plain(node, a);
}

/** By the logarithm's own function where all arguments are positive, by the value otherwise. */
function logOfFunction(name: string, node: FunctionNode | OperatorNode, a: Arithmetic): LogFormula {
  const whole = plain(node, a);
  const meaning = language(a).get(logarithmOf[name] ?? '');
  const parts = node.args.map((part) => compile(part, a));
  const remembered = rememberLast((x: readonly Real[]) => meaning?.apply(...x) ?? Real.NaN);
  return (scope) => {
    const x = parts.map((part) => real(part(scope)));
    const positive = x.every((each) => each.sign() > 0 || (name === 'factorial' && each.isZero()));
    return positive && meaning !== undefined ? { sign: 1, log: remembered(x) } : whole(scope);
  };
}

function ofProduct(node: FunctionNode, a: Arithmetic): LogFormula {
  const { body, index, from, to } = loopParts(node);
  const factor = logFormula(body, a);
  const [first, last] = [compile(from, a), compile(to, a)];
  return (scope) => {
    const inner = new Map(scope);
    let product: SignedLog = { sign: 1, log: Real.zero };
    const end = integer(last(scope), `the last ${index}`);
    for (let k = integer(first(scope), `the first ${index}`); k <= end; k += 1) {
      inner.set(index, Real.fromInteger(k));
      const next = factor(inner);
      product = { sign: product.sign * next.sign, log: a.add(product.log, next.log) };
    }
    return product;
  };
}

function ofCombinations(node: FunctionNode, a: Arithmetic): LogFormula {
  const whole = plain(node, a);
  const logFactorial = language(a).get('logFactorial');
  const parts = node.args.map((part) => compile(part, a));
  return (scope) => {
    const [n, k] = parts.map((part) => real(part(scope)));
    if (n === undefined || k === undefined || logFactorial === undefined) return whole(scope);
    const rest = a.subtract(n, k);
    if (n.sign() < 0 || k.sign() < 0 || rest.sign() < 0) return whole(scope);
    const below = a.add(logFactorial.apply(k), logFactorial.apply(rest));
    return { sign: 1, log: a.subtract(logFactorial.apply(n), below) };
  };
}
