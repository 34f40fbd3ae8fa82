// Floating-point code of one ensemble: its exponentials relative to the maximum, their sum, the sum of all others for every
// member, and the logarithm. Everything is made once and shared by all functions of a kernel.
import type { Expression } from '@expfam/expression';
import { add, divide, factorsOf, multiply, number, one, subtract, termsOf, zero } from '@expfam/expression';
import type { KernelNode } from '../kernel.js';
import { partsOf } from '../special/opaque.js';
import type { Ensemble } from '../stable/ensembles.js';
import { addCarried, carried } from './carried-sum.js';
import type { Carried } from './carried-sum.js';
import { differenceCode } from './difference-code.js';
import { ladderCode, ladderOf } from './ladder.js';
import { linearExponents } from './linear-exponents.js';
import type { LinearExponents } from './linear-exponents.js';
import { log1pOfSum, relativeCode } from './relative-code.js';
import type { Terms } from './relative-code.js';
import { exponential, exponentFloor, held } from './rounding.js';
import type { EnsembleCode, Tools } from './rounding.js';

/** Writes the code of an ensemble, in the form that suits it. */
export const ensembleCode = (ensemble: Ensemble, tools: Tools): EnsembleCode => {
  if (ensemble.kind === 'difference') return differenceCode(ensemble, tools);
  if (ladderOf(ensemble) !== null && !isPair(ensemble)) return ladderCode(ensemble, tools);
  const linear = linearExponents(ensemble, tools);
  return linear === null && isPair(ensemble)
    ? pairCode(ensemble, tools)
    : softmaxCode(ensemble, tools, linear);
};

/** Whether it is a sum of two exponentials and nothing else. */
const isPair = ({ exponents, coefficients }: Ensemble): boolean =>
  exponents.length === 2 && coefficients.every((c) => c === one);

/** Whether the difference from the top is exact. */
const isZero = (node: KernelNode): boolean => node.kind === 'constant' && node.value === 0;

/** d = x − top, and what the rounding of d left out (Knuth's two-difference). */
const difference = (
  x: KernelNode,
  top: KernelNode,
  { builder, rounding }: Tools,
  label: string,
): [KernelNode, KernelNode | null] => {
  const { call, named } = builder;
  const d = call('subtract', x, top);
  if (!rounding.compensated || isZero(x)) return [d, null];
  const back = named(`b${label}`, call('subtract', d, x));
  return [d, call('subtract', call('subtract', x, call('subtract', d, back)), call('add', top, back))];
};

/** An exponent of an ensemble: its place among them from 1, and the power of two that it was divided by. */
interface Place {
  readonly label: string;
  readonly down: number;
}

/** exp(x − top), to first order corrected for the rounding of x − top, which alone would cost 350 ulp at −700. */
const relativeExponential = (x: Carried, top: Carried, { label, down }: Place, tools: Tools): KernelNode => {
  const { call, constant, named } = tools.builder;
  const isWhole = x.tail === null && top.tail === null;
  if (tools.rounding.combined && isWhole && !isZero(x.head) && down === 0)
    return named(`e${label}`, call('expBelow', x.head, top.head));
  const [low, lost] = difference(x.head, top.head, tools, label);
  const up = (node: KernelNode): KernelNode =>
    down === 0 ? node : call('multiply', constant(2 ** down), node);
  const tails = [x.tail, top.tail && call('negate', top.tail), lost].filter((tail) => tail !== null);
  if (tails.length === 0) return exponential(named(`d${label}`, up(low)), label, tools);
  const left = tails.reduce((a, b) => call('add', a, b));
  // of equal heads the tails are all there is
  const whole = down === 0 ? { head: low, tail: left } : addCarried({ head: low, tail: null }, { head: left, tail: null }, tools.builder); // prettier-ignore
  const d = named(`d${label}`, up(whole.head));
  const error = up(whole.tail!);
  const power = named(`w${label}`, call('exp', d));
  const corrected = call('add', power, call('multiply', power, named(`r${label}`, error)));
  const floor = constant(exponentFloor[tools.rounding.precision]);
  // below the floor d may be infinite and its error NaN
  return named(`e${label}`, call('select', call('less', d, floor), constant(0), corrected));
};

/** An exponent, with what is left out where it is a sum. */
const exponentOf = (x: Expression, { builder, lower, rounding }: Tools): Carried => {
  const parts = rounding.compensated ? partsOf(x) : [x];
  return parts.length > 1 ? carried(parts.map(lower), builder) : { head: lower(x), tail: null };
};

/** exp(−|x|) of a sum, to first order corrected for what the rounding of the sum leaves out. */
const fallOf = (gap: Expression, ahead: KernelNode, tools: Tools): KernelNode => {
  const { call, constant, named } = tools.builder;
  const fall = (x: KernelNode): KernelNode =>
    named('u', call('exp', held(call('negate', call('abs', x)), tools)));
  const { head, tail } = exponentOf(gap, tools);
  if (tail === null) return fall(head);
  const power = named('w', call('exp', call('negate', call('abs', named('d', head)))));
  const left = named('r', call('select', ahead, call('negate', tail), tail));
  // where the power is 0 the sum may be infinite, and what it leaves out NaN
  const isGone = call('equal', power, constant(0));
  return named('u', call('select', isGone, constant(0), call('add', power, call('multiply', power, left))));
};

