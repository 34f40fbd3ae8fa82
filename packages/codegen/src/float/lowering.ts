// From a stabilised formula to nodes: here rounding begins and order gets a meaning. Primitives become their stable code,
// products are interleaved with quotients so that neither overflows alone, what is constant becomes the nearest number.
import type { Expression } from '@expfam/expression';
import {
  evaluator, factorsOf, functions, isFunction, isNumber, number, one, rationalOf, splitCoefficient, subtract, symbolsOf, termsOf, text, variableOf,
} from '@expfam/expression'; // prettier-ignore
import { arithmetic } from '@expfam/precise';
import type { Real } from '@expfam/precise';
import { codegenError } from '../errors.js';
import type { KernelBuilder, KernelNode, KernelOperation, SpecialFunction } from '../kernel.js';
import { opaqueOf } from '../special/opaque.js';
import { specialOf } from '../special/table.js';
import { hullOf } from './domain.js';
import type { Ensemble } from '../stable/ensembles.js';
import type { Primitives } from '../stable/primitive.js';
import { carried, carriedSum } from './carried-sum.js';
import { interleaved, partsOf } from './coefficient.js';
import { doubledAmong, doubledExponential } from './doubled-exponential.js';
import type { Doubled } from './doubled-exponential.js';
import { ensembleCode } from './ensemble-code.js';
import type { EnsembleCode, Rounding } from './rounding.js';
import { isExactSum } from './exact-sum.js';
import { fades, isOverSums, isWhole, mayOverflow, overSums } from './factors.js';
import { logarithmOf, powerOf } from './powers.js';
import { sumTree } from './sum-tree.js';
import { exponentialAmong, mayVanish, timesExponential } from './times-exponential.js';

/** What the outcome of a row is called in printed kernels. */
const outcomeName = 'yi';

/** What a row kernel calls a symbol: an outcome that is one number has a name of its own. */
export const inputName = (node: Expression, outcomes: readonly Expression[]): string =>
  outcomes.length === 1 && node === outcomes[0] ? outcomeName : variableOf(node).name;

/** What formulas are lowered in. */
export interface LoweringContext {
  readonly family: string;
  readonly primitives: Primitives;
  readonly outcomes: readonly Expression[];
  readonly builder: KernelBuilder;
  readonly rounding: Rounding;
  /** A formula as stabilisation leaves it. */
  readonly stable: (formula: Expression) => Expression;
}

const direct: ReadonlySet<string> = new Set(['exp', 'expm1', 'log', 'log1p', 'abs']);
const relations: ReadonlySet<string> = new Set(['equal', 'less', 'lessEqual']);

const exact = arithmetic(40);

/** The value of an expression without symbols, to 40 digits. */
const exactValue = (node: Expression): Real => evaluator(exact, new Map())(node);

/** So many terms at most are taken away one after the other: of hundreds each would cost an ulp of its own. */
const mostInRow = 8;

/** Powers up to this one are multiplied out. */
const largestPower = 8;

const isConstant = (node: Expression): boolean => symbolsOf(node).size === 0;
const isNegative = (term: Expression): boolean => splitCoefficient(term)[0].sign < 0;

/** Whether a term of a sum is c·exp(x), and −c another. */
const isLessOne = (term: Expression, terms: readonly Expression[]): boolean => {
  const [{ numerator, denominator }, base] = splitCoefficient(term);
  return base.op === 'exp' && !isConstant(base) && terms.includes(number(-numerator, denominator));
};

/** Turns formulas into nodes of one builder; equal parts become one node. */
export const lowering = (context: LoweringContext): ((node: Expression) => KernelNode) => {
  const machine = new Lowering(context);
  return (node) => machine.lower(node);
};

/** y and ±(1 − y) of an outcome between 0 and 1. */
const sharesOf = (outcome: Expression): readonly Expression[] => {
  const { lower, upper } = hullOf(variableOf(outcome).domain);
  return lower === 0 && upper === 1 ? [outcome, subtract(one, outcome), subtract(outcome, one)] : [];
};

class Lowering {
  private readonly context: LoweringContext;
  private readonly known = new Map<Expression, KernelNode>();
  private readonly codes = new Map<Ensemble, EnsembleCode>();
  private readonly shares: ReadonlySet<Expression>;

  constructor(context: LoweringContext) {
    this.context = context;
    this.shares = new Set(context.outcomes.flatMap(sharesOf));
  }

  lower(node: Expression): KernelNode {
    let result = this.known.get(node);
    if (result === undefined) this.known.set(node, (result = this.compute(node)));
    return result;
  }

