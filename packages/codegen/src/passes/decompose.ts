// Pass 3, decompose: formulas on the reals become floating-point code. Here rounding begins and order gets a meaning:
// primitives become their stable code, products are interleaved with quotients, powers are multiplied out.
import type { Domain, Expression } from '@expfam/expression';
import {
  factorsOf,
  isNumber,
  memoise,
  rationalOf,
  splitCoefficient,
  termsOf,
  text,
  variableOf,
} from '@expfam/expression';
import { codegenError } from '../errors.js';
import type { KernelBuilder, KernelNode, KernelOperation, RowName } from '../kernel.js';
import { kernelBuilder } from '../kernel.js';
import { ensembleCode } from '../stable/ensemble-code.js';
import type { EnsembleCode, Rounding } from '../stable/ensemble-code.js';
import type { Ensemble } from '../stable/exponential-sum.js';
import { sumTree } from '../stable/sum-tree.js';
import type { Stabilised } from './stabilise.js';
import type { Formula } from './unroll.js';

/** One function for one row, not yet ordered. */
export interface Draft {
  readonly inputs: readonly string[];
  readonly valid: KernelNode;
  readonly loss: KernelNode | null;
  readonly outputs: readonly KernelNode[];
  /** What an output is called where it needs a name: h1, h2, … */
  readonly symbol: string;
}

/** All functions of a kernel over one table of nodes. */
export interface Drafts {
  readonly builder: KernelBuilder;
  readonly rows: { readonly [name in RowName]?: Draft };
}

/** What the outcome of a row is called in printed kernels. */
const outcomeName = 'yi';

const direct = ['exp', 'expm1', 'log', 'log1p', 'abs', 'lgamma'] as const;
const relations = { equal: 'equal', less: 'less', lessEqual: 'lessEqual' } as const;

/** Turns formulas into nodes of one builder. */
export const lowering = (
  stabilised: Pick<Stabilised, 'family' | 'primitives' | 'outcome'>,
  builder: KernelBuilder,
  rounding: Rounding,
): ((node: Expression) => KernelNode) => {
  const { call, constant, input } = builder;
  const codes = new Map<Ensemble, EnsembleCode>();
  const codeOf = (ensemble: Ensemble): EnsembleCode => {
    let code = codes.get(ensemble);
    if (code === undefined)
      codes.set(ensemble, (code = ensembleCode(ensemble, { builder, lower, rounding })));
    return code;
  };

  const leaf = (node: Expression): KernelNode => {
    const primitive = stabilised.primitives.find(node);
    if (primitive === undefined)
      return input(node === stabilised.outcome ? outcomeName : variableOf(node).name);
    const code = codeOf(primitive.ensemble);
    if (primitive.kind === 'share') return code.share(primitive.members);
    return primitive.kind === 'surprise' ? code.surprise(primitive.member) : code.excess(primitive.over);
  };

  const isNegative = (term: Expression): boolean => splitCoefficient(term)[0].sign < 0;

  /** |term|; the sign of the coefficient is left to the sum around it. */
  const magnitude = (term: Expression): KernelNode => {
    const [coefficient, rest] = splitCoefficient(term);
    const [numerators, denominators] = [[] as KernelNode[], [] as KernelNode[]];
    const { numerator, denominator } = coefficient.abs();
    const isDyadic = (denominator & (denominator - 1n)) === 0n; // dividing by a power of two is exact, so is multiplying by its inverse
    const scale = isDyadic ? Number(numerator) / Number(denominator) : Number(numerator);
    if (scale !== 1) numerators.push(constant(scale));
    if (!isDyadic) denominators.push(constant(Number(denominator)));
    for (const factor of factorsOf(rest)) {
      if (isNumber(factor)) continue;
      if (factor.op !== 'power') numerators.push(lower(factor));
      else powerFactors(factor).forEach(({ node, under }) => (under ? denominators : numerators).push(node));
    }
    let result = numerators[0] ?? constant(1);
    for (let i = 0; i < Math.max(numerators.length - 1, denominators.length); i++) {
      if (denominators[i]) result = call('divide', result, denominators[i]!);
      if (numerators[i + 1]) result = call('multiply', result, numerators[i + 1]!);
    }
    return result;
  };

  /** x^n as factors: whole and half powers are multiplied out. */
  const powerFactors = (node: Expression): { node: KernelNode; under: boolean }[] => {
    const [base, exponent] = node.args as [Expression, Expression];
    const x = lower(base);
    if (!isNumber(exponent)) return [{ node: call('power', x, lower(exponent)), under: false }];
    const value = rationalOf(exponent);
    const twice = Math.abs(value.toNumber() * 2);
    if (!Number.isInteger(twice) || twice > 16)
      return [{ node: call('power', x, constant(value.toNumber())), under: false }];
    const factors = Array.from({ length: Math.floor(twice / 2) }, () => x);
    if (twice % 2 === 1) factors.push(call('sqrt', x));
    return factors.map((factor) => ({ node: factor, under: value.sign < 0 }));
  };

  const sum = (terms: readonly Expression[]): KernelNode => {
    const plus = terms.filter((term) => !isNegative(term)).map(magnitude);
    const minus = terms.filter(isNegative).map(magnitude);
    const start = plus.length > 0 ? sumTree(plus, builder).sum : call('negate', minus.shift()!);
    return minus.reduce((left, right) => call('subtract', left, right), start);
  };

  const lower = memoise((node: Expression): KernelNode => {
    switch (node.op) {
      case 'number':
        return constant(rationalOf(node).toNumber());
      case 'pi':
        return constant(Math.PI);
      case 'symbol':
        return leaf(node);
      case 'add':
        return sum(termsOf(node));
      case 'multiply':
      case 'power':
        return isNegative(node) ? call('negate', magnitude(node)) : magnitude(node);
      default: {
        if (node.op in relations) {
          const condition = call(node.op as KernelOperation, ...node.args.map(lower));
          return call('select', condition, constant(1), constant(0));
        }
        if (!(direct as readonly string[]).includes(node.op))
          throw codegenError('no-kernel-operation', stabilised.family, text(node));
        return call(node.op as KernelOperation, ...node.args.map(lower));
      }
    }
  });
  return lower;
};

