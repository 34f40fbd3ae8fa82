// Families that are known to be no exponential families, normalised, as texts: their term that does not separate is in the
// literature (see CATALOGUE §D of the project's papers).
import type { Block, Slot } from './blocks.js';

const counts = { from: '0', to: 'inf' };
const none = { naturals: [], statistics: [] };

export const spoilt: { readonly [name: string]: readonly [slots: readonly Slot[], make: Block] } = {
  'Cauchy location': [['real'], ([m]) => ({ ...none, support: 'real', factors: ['1 / pi', `1 / (1 + (Y - ${m})^2)`] })],
  'Cauchy scale': [['positive'], ([s]) => ({ ...none, support: 'real', factors: [`1 / (pi * ${s})`, `1 / (1 + (Y / ${s})^2)`] })],
  'Student location': [['real'], ([m]) => ({
    ...none, support: 'real', factors: ['2 / (pi * sqrt(3))', `(1 + (Y - ${m})^2 / 3)^(-2)`],
  })],
  'Laplace location': [['real'], ([m]) => ({ ...none, support: 'real', factors: ['1 / 2', `exp(-abs(Y - ${m}))`] })],
  'logistic location': [['real'], ([m]) => ({
    ...none, support: 'real', factors: [`exp(-(Y - ${m}))`, `(1 + exp(-(Y - ${m})))^(-2)`],
  })],
  'logistic scale': [['positive'], ([s]) => ({
    ...none, support: 'real', factors: [`1 / ${s}`, `exp(-Y / ${s})`, `(1 + exp(-Y / ${s}))^(-2)`],
  })],
  'Weibull shape': [['positive'], ([k]) => ({ ...none, support: 'positive', factors: [k, `Y^(${k} - 1)`, `exp(-Y^${k})`] })],
  'Gumbel scale': [['positive'], ([b]) => ({
    ...none, support: 'real', factors: [`1 / ${b}`, `exp(-Y / ${b})`, `exp(-exp(-Y / ${b}))`],
  })],
  'negative binomial size': [['positive'], ([r]) => ({
    ...none, support: counts, factors: [`gamma(Y + ${r})`, `1 / gamma(${r})`, '1 / factorial(Y)', `2^(-${r} - Y)`],
  })],
  'Yule–Simon': [['positive'], ([r]) => ({ ...none, support: { from: '1', to: 'inf' }, factors: [r, `beta(Y, ${r} + 1)`] })],
  'mixture of known normals': [['unit'], ([w]) => ({
    ...none, support: 'real', factors: ['1 / sqrt(2 * pi)', `(${w} * exp(-Y^2 / 2) + (1 - ${w}) * exp(-(Y - 2)^2 / 2))`],
  })],
  'mixture of exponentials': [['unit', 'positive'], ([w, r]) => ({
    ...none, support: 'positive', factors: [`(${w} * exp(-Y) + (1 - ${w}) * ${r} * exp(-${r} * Y))`],
  })],
  'mixture of Poissons': [['unit'], ([w]) => ({
    ...none, support: counts, factors: ['1 / factorial(Y)', `(${w} * exp(-1) + (1 - ${w}) * exp(-4) * 4^Y)`],
  })],
  'tilted uniform': [['unit'], ([c]) => ({ ...none, support: 'unit', factors: [`(1 + ${c} * (2 * Y - 1))`] })],
  'tilted exponential': [['unit', 'positive'], ([c, r]) => ({
    ...none, support: 'positive', factors: [r, `exp(-${r} * Y)`, `(1 + ${c} * (1 - 2 * exp(-${r} * Y)))`],
  })],
  'Lomax scale': [['positive', 'positive'], ([a, s]) => ({
    ...none, support: 'positive', factors: [`${a} / ${s}`, `(1 + Y / ${s})^(-${a} - 1)`],
  })],
  Burr: [['positive', 'positive'], ([c, k]) => ({
    ...none, support: 'positive', factors: [`${c} * ${k}`, `Y^(${c} - 1)`, `(1 + Y^${c})^(-${k} - 1)`],
  })],
  Kumaraswamy: [['positive', 'positive'], ([a, b]) => ({
    ...none, support: 'unit', factors: [`${a} * ${b}`, `Y^(${a} - 1)`, `(1 - Y^${a})^(${b} - 1)`],
  })],
  Gompertz: [['positive', 'positive'], ([b, c]) => ({
    ...none, support: 'positive', factors: [`${b} * ${c}`, `exp(${b} * Y)`, `exp(-${c} * (exp(${b} * Y) - 1))`],
  })],
  'skew-normal': [['real'], ([a]) => ({
    ...none, support: 'real', factors: ['1 / sqrt(2 * pi)', 'exp(-Y^2 / 2)', `(1 + erf(${a} * Y / sqrt(2)))`],
  })],
  'generalised normal power': [['positive'], ([b]) => ({
    ...none, support: 'real', factors: [`${b} / (2 * gamma(1 / ${b}))`, `exp(-abs(Y)^${b})`],
  })],
  'hyperbolic secant scale': [['positive'], ([s]) => ({ ...none, support: 'real', factors: [`1 / (2 * ${s})`, `1 / cosh(pi * Y / (2 * ${s}))`] })],
  'generalised Poisson': [['positive'], ([t]) => ({
    ...none, support: counts, factors: [t, `(${t} + Y / 2)^(Y - 1)`, `exp(-${t} - Y / 2)`, '1 / factorial(Y)'],
  })],
  'Rice': [['positive'], ([v]) => ({
    ...none, support: 'positive', factors: ['Y', `exp(-(Y^2 + ${v}^2) / 2)`, `besselI(0, ${v} * Y)`],
  })],
  'log-normal mixture': [['unit'], ([w]) => ({
    ...none, support: 'positive', factors: ['1 / (Y * sqrt(2 * pi))', `(${w} * exp(-log(Y)^2 / 2) + (1 - ${w}) * exp(-(log(Y) - 1)^2 / 2))`],
  })],
}; // prettier-ignore
