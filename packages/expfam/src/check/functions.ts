// THE TABLE of what is measured: of every function of a module what it reads, how it is called, and what it must return, which for
// soft labels and for the linear pass follows from the truth of the plain functions.
import type { Budgeted } from '@expfam/codegen';
import { linearFunctions } from './linear.js';
import { block, floats, floatsOf, observedAs, repeated } from './module-calls.js';
import type { MeasuredFunction } from './module-calls.js';
import { sharesOf, softened } from './soft-labels.js';

const { NaN: nan } = Number;

const mapping = (name: 'response' | 'hessian' | 'jacobian'): MeasuredFunction => ({
  reads: 'eta',
  has: (kernels) => kernels[name] !== undefined,
  call: (kernels, { eta }, length) => {
    const out = floats(kernels, block * length);
    kernels[name]?.(floatsOf(kernels, repeated(eta, block)), out, block);
    return out;
  },
  exact: ({ plain }, point) => plain(name, point),
});

const soft = (name: 'loss' | 'gradient'): MeasuredFunction => ({
  reads: 'both',
  has: (kernels) => kernels.classes !== null && kernels[name] !== undefined,
  call: (kernels, { eta, y }, length) => {
    const shares = floatsOf(kernels, sharesOf(y[0] ?? 1, kernels.classes ?? 0));
    const at = floatsOf(kernels, eta);
    if (name === 'loss') return [kernels.loss?.(at, shares, 1) ?? nan];
    const out = floats(kernels, length);
    kernels.gradient?.(at, shares, out, 1);
    return out;
  },
  exact: ({ plain }, point, kernels) => softened(plain, kernels)(name, point),
});

/** Of the outcome alone, at a dispersion of 1. */
const ofOutcome = (name: 'saturatedLoss' | 'logBaseMeasure'): MeasuredFunction => ({
  reads: 'outcome',
  has: (kernels) => kernels.classes === null && kernels[name] !== undefined,
  call: (kernels, { y }) => [kernels[name]?.(observedAs(kernels, y), 1, undefined, 1) ?? nan],
  exact: (truths, { y }) => (truths[name] === null ? [] : truths[name](y)),
});

/** The table. */
export const functions: { readonly [Name in Budgeted]: MeasuredFunction } = {
  response: mapping('response'),
  loss: {
    reads: 'both',
    has: ({ loss }) => loss !== undefined,
    call: (kernels, { eta, y }) => [kernels.loss?.(floatsOf(kernels, eta), observedAs(kernels, y), 1) ?? nan],
    exact: ({ plain }, point) => plain('loss', point),
  },
  gradient: {
    reads: 'both',
    has: ({ gradient }) => gradient !== undefined,
    call: (kernels, { eta, y }, length) => {
      const out = floats(kernels, block * length);
      const at = floatsOf(kernels, repeated(eta, block));
      kernels.gradient?.(at, observedAs(kernels, repeated(y, block)), out, block);
      return out;
    },
    exact: ({ plain }, point) => plain('gradient', point),
  },
  hessian: mapping('hessian'),
  jacobian: mapping('jacobian'),
  lossSoft: soft('loss'),
  gradientSoft: soft('gradient'),
  ...linearFunctions,
  saturatedLoss: ofOutcome('saturatedLoss'),
  logBaseMeasure: ofOutcome('logBaseMeasure'),
};