/** Two terms: u = exp(−|x₁ − x₀|) serves both shares and both logarithms. */
const pairCode = ({ exponents }: Ensemble, tools: Tools): EnsembleCode => {
  const { builder, lower } = tools;
  const { call, constant, named } = builder;
  const gap = subtract(exponents[1], exponents[0]);
  const [x0, x1] = exponents.map(lower) as [KernelNode, KernelNode];
  const bothInputs = x0.kind === 'input' && x1.kind === 'input';
  const x = lower(gap);
  const ahead = bothInputs ? call('lessEqual', x0, x1) : call('lessEqual', constant(0), x);
  const u = bothInputs
    ? relativeExponential(
        { head: named('low', call('minimum', x0, x1)), tail: null },
        { head: named('high', call('maximum', x0, x1)), tail: null },
        { label: '', down: 0 },
        tools,
      )
    : fallOf(gap, ahead, tools);
  const s = named('s', call('add', constant(1), u));
  const numerator = (member: number): KernelNode =>
    member === 1 ? call('select', ahead, constant(1), u) : call('select', ahead, u, constant(1));
  const surprise = (member: number): KernelNode =>
    call(
      'add',
      call('maximum', member === 0 ? x : call('negate', x), constant(0)),
      named('l', log1pOfSum(u, tools)),
    );
  return {
    share: (members) => named(`p${members[0] + 1}`, call('divide', numerator(members[0]), s)),
    surprise,
    excess: (over) => {
      const top = call('maximum', x0, x1);
      return call(
        'add',
        over === zero ? top : call('subtract', top, lower(over)),
        named('l', log1pOfSum(u, tools)),
      );
    },
  };
};

/** A sum of natural parameters times what the outcome decides, over 2^down: each parameter once, so that nothing else is rounded large. */
const inUnits = (over: Expression, down: number): Expression => {
  const parts = new Map<Expression, Expression[]>();
  for (const term of termsOf(over)) {
    const atom = factorsOf(term).find(({ op }) => op === 'symbol') ?? one;
    parts.set(atom, [...(parts.get(atom) ?? []), divide(term, atom)]);
  }
  return add(...[...parts].map(([atom, all]) => multiply(number(1, 2 ** down), atom, add(...all))));
};

/** Beyond every tail. */
const farthest = { f64: Number.MAX_VALUE, f32: 2 ** 126 } as const;

/** The tail of an exponent whose head is the top, and below all tails for others. */
const atTop = (
  head: KernelNode,
  top: KernelNode,
  tail: KernelNode,
  { builder, rounding }: Tools,
): KernelNode => {
  const { call, constant } = builder;
  return call('select', call('equal', head, top), tail, constant(-farthest[rounding.precision]));
};

/** Any exponents: differences from their maximum, in other units where they are linear. */
const softmaxCode = (ensemble: Ensemble, tools: Tools, linear: LinearExponents | null): EnsembleCode => {
  const { builder, lower } = tools;
  const { call, constant, named } = builder;
  const { exponents, down } = linear ?? {
    exponents: ensemble.exponents.map((x) => exponentOf(x, tools)),
    down: 0,
  };
  const m = named(
    'm',
    exponents.map(({ head }) => head).reduce((a, b) => call('maximum', a, b)),
  );
  const isWhole = exponents.every(({ tail }) => tail === null);
  const tails = exponents.map(({ head, tail }) => atTop(head, m, tail ?? constant(0), tools));
  // of equal heads the tails decide
  const mt = isWhole
    ? null
    : named(
        'mt',
        tails.reduce((a, b) => call('maximum', a, b)),
      );
  const isTop = ({ head, tail }: Carried): KernelNode => {
    const isFirst = call('equal', head, m);
    return mt === null ? isFirst : call('and', isFirst, call('equal', tail ?? constant(0), mt));
  };
  /** Chooses by the exponent that is the largest. */
  const choose = (of: (member: number) => KernelNode): KernelNode =>
    exponents
      .slice(0, -1)
      .reduceRight((chain, each, j) => call('select', isTop(each), of(j), chain), of(exponents.length - 1));
  const top: Carried = { head: m, tail: mt };
  const exponentials = exponents.map((x, j) => {
    const e = relativeExponential(x, top, { label: `${j + 1}`, down }, tools);
    const coefficient = ensemble.coefficients[j];
    return coefficient === one ? e : call('multiply', lower(coefficient), e);
  });
  const up = (node: KernelNode): KernelNode =>
    down === 0 ? node : call('multiply', constant(2 ** down), node);
  const lowered = (over: Expression): KernelNode => lower(down === 0 ? over : inUnits(over, down));
  const terms: Terms = {
    exponentials,
    top: (over) => up(over === zero ? m : call('subtract', m, lowered(over))),
    choose,
    unit: ensemble.coefficients.every((c) => c === one),
  };
  return relativeCode(ensemble, terms, tools);
};
