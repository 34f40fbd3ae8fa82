// The exponent of a normal form, log h(y) + Σ ηᵢ·Tᵢ(y): what is summed or integrated for A.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { NormalForm } from '../derivation/derivation.js';
import { sumOver } from '../derivation/sum-over.js';

/** log h(y) + Σ ηᵢ·Tᵢ(y). */
export const exponentOf = ({ natural, statistics, logBaseMeasure }: NormalForm): Expression =>
  e.add(
    logBaseMeasure,
    ...natural.map((parameter, i) => sumOver(parameter, e.multiply(parameter.symbol, statistics[i]))),
  );
