// Floating-point code of one ensemble: its exponentials relative to the maximum, their sum, the sum of all others for every
// member, and the logarithm. Everything is made once and shared by all functions of a kernel.
import type { Expression } from '@expfam/expression';
import {
  add,
  divide,
  isNumber,
  one,
  rationalOf,
  splitCoefficient,
  subtract,
  termsOf,
  zero,
} from '@expfam/expression';
import type { KernelNode } from '../kernel.js';
import { partsOf } from '../special/opaque.js';
import type { Ensemble } from '../stable/ensembles.js';
import { carried, carriedSum, mostPlain } from './carried-sum.js';
import type { Carried } from './carried-sum.js';
import { differenceCode } from './difference-code.js';
import { exponential, exponentFloor, held } from './rounding.js';
import type { EnsembleCode, Tools } from './rounding.js';
import { sumTree } from './sum-tree.js';

/** Writes the code of an ensemble, in the form that suits it. */
export const ensembleCode = (ensemble: Ensemble, tools: Tools): EnsembleCode => {
  if (ensemble.kind === 'difference') return differenceCode(ensemble, tools);
  const plain = ensemble.coefficients.every((c) => c === one);
  if (plain && ensemble.exponents.length === 2) return pairCode(ensemble, tools);
  return ladderOf(ensemble) !== null ? ladderCode(ensemble, tools) : softmaxCode(ensemble, tools);
};

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

