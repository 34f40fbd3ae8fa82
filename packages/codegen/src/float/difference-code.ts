// Floating-point code of one term less others, 1 − Σ cⱼ·exp(xⱼ) > 0: the differences, their shares and their logarithms.
import { log, one, zero } from '@expfam/expression';
import type { KernelNode } from '../kernel.js';
import type { Ensemble } from '../stable/ensembles.js';
import { exponential } from './rounding.js';
import type { EnsembleCode, Tools } from './rounding.js';
import { sumTree } from './sum-tree.js';

/** Writes the code of a difference. */
export const differenceCode = (ensemble: Ensemble, tools: Tools): EnsembleCode =>
  ensemble.exponents.length === 2 && ensemble.coefficients[1] === one
    ? complementCode(ensemble, tools)
    : severalCode(ensemble, tools);

/** 1 − exp(x) with x < 0: the shares 1/(1 − exp(x)) and exp(x)/(1 − exp(x)), which differ by 1. */
const complementCode = ({ exponents }: Ensemble, { builder, lower }: Tools): EnsembleCode => {
  const { call, constant, named } = builder;
  const x = lower(exponents[1]);
  const complement = (): KernelNode => named('q', call('negate', call('expm1', x)));
  const logarithm = (): KernelNode => {
    const near = call('log', complement());
    const far = call('log1p', call('negate', call('exp', x)));
    return named('l', call('select', call('less', x, constant(-Math.LN2)), far, near));
  };
  return {
    share: ([member]) =>
      member === 0
        ? named('a', call('divide', constant(1), complement()))
        : named('b', call('divide', call('exp', x), complement())),
    surprise: (member) => (member === 0 ? logarithm() : call('subtract', logarithm(), x)),
    excess: (over) => (over === zero ? logarithm() : call('subtract', logarithm(), lower(over))),
    total: complement,
  };
};

/** 1 − Σ exp(xⱼ): the largest exponential is taken off the 1 as an expm1, so that nothing is lost where the others are small. */
const severalCode = ({ exponents, coefficients }: Ensemble, tools: Tools): EnsembleCode => {
  const { builder, lower } = tools;
  const { call, constant, named } = builder;
  const nodes = exponents.slice(1).map((x, i) => {
    const c = coefficients[i + 1];
    return c === one ? lower(x) : call('add', lower(x), lower(log(c)));
  });
  const m = named(
    'm',
    nodes.reduce((a, b) => call('maximum', a, b)),
  );
  const exponentials = nodes.map((x, j) => exponential(x, `${j + 1}`, tools));
  const { sum, others } = sumTree(exponentials, builder);
  const rest = nodes
    .slice(0, -1)
    .reduceRight<KernelNode>(
      (chain, x, j) => call('select', call('equal', x, m), others(j), chain),
      others(nodes.length - 1),
    );
  const total = (): KernelNode =>
    named('q', call('subtract', call('negate', call('expm1', m)), named('rest', rest)));
  const logarithm = (): KernelNode => {
    const near = call('log', total());
    const far = call('log1p', call('negate', named('s', sum)));
    return named('l', call('select', call('less', sum, constant(0.5)), far, near));
  };
  return {
    share: ([member]) =>
      member === 0
        ? named('p0', call('divide', constant(1), total()))
        : named(`p${member}`, call('divide', exponentials[member - 1], total())),
    surprise: (member) => (member === 0 ? logarithm() : call('subtract', logarithm(), nodes[member - 1])),
    excess: (over) => (over === zero ? logarithm() : call('subtract', logarithm(), lower(over))),
    total,
  };
};
