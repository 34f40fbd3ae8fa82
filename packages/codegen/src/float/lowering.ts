// From a stabilised formula to nodes: here rounding begins and order gets a meaning. Primitives become their stable code,
// products are interleaved with quotients so that neither overflows alone, what is constant becomes the nearest number.
import type { Expression } from '@expfam/expression';
import {
  evaluator,
  factorsOf,
  functions,
  isFunction,
  isNumber,
  memoise,
  rationalOf,
  splitCoefficient,
  symbolsOf,
  termsOf,
  text,
  variableOf,
} from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import { codegenError } from '../errors.js';
import type { KernelBuilder, KernelNode, KernelOperation } from '../kernel.js';
import type { Ensemble } from '../stable/exponential-sum.js';
import type { Primitives } from '../stable/primitive.js';
import { ensembleCode } from './ensemble-code.js';
import type { EnsembleCode, Rounding } from './ensemble-code.js';
import { sumTree } from './sum-tree.js';

/** What the outcome of a row is called in printed kernels. */
export const outcomeName = 'yi';

/** What formulas are lowered in. */
export interface LoweringContext {
  readonly family: string;
  readonly primitives: Primitives;
  readonly outcome: Expression | null;
  readonly builder: KernelBuilder;
  readonly rounding: Rounding;
}

const direct: ReadonlySet<string> = new Set(['exp', 'expm1', 'log', 'log1p', 'abs', 'lgamma']);
const relations: ReadonlySet<string> = new Set(['equal', 'less', 'lessEqual']);

const exact = arithmetic(40);

/** The nearest double of an expression without symbols, from 40 digits. */
const constantValue = (node: Expression): number => evaluator(exact, new Map())(node).toNumber();

const isConstant = (node: Expression): boolean => symbolsOf(node).size === 0;
const isNegative = (term: Expression): boolean => splitCoefficient(term)[0].sign < 0;

/** Turns formulas into nodes of one builder; equal parts become one node. */
export const lowering = (context: LoweringContext): ((node: Expression) => KernelNode) => {
  const { builder, primitives, rounding } = context;
  const { call, constant, input } = builder;
  const codes = new Map<Ensemble, EnsembleCode>();
  const codeOf = (ensemble: Ensemble): EnsembleCode => {
    let code = codes.get(ensemble);
    if (code === undefined)
      codes.set(ensemble, (code = ensembleCode(ensemble, { builder, lower, rounding })));
    return code;
  };

  const leaf = (node: Expression): KernelNode => {
    const primitive = primitives.find(node);
    if (primitive === undefined) return input(node === context.outcome ? outcomeName : variableOf(node).name);
    const code = codeOf(primitive.ensemble);
    if (primitive.kind === 'share') return code.share(primitive.members);
    return primitive.kind === 'surprise' ? code.surprise(primitive.member) : code.excess(primitive.over);
  };

  /** The product of a term's factors and of the size of its coefficient, whose sign is left to the sum around it. */
  const magnitude = (term: Expression): KernelNode => product(term, 1);

  /** A term whose coefficient has the size that it has and the sign that is given. */
  const product = (term: Expression, sign: 1 | -1): KernelNode => {
    const [coefficient, rest] = splitCoefficient(term);
    const { numerator, denominator } = coefficient.abs();
    // dividing by a power of two is exact, and so is multiplying by its inverse
    const isDyadic = (denominator & (denominator - 1n)) === 0n;
    const scale = sign * (isDyadic ? Number(numerator) / Number(denominator) : Number(numerator));
    const [over, under] = [[] as KernelNode[], isDyadic ? [] : [constant(Number(denominator))]];
    for (const factor of factorsOf(rest).filter((each) => !isNumber(each)))
      for (const { node, below } of factorNodes(factor)) (below ? under : over).push(node);
    const [first] = over;
    let result = first === undefined ? constant(scale) : scaled(first, scale);
    for (let i = 0; i < Math.max(over.length - 1, under.length); i++) {
      if (under[i]) result = call('divide', result, under[i]!);
      if (over[i + 1]) result = call('multiply', result, over[i + 1]!);
    }
    return result;
  };

  const scaled = (node: KernelNode, scale: number): KernelNode => {
    if (scale === 1) return node;
    return scale === -1 ? call('negate', node) : call('multiply', constant(scale), node);
  };

  /** A factor as nodes above and below the bar: whole and half powers are multiplied out, so that 1/x² is (1/x)/x. */
  const factorNodes = (factor: Expression): { node: KernelNode; below: boolean }[] => {
    if (factor.op !== 'power' || isConstant(factor)) return [{ node: lower(factor), below: false }];
    const [base, exponent] = factor.args as [Expression, Expression];
    const x = lower(base);
    if (!isNumber(exponent)) return [{ node: call('power', x, lower(exponent)), below: false }];
    const value = rationalOf(exponent);
    const twice = Math.abs(value.toNumber() * 2);
    if (!Number.isInteger(twice) || twice > 16)
      return [{ node: call('power', x, constant(value.toNumber())), below: false }];
    const factors = Array.from({ length: Math.floor(twice / 2) }, () => x);
    if (twice % 2 === 1) factors.push(call('sqrt', x));
    return factors.map((node) => ({ node, below: value.sign < 0 }));
  };

  /** What is added in a tree, then what is subtracted; constants are one number. */
  const sum = (terms: readonly Expression[]): KernelNode => {
    const constants = terms.filter(isConstant);
    const others = terms.filter((term) => !isConstant(term));
    const plus = others.filter((term) => !isNegative(term)).map(magnitude);
    const minus = others.filter(isNegative).map(magnitude);
    const offset = constants.reduce(
      (total, term) => exact.add(total, evaluator(exact, new Map())(term)),
      zeroReal,
    );
    if (constants.length > 0) (offset.sign() < 0 ? minus : plus).push(constant(offset.abs().toNumber()));
    const start = plus.length > 0 ? sumTree(plus, builder).sum : call('negate', minus.shift()!);
    return minus.reduce((left, right) => call('subtract', left, right), start);
  };

  const apply = (node: Expression): KernelNode => {
    if (relations.has(node.op)) {
      const condition = call(node.op as KernelOperation, ...node.args.map(lower));
      return call('select', condition, constant(1), constant(0));
    }
    if (direct.has(node.op)) return call(node.op as KernelOperation, ...node.args.map(lower));
    const meaning = isFunction(node.op) ? functions[node.op].meaning : undefined;
    if (meaning !== undefined) return lower(meaning(...node.args));
    throw codegenError('no-kernel-operation', context.family, text(node));
  };

  const lower = memoise((node: Expression): KernelNode => {
    if (node.op === 'symbol') return leaf(node);
    if (isConstant(node)) return constant(constantValue(node));
    if (node.op === 'add') return sum(termsOf(node));
    if (node.op === 'multiply' || node.op === 'power') return product(node, isNegative(node) ? -1 : 1);
    return apply(node);
  });
  return lower;
};

const zeroReal = exact.fromRational(0n, 1n);

/** The same node with inputs replaced by others. */
export const graft = (
  node: KernelNode,
  inputs: ReadonlyMap<string, KernelNode>,
  builder: KernelBuilder,
): KernelNode => {
  const known = new Map<KernelNode, KernelNode>();
  const visit = (part: KernelNode): KernelNode => {
    if (part.kind === 'input') return inputs.get(part.name) ?? part;
    if (part.kind === 'constant') return part;
    let result = known.get(part);
    if (result === undefined) known.set(part, (result = builder.call(part.op, ...part.args.map(visit))));
    return result;
  };
  return visit(node);
};