/** exp(x − top), to first order corrected for the rounding of x − top, which alone would cost 350 ulp at −700. */
const relativeExponential = (x: Carried, top: Carried, label: string, tools: Tools): KernelNode => {
  const { call, constant, named } = tools.builder;
  const isWhole = x.tail === null && top.tail === null;
  if (tools.rounding.combined && isWhole && !isZero(x.head))
    return named(`e${label}`, call('expBelow', x.head, top.head));
  const [d, lost] = difference(x.head, top.head, tools, label);
  named(`d${label}`, d);
  const tails = [x.tail, top.tail && call('negate', top.tail), lost].filter((tail) => tail !== null);
  if (tails.length === 0) return exponential(d, label, tools);
  const error = tails.reduce((a, b) => call('add', a, b));
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

/** log(1 + a) where a is a sum of exponentials, none above 1. */
const log1pOfSum = (a: KernelNode, { builder, rounding }: Tools): KernelNode =>
  builder.call(rounding.combined ? 'log1pAbove' : 'log1p', a);

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
        '',
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

interface Terms {
  readonly exponentials: readonly KernelNode[];
  readonly top: (over: Expression) => KernelNode;
  /** Chooses by the member that is the top; `of` gives what is chosen. */
  readonly choose: (of: (member: number) => KernelNode) => KernelNode;
  /** Whether the exponential of the top is exactly 1. */
  readonly unit: boolean;
}

/** Shares and logarithms from exponentials relative to the top. */
const relativeCode = ({ exponents }: Ensemble, terms: Terms, tools: Tools): EnsembleCode => {
  const { builder } = tools;
  const { call, constant, named } = builder;
  const isCarried = tools.rounding.compensated && terms.unit && exponents.length > mostPlain;
  const whole = isCarried ? carriedSum(terms.exponentials, builder) : null;
  const { sum, others, some } = whole ?? sumTree(terms.exponentials, builder);
  const all = exponents.map((_, j) => j);
  const other = (member: number): KernelNode => named(`c${member + 1}`, others(member));
  const s = named('s', sum);
  /** The sum without the top is one of the sums of all others. */
  const rest = (): KernelNode => named('rest', whole?.rest ?? terms.choose(other));
  const logarithm = (): KernelNode => named('l', terms.unit ? log1pOfSum(rest(), tools) : call('log', s));
  const excess = (over: Expression): KernelNode => call('add', terms.top(over), logarithm());
  return {
    share: (members) => {
      if (members.length === 1)
        return named(`p${members[0] + 1}`, call('divide', terms.exponentials[members[0]], s));
      if (members.length < all.length - 1) return call('divide', some(members), s);
      if (members.length === all.length) return constant(1);
      return call('divide', other(all.find((j) => !members.includes(j))!), s);
    },
    surprise: (member) => excess(exponents[member]),
    excess,
  };
};

/** Any exponents: differences from their maximum. */
const softmaxCode = (ensemble: Ensemble, tools: Tools): EnsembleCode => {
  const { builder, lower } = tools;
  const { call, named } = builder;
  const exponents = ensemble.exponents.map((x) => exponentOf(x, tools));
  const m = named(
    'm',
    exponents.map(({ head }) => head).reduce((a, b) => call('maximum', a, b)),
  );
  /** Chooses by the exponent that is the largest. */
  const choose = (of: (member: number) => KernelNode): KernelNode =>
    exponents
      .slice(0, -1)
      .reduceRight(
        (chain, { head }, j) => call('select', call('equal', head, m), of(j), chain),
        of(exponents.length - 1),
      );
  const isWhole = exponents.every(({ tail }) => tail === null);
  const top: Carried = {
    head: m,
    tail: isWhole
      ? null
      : named(
          'mt',
          choose((j) => exponents[j].tail ?? builder.constant(0)),
        ),
  };
  const exponentials = exponents.map((x, j) => {
    const e = relativeExponential(x, top, `${j + 1}`, tools);
    const coefficient = ensemble.coefficients[j];
    return coefficient === one ? e : call('multiply', lower(coefficient), e);
  });
  const terms: Terms = {
    exponentials,
    top: (over) => (over === zero ? m : call('subtract', m, lower(over))),
    choose,
    unit: ensemble.coefficients.every((c) => c === one),
  };
  return relativeCode(ensemble, terms, tools);
};

interface Ladder {
  readonly atom: Expression;
  readonly steps: readonly number[];
}

/** The exponents as whole multiples of one expression, as a family on a finite range of numbers has them; null for others. */
const ladderOf = ({ exponents }: Ensemble): Ladder | null => {
  const parts = exponents.filter((x) => x !== zero).map(splitCoefficient);
  const [, atom] = parts[0];
  const steps = exponents.map((x) => (x === zero ? 0 : splitCoefficient(x)[0].toNumber()));
  return parts.every(([, rest]) => rest === atom) && atom.op !== 'add' && steps.every(Number.isInteger)
    ? { atom, steps }
    : null;
};

/** Exponents aⱼ·v: the top is the last for v > 0 and the first below, and (aⱼ − a)·v rounds once. */
const ladderCode = (ensemble: Ensemble, tools: Tools): EnsembleCode => {
  const { builder, lower } = tools;
  const { call, constant, named } = builder;
  const { atom, steps } = ladderOf(ensemble)!;
  const v = lower(atom);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  const rising = call('less', constant(0), v);
  const a = named('a', call('select', rising, constant(most), constant(least)));
  const exponentials = steps.map((step, j) => {
    const e = exponential(call('multiply', call('subtract', constant(step), a), v), `${j + 1}`, tools);
    const coefficient = ensemble.coefficients[j];
    return coefficient === one ? e : call('multiply', lower(coefficient), e);
  });
  const unit = ensemble.coefficients.every((c) => c === one);
  const top = (over: Expression): KernelNode => {
    const slope = add(...termsOf(over).map((term) => divide(term, atom)));
    const free = isNumber(slope) && rationalOf(slope).sign === 0 ? a : call('subtract', a, lower(slope));
    return call('multiply', free, v);
  };
  const choose = (of: (member: number) => KernelNode): KernelNode =>
    call('select', rising, of(steps.indexOf(most)), of(steps.indexOf(least)));
  return relativeCode(ensemble, { exponentials, top, choose, unit }, tools);
};
