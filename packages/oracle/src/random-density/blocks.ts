// Families whose normaliser is known in closed form, as texts: the factors of the density, the natural parameters and the
// statistics. `Y` stands for the outcome, `slots` for what the parameters are to be.
import type { Choice } from './choice.js';

/** What a parameter of a family may be. */
export type Slot = 'positive' | 'real' | 'unit' | 'above-one' | 'angle';

/** The kind of values that an outcome takes; counts are given by their first and last value. */
export type Support =
  | 'positive'
  | 'real'
  | 'unit'
  | 'circle'
  | { readonly from: string; readonly to: string }
  | { readonly values: readonly string[] };

export interface Family {
  readonly name: string;
  readonly slots: readonly Slot[];
  readonly support: Support;
  /** Another domain than the support's own, such as [1, inf). */
  readonly domain?: string;
  readonly factors: readonly string[];
  /** Known constants that the factors name, with their domains. */
  readonly constants?: readonly { readonly name: string; readonly domain: string }[];
  /** η, affinely independent statistics beside it, as functions of the slots. */
  readonly naturals: readonly string[];
  readonly statistics: readonly string[];
}

export type Block = (slots: readonly string[], choice: Choice) => Omit<Family, 'name' | 'slots'>;

const counts = (from: string, to = 'inf'): Support => ({ from, to });