/** The number at the end of a domain; infinite where it is not known. */
const boundOf = (node: Expression, otherwise: number): number =>
  isNumber(node) ? rationalOf(node).toNumber() : otherwise;

/** The least interval around a domain. */
export const hullOf = (
  domain: Domain,
): { lower: number; upper: number; lowerOpen: boolean; upperOpen: boolean; integer: boolean } => {
  const closed = { lowerOpen: false, upperOpen: false, integer: true };
  if (domain.kind === 'set') {
    const values = domain.values.map((value) => boundOf(value, Number.NaN));
    return {
      lower: Math.min(...values),
      upper: Math.max(...values),
      ...closed,
      integer: values.every(Number.isInteger),
    };
  }
  if (domain.kind !== 'interval' && domain.kind !== 'range')
    return { lower: -Infinity, upper: Infinity, ...closed, integer: false };
  const [lower, upper] = [boundOf(domain.lower, -Infinity), boundOf(domain.upper, Infinity)];
  if (domain.kind === 'range') return { lower, upper, ...closed };
  return { lower, upper, lowerOpen: domain.lowerOpen, upperOpen: domain.upperOpen, integer: false };
};

/** Decomposes every formula of the sheet. */
export const decompose = (stabilised: Stabilised, rounding: Rounding): Drafts => {
  const builder = kernelBuilder();
  const { call, constant, input } = builder;
  const lower = lowering(stabilised, builder, rounding);
  const { eta, classes, sheet } = stabilised;
  const both = (conditions: readonly KernelNode[]): KernelNode =>
    conditions.reduce((a, b) => call('and', a, b));

  /** Finite and in the domain. NaN compares false. */
  const inside = (x: KernelNode, domain: Domain): KernelNode => {
    const { lower: low, upper: high, lowerOpen, upperOpen } = hullOf(domain);
    if (low === -Infinity && high === Infinity) return call('less', call('abs', x), constant(Infinity));
    const above = call(low === -Infinity || lowerOpen ? 'less' : 'lessEqual', constant(low), x);
    return call('and', above, call(high === Infinity || upperOpen ? 'less' : 'lessEqual', x, constant(high)));
  };

  const names = eta.map((symbol) => variableOf(symbol).name);
  const etaValid = both(eta.map((symbol, i) => inside(lower(symbol), stabilised.etaDomains[i]!)));
  const label = input('label', 'label');
  const targets = Array.from({ length: classes ?? 0 }, (_, k) => input(`t${k + 1}`));
  const outcome = stabilised.outcome === null ? 'label' : outcomeName;
  const outcomeValid =
    classes === null
      ? inside(input(outcome), stabilised.outcomeDomain)
      : call(
          'and',
          call('lessEqual', constant(0, 'label'), label),
          call('less', label, constant(classes, 'label')),
        );

  const plain = (formula: Formula): KernelNode => lower(formula[0]!);
  /** The formula of the class that is observed. What most classes have in common needs no test. */
  const ofLabel = (formula: Formula): KernelNode => {
    const cases = formula.map(lower);
    const count = (node: KernelNode): number => cases.filter((each) => each === node).length;
    const most = cases.reduce((best, node) => (count(node) >= count(best) ? node : best), cases.at(-1)!);
    return cases.reduceRight(
      (chain, node, k) =>
        node === most ? chain : call('select', call('equal', label, constant(k, 'label')), node, chain),
      most,
    );
  };

  /** Σ t·f over the classes, classes of one formula together. */
  const weights = classes === null ? null : sumTree(targets, builder);
  const ofTargets = (formula: Formula, kind: 'loss' | 'gradient'): KernelNode => {
    const groups = new Map<Expression, number[]>();
    formula.forEach((each, k) => groups.set(each, [...(groups.get(each) ?? []), k]));
    const weightOf = (members: readonly number[]): KernelNode => {
      if (members.length === classes) return weights!.sum;
      const missing = targets.findIndex((_, k) => !members.includes(k));
      return members.length === classes! - 1 ? weights!.others(missing) : weights!.some(members);
    };
    const terms = [...groups].map(([each, members]) => ({
      negative: splitCoefficient(each)[0].sign < 0,
      members,
      each,
    }));
    const [plus, minus] = [false, true].map((sign) =>
      terms
        .filter(({ negative }) => negative === sign)
        .map(({ each, members }) => {
          const node = lower(each);
          const size =
            node.kind === 'operation' && node.op === 'negate'
              ? node.args[0]!
              : sign
                ? call('negate', node)
                : node;
          const weight = weightOf(members);
          const product = call('multiply', weight, size);
          // a label of weight 0 adds nothing, even where its loss is infinite
          return kind === 'gradient'
            ? product
            : call('select', call('equal', weight, constant(0)), constant(0), product);
        }),
    ) as [KernelNode[], KernelNode[]];
    if (plus.length === 0) return call('negate', sumTree(minus, builder).sum);
    const positive = sumTree(plus, builder).sum;
    return minus.length === 0 ? positive : call('subtract', positive, sumTree(minus, builder).sum);
  };

  const draft = (outputs: readonly KernelNode[], symbol: string, extra: Partial<Draft> = {}): Draft => ({
    inputs: names,
    valid: etaValid,
    loss: null,
    outputs,
    symbol,
    ...extra,
  });
  const observed = { inputs: [...names, outcome], valid: call('and', etaValid, outcomeValid) };
  const soft = {
    inputs: [...names, ...targets.map((_, k) => `t${k + 1}`)],
    valid: both([
      etaValid,
      ...targets.map((t) =>
        call('and', call('lessEqual', constant(0), t), call('less', t, constant(Infinity))),
      ),
    ]),
  };
  const loss = ofLabel(sheet.loss);
  const rows = {
    response: draft(sheet.response.map(plain), 'p'),
    loss: draft([], 'g', { ...observed, loss }),
    gradient: draft(sheet.gradient.map(ofLabel), 'g', { ...observed, loss }),
    hessian: draft(sheet.hessian.map(plain), 'h'),
    jacobian: draft(sheet.jacobian.map(plain), 'j'),
  };
  if (classes === null) return { builder, rows };
  const softLoss = ofTargets(sheet.loss, 'loss');
  return {
    builder,
    rows: {
      ...rows,
      lossSoft: draft([], 'g', { ...soft, loss: softLoss }),
      gradientSoft: draft(
        sheet.gradient.map((formula) => ofTargets(formula, 'gradient')),
        'g',
        { ...soft, loss: softLoss },
      ),
    },
  };
};
