// Families with a dispersion φ: their kernels are made at φ = 1, where the estimates do not depend on it, and φ comes back
// into the likelihood with the base measure log h(y; φ), derived with φ as a symbol.
import { rationalOf, variableOf } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import type { KernelModule } from '@expfam/runtime';

/**
 * Kernels that estimate their dispersion. `derivation` is that of the density with the constant `dispersion` left open; a row
 * of weight w has the dispersion φ/w, as in R.
 */
export const dispersed = (
  kernels: KernelModule,
  derivation: Derivation,
  dispersion: string,
): KernelModule => {
  const { logBaseMeasure: _, ...rest } = kernels;
  const outcome = variableOf(derivation.outcome.symbol).name;
  const base = closure(derivation.logBaseMeasure, [outcome, dispersion]);
  if (base === null) return { ...rest, dispersion: 'estimated' };
  return {
    ...rest,
    dispersion: 'estimated',
    logBaseMeasure: (y, rows, rowWeights, phi = 1) => {
      let sum = 0;
      for (let row = 0; row < rows; row += 1) {
        const weight = rowWeights?.[row] ?? 1;
        if (weight > 0) sum += base([y[row] ?? Number.NaN, phi / weight]);
      }
      return sum;
    },
  };
};

type Closure = (values: readonly number[]) => number;

/** An expression as a function of named values in double precision; null where it holds anything but elementary arithmetic. */
const closure = (node: Expression, names: readonly string[]): Closure | null => {
  const args = node.args.map((arg) => closure(arg, names));
  const inner = args.filter((arg) => arg !== null);
  if (inner.length < args.length) return null;
  const [first = zero, second = zero] = inner;
  switch (node.op) {
    case 'number': {
      const value = rationalOf(node).toNumber();
      return () => value;
    }
    case 'pi':
      return () => Math.PI;
    case 'symbol': {
      const at = names.indexOf(variableOf(node).name);
      return at < 0 ? null : (values) => values[at] ?? Number.NaN;
    }
    case 'add':
      return (values) => inner.reduce((sum, part) => sum + part(values), 0);
    case 'multiply':
      return (values) => inner.reduce((product, part) => product * part(values), 1);
    case 'power':
      return (values) => first(values) ** second(values);
    case 'log':
      return (values) => Math.log(first(values));
    case 'exp':
      return (values) => Math.exp(first(values));
    default:
      return null;
  }
};

const zero: Closure = () => 0;
