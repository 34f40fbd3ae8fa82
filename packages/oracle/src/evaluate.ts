// One formula at exact inputs: how every printed expression of the engine is judged.
import { arithmetic, type Real } from '@expfam/precise';
import { compile, parseFormula, type Formula } from './compile.js';
import { real, scopeOf, type Value } from './exact.js';

/** Digits of everything the oracle says, unless told otherwise. */
export const defaultDigits = 60;

/** Digits carried beyond those asked for: a sum of ten thousand terms, or an exponent of that size, costs four. */
export const spareDigits = 15;

const compiled = new Map<string, Formula>();

/**
 * The value of a formula of the density language or of its output form, at the exact values of the variables.
 *
 * @param variables - numbers are taken at the exact value of the double, text as the decimal that it is.
 * @throws OracleError `bad-formula`, `not-in-the-language`, `unknown-name`.
 * @example
 * ```ts
 * evaluate('softplus(eta1)', { eta1: -40 }).toNumber(); // 4.248354255291589e-18
 * ```
 */
export function evaluate(
  formula: string,
  variables: Readonly<Record<string, Value>> = {},
  digits = defaultDigits,
): Real {
  const a = arithmetic(digits + spareDigits);
  const key = `${digits} ${formula}`;
  let ready = compiled.get(key);
  if (ready === undefined) {
    ready = compile(parseFormula(formula), a);
    compiled.set(key, ready);
  }
  return real(ready(scopeOf(variables, a)));
}
