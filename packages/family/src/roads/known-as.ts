// Under which name the world knows a response, and how it writes it.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { tex } from '@expfam/expression';
import type { NaturalParameter } from '../derivation/derivation.js';

/** P_i·(δ_ij − P_j). */
export const shares = (index: Expression): string => `P_{${tex(index)}}\\,(\\delta_{${tex(index)}j} - P_{j})`;

/** With η = 0 for the class that was left out, the baseline form is the softmax of all classes. */
export const softmaxNote = ({ symbol, index }: NaturalParameter, categorical: boolean): string => {
  if (!categorical || !index || e.isSymbol(index.to)) return '';
  const [vector] = symbol.args;
  const all = e.add(index.to, e.one);
  const other = e.element(vector, e.indexSymbol('j', e.one, all));
  const last = e.element(vector, all);
  return ` = \\frac{${tex(e.exp(symbol))}}{\\sum_{j=1}^{${tex(all)}} ${tex(e.exp(other))}} \\quad\\text{with}\\quad ${tex(last)} = 0`;
};

/** The name under which the world knows a response. */
export const knownAs = (
  mean: Expression,
  { symbol, index }: NaturalParameter,
  categorical: boolean,
): string => {
  const growth = e.exp(symbol);
  if (mean === e.divide(growth, e.add(e.one, growth))) return '; this is the sigmoid';
  if (!categorical) return '';
  const left = index ? ', with η = 0 for the class that was left out' : '';
  return `; this is the softmax${left}`;
};