  private compute(node: Expression): KernelNode {
    if (node.op === 'symbol') return this.leaf(node);
    if (isConstant(node)) return this.context.builder.constant(exactValue(node).toNumber());
    if (node.op === 'add') return this.sum(termsOf(node));
    if (node.op === 'multiply' || node.op === 'power') return this.product(node, isNegative(node) ? -1 : 1);
    return this.call(node);
  }

  private leaf(node: Expression): KernelNode {
    const { builder, primitives } = this.context;
    const call = opaqueOf(node);
    if (call !== undefined) {
      const { stable, args } = call;
      const lowered = args.map((arg) => this.lower(this.context.stable(arg)));
      return stable.function === null ? lowered[0] : this.several(stable.function, stable.result, lowered);
    }
    const primitive = primitives.find(node);
    if (primitive === undefined) return builder.input(inputName(node, this.context.outcomes));
    const code = this.codeOf(primitive.ensemble);
    switch (primitive.kind) {
      case 'share':
        return code.share(primitive.members);
      case 'surprise':
        return code.surprise(primitive.member);
      case 'excess':
        return code.excess(primitive.over);
      case 'total':
        return code.total!();
    }
  }

  /** A call of a special function, or one of the numbers that it gives. */
  private several(
    special: SpecialFunction,
    result: number | undefined,
    args: readonly KernelNode[],
  ): KernelNode {
    const { builder } = this.context;
    const value = builder.special(special, ...args);
    return result === undefined ? value : builder.result(value, result);
  }

  private codeOf(ensemble: Ensemble): EnsembleCode {
    let code = this.codes.get(ensemble);
    if (code === undefined) {
      const { builder, rounding } = this.context;
      code = ensembleCode(ensemble, { builder, rounding, lower: (node) => this.lower(node) });
      this.codes.set(ensemble, code);
    }
    return code;
  }

  /** What is added in a tree, then what is subtracted, of many the sum; constants are one number, and exp(x) − 1 is one function. */
  private sum(terms: readonly Expression[]): KernelNode {
    const { builder } = this.context;
    const power = terms.find((term) => isLessOne(term, terms));
    const [scale] = splitCoefficient(power ?? one);
    const lone = power === undefined ? null : number(-scale.numerator, scale.denominator);
    const product = (term: Expression): KernelNode =>
      term === power ? this.lessOne(term) : this.product(term, 1);
    const others = terms.filter((term) => !isConstant(term));
    const plus = others.filter((term) => !isNegative(term)).map(product);
    const minus = others.filter(isNegative).map(product);
    const constants = terms.filter((term) => isConstant(term) && term !== lone).map(exactValue);
    if (constants.length > 0) {
      const offset = constants.reduce((a, b) => exact.add(a, b));
      (offset.sign() < 0 ? minus : plus).push(builder.constant(offset.abs().toNumber()));
    }
    if (this.context.rounding.compensated && isExactSum(terms)) {
      const all = [...plus, ...minus.map((node) => builder.call('negate', node))];
      if (all.length > mostInRow) return carriedSum(all, builder).sum;
      const { head, tail } = carried(all, builder);
      return builder.call('add', head, tail!);
    }
    if (minus.length > mostInRow) {
      const less = sumTree(minus, builder).sum;
      return plus.length === 0
        ? builder.call('negate', less)
        : builder.call('subtract', sumTree(plus, builder).sum, less);
    }
    const [first, ...rest] = minus;
    if (plus.length === 0)
      return rest.reduce((a, b) => builder.call('subtract', a, b), builder.call('negate', first));
    return minus.reduce((a, b) => builder.call('subtract', a, b), sumTree(plus, builder).sum);
  }

  /** The size of c·(exp(x) − 1) for a term c·exp(x). */
  private lessOne(term: Expression): KernelNode {
    const { builder } = this.context;
    const [scale, base] = splitCoefficient(term);
    return this.scaled(builder.call('expm1', this.lower(base.args[0])), scale.abs().toNumber());
  }

  /** A term; where its weight, the outcome or its complement or a share, is 0 it adds nothing, even if what it weighs is infinite. */
  private product(term: Expression, sign: 1 | -1): KernelNode {
    const { builder } = this.context;
    const factors = factorsOf(term);
    const isWeight = (factor: Expression): boolean => this.shares.has(factor) || fades(factor, factors);
    const weights = factors.filter(isWeight);
    const grows = factors.some((factor) => opaqueOf(factor) !== undefined || mayOverflow(factor));
    const plain = this.plainProduct(term, sign);
    if (weights.length === 0 || !grows) return plain;
    const weight = weights
      .map((factor) => this.lower(factor))
      .reduce((a, b) => builder.call('multiply', a, b));
    const isZero = builder.call('equal', weight, builder.constant(0));
    return builder.call('select', isZero, builder.constant(0), plain);
  }

