// The loop form of a choice among many classes: one kernel for any K, from a derivation that is symbolic in K. What the row
// kernels of up to 64 classes write out, it does in the same order of operations.
import type { Expression } from '@expfam/expression';
import { add, element, exp, indexSymbol, log, one, sum, text } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { codegenError } from '../errors.js';
import type { Rounding } from '../float/rounding.js';
import type { Kernel } from '../kernel.js';

/** Up to so many classes kernels are unrolled. */
export const mostUnrolled = 64;

/** So many classes at most: as many as a label of two bytes tells apart. */
export const mostClasses = 65_536;

/** A as the chances proportional to exp(η) have it; the last class of the baseline form stands at 0. */
const softmaxPartition = ({ natural, form, categorical }: Derivation): Expression | null => {
  const [{ symbol, index }] = natural;
  if (!categorical || natural.length > 1 || index === undefined || symbol.op !== 'element') return null;
  const k = indexSymbol('k', index.from, index.to);
  const total = sum(exp(element(symbol.args[0], k)), k, index.from, index.to);
  return log(form === 'symmetric' ? total : add(one, total));
};

/** Whether the chances of a fixed number of classes are proportional to exp(η), so that loops compute them too. */
export const isSoftmax = ({ natural, form, categorical, logPartitionNatural }: Derivation): boolean => {
  const weights = natural.map(({ symbol }) => exp(symbol));
  return categorical && logPartitionNatural === log(add(...(form === 'symmetric' ? [] : [one]), ...weights));
};

/**
 * Lowers a derivation that is symbolic in K to loops over so many classes.
 *
 * @throws CodegenError where the chances are not proportional to exp(η), or K is out of range.
 */
export const lowerLooped = (derivation: Derivation, classes: number, { precision }: Rounding): Kernel => {
  const { name, form, logPartitionNatural } = derivation;
  if (!Number.isInteger(classes) || classes < 2 || classes > mostClasses)
    throw codegenError('classes-out-of-range', name, String(classes));
  if (logPartitionNatural === null || logPartitionNatural !== softmaxPartition(derivation))
    throw codegenError('no-loop-form', name, 'the chance of an outcome');
  const parameters = form === 'symmetric' ? classes : classes - 1;
  return {
    family: name,
    classes,
    size: classes,
    looped: true,
    program: null,
    loopable: true,
    form,
    link: null,
    precision,
    judged: 'exact',
    support: null,
    dispersion: 'fixed',
    functions: null,
    features: null,
    parameters,
    columns: classes,
    outcomes: [],
    names: [],
    rows: {},
    formulas: {
      response: (derivation.response ?? []).map(text),
      loss: derivation.loss === null ? [] : [text(derivation.loss)],
      gradient: (derivation.gradient ?? []).map(text),
      hessian: (derivation.hessian ?? []).flat().map(text),
    },
  };
};

/** The tree of a pairwise sum over the classes. */
export interface Tree {
  /** Its leaves, a power of two: node n is the sum of nodes 2n and 2n + 1, node 1 of all. */
  readonly leaves: number;
  readonly depth: number;
}

/** The smallest tree with a leaf for each class. */
export const treeOf = (classes: number): Tree => {
  const depth = Math.ceil(Math.log2(classes));
  return { leaves: 2 ** depth, depth };
};