/** The members, with the slots that each has to be given. */
export const blocks: { readonly [name: string]: readonly [slots: readonly Slot[], make: Block] } = {
  exponential: [['positive'], ([r]) => ({
    support: 'positive', factors: [r, `exp(-${r} * Y)`], naturals: [`-${r}`], statistics: ['Y'],
  })],
  gamma: [['positive', 'positive'], ([a, b]) => ({
    support: 'positive', factors: [`${b}^${a}`, `1 / gamma(${a})`, `Y^(${a} - 1)`, `exp(-${b} * Y)`],
    naturals: [a, `-${b}`], statistics: ['log(Y)', 'Y'],
  })],
  'gamma of known shape': [['positive'], ([b], choice) => {
    const k = choice.whole(2, 5);
    return {
      support: 'positive', factors: [`${b}^${k}`, `1 / gamma(${k})`, `Y^${k - 1}`, `exp(-${b} * Y)`],
      naturals: [`-${b}`], statistics: ['Y'],
    };
  }],
  'inverse gamma': [['positive', 'positive'], ([a, b]) => ({
    support: 'positive', factors: [`${b}^${a}`, `1 / gamma(${a})`, `Y^(-${a} - 1)`, `exp(-${b} / Y)`],
    naturals: [a, `-${b}`], statistics: ['-log(Y)', '1 / Y'],
  })],
  normal: [['real', 'positive'], ([m, v]) => ({
    support: 'real', factors: [`1 / sqrt(2 * pi * ${v})`, `exp(-(Y - ${m})^2 / (2 * ${v}))`],
    naturals: [`${m} / ${v}`, `-1 / (2 * ${v})`], statistics: ['Y', 'Y^2'],
  })],
  'normal of known variance': [['real'], ([m], choice) => {
    const v = choice.whole(1, 4);
    return {
      support: 'real', factors: [`1 / sqrt(${2 * v} * pi)`, `exp(-(Y - ${m})^2 / ${2 * v})`],
      naturals: [m], statistics: ['Y'],
    };
  }],
  'normal of known mean': [['positive'], ([v], choice) => {
    const m = choice.whole(-2, 2);
    return {
      support: 'real', factors: [`1 / sqrt(2 * pi * ${v})`, `exp(-(Y - (${m}))^2 / (2 * ${v}))`],
      naturals: [`1 / ${v}`], statistics: [`(Y - (${m}))^2`],
    };
  }],
  'Laplace of known location': [['positive'], ([b], choice) => {
    const m = choice.whole(-2, 2);
    return {
      support: 'real', factors: [`1 / (2 * ${b})`, `exp(-abs(Y - (${m})) / ${b})`],
      naturals: [`1 / ${b}`], statistics: [`abs(Y - (${m}))`],
    };
  }],
  'hyperbolic secant': [['angle'], ([t]) => ({
    support: 'real', factors: [`cos(${t})`, `exp(${t} * Y)`, '1 / (2 * cosh(pi * Y / 2))'],
    naturals: [t], statistics: ['Y'],
  })],
  'generalised logistic': [['positive'], ([a]) => ({
    support: 'real', factors: [a, 'exp(-Y)', `(1 + exp(-Y))^(-${a} - 1)`], naturals: [`-${a}`], statistics: ['log(1 + exp(-Y))'],
  })],
  'Gumbel of known scale': [['real'], ([m], choice) => {
    const b = choice.whole(1, 3);
    return {
      support: 'real', factors: [`1 / ${b}`, `exp(-(Y - ${m}) / ${b})`, `exp(-exp(-(Y - ${m}) / ${b}))`],
      naturals: [`exp(${m} / ${b})`], statistics: [`exp(-Y / ${b})`],
    };
  }],
  beta: [['positive', 'positive'], ([a, b]) => ({
    support: 'unit', factors: [`Y^(${a} - 1)`, `(1 - Y)^(${b} - 1)`, `1 / beta(${a}, ${b})`],
    naturals: [a, b], statistics: ['log(Y)', 'log(1 - Y)'],
  })],
  'power function': [['positive'], ([a]) => ({
    support: 'unit', factors: [a, `Y^(${a} - 1)`], naturals: [a], statistics: ['log(Y)'],
  })],
  'Kumaraswamy of known power': [['positive'], ([b], choice) => {
    const a = choice.whole(2, 4);
    return {
      support: 'unit', factors: [`${a}`, b, `Y^${a - 1}`, `(1 - Y^${a})^(${b} - 1)`],
      naturals: [b], statistics: [`log(1 - Y^${a})`],
    };
  }],
  'truncated exponential': [['real'], ([t]) => ({
    support: 'unit', factors: [`(${t} / (exp(${t}) - 1))`, `exp(${t} * Y)`], naturals: [t], statistics: ['Y'],
  })],
  'inverse Gaussian': [['positive', 'positive'], ([m, l]) => ({
    support: 'positive', factors: [`sqrt(${l} / (2 * pi * Y^3))`, `exp(-${l} * (Y - ${m})^2 / (2 * ${m}^2 * Y))`],
    naturals: [`-${l} / (2 * ${m}^2)`, `-${l} / 2`], statistics: ['Y', '1 / Y'],
  })],
  'Weibull of known shape': [['positive'], ([s], choice) => {
    const k = choice.whole(2, 4);
    return {
      support: 'positive', factors: [`${k} / ${s}`, `(Y / ${s})^${k - 1}`, `exp(-(Y / ${s})^${k})`],
      naturals: [`-${s}^(-${k})`], statistics: [`Y^${k}`],
    };
  }],
  'log-normal': [['real', 'positive'], ([m, s]) => ({
    support: 'positive', factors: [`1 / (Y * ${s} * sqrt(2 * pi))`, `exp(-(log(Y) - ${m})^2 / (2 * ${s}^2))`],
    naturals: [`${m} / ${s}^2`, `-1 / (2 * ${s}^2)`], statistics: ['log(Y)', 'log(Y)^2'],
  })],
  'Lomax of known scale': [['positive'], ([a], choice) => {
    const s = choice.whole(1, 3);
    return {
      support: 'positive', factors: [`${a} / ${s}`, `(1 + Y / ${s})^(-${a} - 1)`], naturals: [`-${a}`], statistics: [`log(1 + Y / ${s})`],
    };
  }],
  'beta prime': [['positive', 'positive'], ([a, b]) => ({
    support: 'positive', factors: [`Y^(${a} - 1)`, `(1 + Y)^(-${a} - ${b})`, `1 / beta(${a}, ${b})`],
    naturals: [a, `-${a} - ${b}`], statistics: ['log(Y)', 'log(1 + Y)'],
  })],
  Nakagami: [['positive', 'positive'], ([k, w]) => ({
    support: 'positive', factors: [`2 * ${k}^${k} / (gamma(${k}) * ${w}^${k})`, `Y^(2 * ${k} - 1)`, `exp(-${k} * Y^2 / ${w})`],
    naturals: [`2 * ${k}`, `-${k} / ${w}`], statistics: ['log(Y)', 'Y^2'],
  })],
  Bernoulli: [['unit'], ([p]) => ({
    support: { values: ['0', '1'] }, factors: [`${p}^Y`, `(1 - ${p})^(1 - Y)`],
    naturals: [`log(${p} / (1 - ${p}))`], statistics: ['Y'],
  })],
  binomial: [['unit'], ([p], choice) => {
    const n = choice.whole(2, 9);
    return {
      support: counts('0', `${n}`), factors: [`combinations(${n}, Y)`, `${p}^Y`, `(1 - ${p})^(${n} - Y)`],
      naturals: [`log(${p} / (1 - ${p}))`], statistics: ['Y'],
    };
  }],
  Poisson: [['positive'], ([m]) => ({
    support: counts('0'), factors: [`${m}^Y`, `exp(-${m})`, '1 / factorial(Y)'], naturals: [`log(${m})`], statistics: ['Y'],
  })],
  geometric: [['unit'], ([p]) => ({
    support: counts('0'), factors: [p, `(1 - ${p})^Y`], naturals: [`log(1 - ${p})`], statistics: ['Y'],
  })],
  'negative binomial of known size': [['unit'], ([p], choice) => {
    const r = choice.whole(2, 5);
    return {
      support: counts('0'), factors: [`combinations(Y + ${r - 1}, Y)`, `${p}^${r}`, `(1 - ${p})^Y`],
      naturals: [`log(1 - ${p})`], statistics: ['Y'],
    };
  }],
  'zero-inflated Poisson': [['unit', 'positive'], ([w, m]) => ({
    support: counts('0'), factors: [`(${w} * (Y == 0) + (1 - ${w}) * ${m}^Y * exp(-${m}) / factorial(Y))`],
    naturals: [`log(${w} + (1 - ${w}) * exp(-${m})) - log((1 - ${w}) * exp(-${m}))`, `log(${m})`], statistics: ['(Y == 0)', 'Y'],
  })],
  'tilted finite set': [['real', 'real'], ([a, b], choice) => {
    const [s, t] = choice.oneOf([['Y', 'Y^2'], ['Y', '(Y == 2)'], ['cos(Y)', 'Y'], ['log(Y)', 'Y'], ['2^Y', 'Y'], ['sqrt(Y)', 'Y^3']] as const);
    const values = choice.oneOf([['1', '2', '3', '4'], ['1', '2', '5'], ['1', '2', '3', '7', '9']]);
    const weight = (y: string): string => `exp(${a} * ${s.replaceAll('Y', y)} + ${b} * ${t.replaceAll('Y', y)})`;
    return {
      support: { values }, factors: [weight('Y'), `1 / (${values.map(weight).join(' + ')})`], naturals: [a, b], statistics: [s, t],
    };
  }],
  'tilted weighted set': [['real', 'real', 'real'], ([a, b, c], choice) => {
    const statistics = choice.shuffled(['Y', 'Y^2', '1 / Y', 'log(Y)', 'sin(Y)', '(Y >= 4)', 'abs(Y - 3)']).slice(0, 3);
    const h = choice.oneOf(['(1 + Y^2)', 'combinations(9, Y)', 'exp(-Y / 2)', '1 / Y']);
    const values = ['1', '2', '3', '4', '6', '8'];
    const sum = statistics.map((each, i) => `${[a, b, c][i]} * ${each}`).join(' + ');
    const weight = (y: string): string => `${h} * exp(${sum})`.replaceAll('Y', y);
    return {
      support: { values }, factors: [h, `exp(${sum})`, `1 / (${values.map(weight).join(' + ')})`], naturals: [a, b, c], statistics,
    };
  }],
  'Weibull of a known shape c': [['positive'], ([s]) => ({
    support: 'positive', factors: [`c / ${s}`, `(Y / ${s})^(c - 1)`, `exp(-(Y / ${s})^c)`],
    constants: [{ name: 'c', domain: '(1, 3)' }], naturals: [`-${s}^(-2)`], statistics: ['Y^c'],
  })],
  'Laplace about a known point c': [['positive'], ([b]) => ({
    support: 'real', factors: [`1 / (2 * ${b})`, `exp(-abs(Y - c) / ${b})`],
    constants: [{ name: 'c', domain: 'real' }], naturals: [`1 / ${b}`], statistics: ['abs(Y - c)'],
  })],
  'negative binomial of a known size c': [['unit'], ([p]) => ({
    support: counts('0'), factors: ['gamma(Y + c) / (gamma(c) * factorial(Y))', `${p}^c`, `(1 - ${p})^Y`],
    constants: [{ name: 'c', domain: '(0, inf)' }], naturals: [`log(1 - ${p})`], statistics: ['Y'],
  })],
  'normal of a known variance c': [['real'], ([m]) => ({
    support: 'real', factors: ['1 / sqrt(2 * pi * c)', `exp(-(Y - ${m})^2 / (2 * c))`],
    constants: [{ name: 'c', domain: '(0, inf)' }], naturals: [m], statistics: ['Y'],
  })],
  'Burr XII of a known power c': [['positive'], ([k]) => ({
    support: 'positive', factors: [`c * ${k}`, 'Y^(c - 1)', `(1 + Y^c)^(-${k} - 1)`],
    constants: [{ name: 'c', domain: '(0, inf)' }], naturals: [k], statistics: ['log(1 + Y^c)'],
  })],
  'gamma of a known shape c': [['positive'], ([b]) => ({
    support: 'positive', factors: [`${b}^c`, '1 / gamma(c)', 'Y^(c - 1)', `exp(-${b} * Y)`],
    constants: [{ name: 'c', domain: '(0, inf)' }], naturals: [b], statistics: ['Y'],
  })],
  'asymmetric Laplace': [['positive', 'positive'], ([a, b]) => ({
    support: 'real', factors: [`${a} * ${b} / (${a} + ${b})`, `(exp(-${a} * Y) * (Y >= 0) + exp(${b} * Y) * (Y < 0))`],
    naturals: [a, b], statistics: ['Y * (Y >= 0)', 'Y * (Y < 0)'],
  })],
  Lindley: [['positive'], ([t]) => ({
    support: 'positive', factors: [`${t}^2 / (1 + ${t})`, '(1 + Y)', `exp(-${t} * Y)`], naturals: [t], statistics: ['Y'],
  })],
  'von Mises': [['real', 'real'], ([a, b]) => ({
    support: 'circle', factors: [`exp(${a} * cos(Y) + ${b} * sin(Y))`, `1 / (2 * pi * besselI(0, sqrt(${a}^2 + ${b}^2)))`],
    naturals: [a, b], statistics: ['cos(Y)', 'sin(Y)'],
  })],
}; // prettier-ignore
