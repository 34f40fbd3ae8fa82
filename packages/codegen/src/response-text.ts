// The response of one row as statements of a text target, for code that is built around it: predictors with the weights
// baked in.
import type { Kernel } from './kernel.js';
import { preludeFor, printRow } from './print.js';
import { printSpecials } from './special/print.js';
import { exponentials } from './targets/ts-prelude.js';
import { functionText as typescriptFunction, typescript } from './targets/ts.js';
import { functionText as wgslFunction, wgsl } from './targets/wgsl.js';

/** The response of one row as statements. */
export interface ResponseText {
  /** Functions that the statements call. */
  readonly functions: readonly string[];
  /** What the statements read: the linear predictors. */
  readonly inputs: readonly string[];
  /** Statements before `valid` can be asked. */
  readonly before: readonly string[];
  /** Whether the linear predictors lie in their space. */
  readonly valid: string;
  readonly declarations: readonly string[];
  /** E[y], or the probability of each class. */
  readonly outputs: readonly string[];
}

const languages = {
  ts: { target: typescript, functionText: typescriptFunction },
  wgsl: { target: wgsl, functionText: wgslFunction },
} as const;

/** The languages in which a response is written. */
export type ResponseLanguage = keyof typeof languages;

/** How each language rounds, to lower a derivation for it. */
export const responseRounding = { ts: typescript.rounding, wgsl: wgsl.rounding } as const;

/** What stands beside the statements: all that surrounds a shader asks for its functions at once, by `lackingFunctions`. */
const preludes = { ts: exponentials(true, { found: '!' }), wgsl: {} } as const;

/** The response of a kernel, operation by operation what its module computes; null where there is no closed form. */
export const responseText = (kernel: Kernel, language: ResponseLanguage): ResponseText | null => {
  const { response } = kernel.rows;
  if (response === undefined || response.outputs.length === 0) return null;
  const { target, functionText } = languages[language];
  const { before, valid, declarations, outputs } = printRow(response, target);
  const specials = printSpecials({ ...kernel, rows: { response } }, target).map((each) =>
    functionText(each, true),
  );
  const called = [...declarations, ...outputs, ...specials].join('\n');
  return {
    functions: [...preludeFor(called, preludes[language]), ...specials],
    inputs: kernel.names,
    before,
    valid,
    declarations,
    outputs,
  };
};

/** The functions that a text calls and its language lacks. */
export const lackingFunctions = (text: string, language: ResponseLanguage): readonly string[] =>
  preludeFor(text, languages[language].target.prelude);