  /** A term whose coefficient has the size that it has and the sign that is given. */
  private plainProduct(term: Expression, sign: 1 | -1): KernelNode {
    const { call, constant } = this.context.builder;
    const [coefficient, rest] = splitCoefficient(term);
    const parts = partsOf(coefficient.abs(), this.context.rounding.precision);
    const scale = sign * parts.scale;
    const factored: KernelNode[] = [];
    const under = parts.below.map((part) => constant(part));
    const factors = factorsOf(rest).filter((each) => !isNumber(each));
    const [small, others] = [factors.filter(isWhole), factors.filter((each) => !isWhole(each))];
    const power = exponentialAmong(factors, (factor) => this.isRead(factor));
    const pair = doubledAmong(factors, (factor) => this.isRead(factor));
    const apart = [power, pair?.power, pair?.sum];
    for (const factor of [...small, ...others].filter((each) => !apart.includes(each)))
      for (const { node, below } of this.factors(factor)) (below ? under : factored).push(node);
    if (pair !== null) factored.push(this.doubled(pair));
    const over = interleaved(factored, parts.powers.map((part) => constant(part))); // prettier-ignore
    const isShared = over.length > under.length || (over.length === under.length && over.length > 1);
    if (isShared && under.length > 0 && isOverSums(rest))
      return this.scaled(overSums(over, under, this.context.builder), scale);
    let result = over.length === 0 ? constant(scale) : this.scaled(over[0], scale);
    for (let i = 0; i < Math.max(over.length - 1, under.length); i++) {
      if (i < under.length) result = call('divide', result, under[i]);
      if (i + 1 < over.length) result = call('multiply', result, over[i + 1]);
    }
    if (power === null) return result;
    const vanishes = factors.some((factor) => factor !== power && mayVanish(factor));
    return timesExponential(result, this.lower(power.args[0]), { ...this.context, vanishes });
  }

  private doubled(pair: Doubled): KernelNode {
    const [lower, sized] = [
      (node: Expression) => this.lower(node),
      (term: Expression) => this.product(term, 1),
    ];
    return doubledExponential(pair, { ...this.context, lower, sized });
  }

  /** Whether a symbol is a natural parameter or an outcome, and stands for nothing else. */
  private isRead(node: Expression): boolean {
    const { primitives } = this.context;
    return node.op === 'symbol' && opaqueOf(node) === undefined && primitives.find(node) === undefined;
  }

  private scaled(node: KernelNode, scale: number): KernelNode {
    const { call, constant } = this.context.builder;
    if (scale === 1) return node;
    return scale === -1 ? call('negate', node) : call('multiply', constant(scale), node);
  }

  /** A factor as nodes above and below the bar: whole and half powers are multiplied out, so that 1/x² is (1/x)/x. */
  private factors(factor: Expression): { node: KernelNode; below: boolean }[] {
    const { call } = this.context.builder;
    if (factor.op !== 'power' || isConstant(factor)) return [{ node: this.lower(factor), below: false }];
    const [base, exponent] = factor.args;
    const x = this.lower(base);
    if (!isNumber(exponent)) return [{ node: call('power', x, this.lower(exponent)), below: false }];
    const value = rationalOf(exponent);
    const twice = Math.abs(value.toNumber() * 2);
    if (!Number.isInteger(twice) || twice > 2 * largestPower)
      return [{ node: powerOf(x, exactValue(exponent), this.context), below: false }];
    const nodes = Array.from({ length: Math.floor(twice / 2) }, () => x);
    if (twice % 2 === 1) nodes.push(call('sqrt', x));
    return nodes.map((node) => ({ node, below: value.sign < 0 }));
  }

  private call(node: Expression): KernelNode {
    const { call, constant } = this.context.builder;
    const args = (): KernelNode[] => node.args.map((arg) => this.lower(arg));
    if (relations.has(node.op))
      return call('select', call(node.op as KernelOperation, ...args()), constant(1), constant(0));
    if (node.op === 'log' && termsOf(node.args[0]).includes(one))
      return call('log1p', this.lower(subtract(node.args[0], one)));
    if (node.op === 'log') return logarithmOf(this.lower(node.args[0]), this.context);
    if (direct.has(node.op)) return call(node.op as KernelOperation, ...args());
    const special = specialOf(node);
    if (special !== null)
      return this.several(
        special.function,
        special.result,
        special.args.map((arg) => this.lower(arg)),
      );
    const meaning = isFunction(node.op) ? functions[node.op].meaning : undefined;
    if (meaning !== undefined) return this.lower(meaning(...node.args));
    throw codegenError('no-kernel-operation', this.context.family, text(node));
  }
}
