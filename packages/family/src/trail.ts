// The steps of a derivation as they are taken. Each is checked at once, at random points and to fifty digits; a step that
// does not hold stops the program.
import type { Definition, Expression, Rewrite } from '@expfam/expression';
import { tex, verify, verifyDerivative } from '@expfam/expression';
import type { Step } from './derivation.js';

export interface Line {
  readonly rule: string;
  readonly because: string;
  readonly from: Expression;
  readonly to: Expression;
  /** TeX of the line; by default "from = to". */
  readonly latex?: string;
  /** The rewrites that make up the line. */
  readonly rewrites?: readonly Rewrite[];
  readonly steps?: readonly Step[];
}

const linePoints = 64;
const differencePoints = 24;
const rewritePoints = 8;

export class Trail {
  readonly steps: Step[] = [];
  private readonly definitions: Definition[] = [];
  private readonly checked: boolean;

  constructor(checked = true) {
    this.checked = checked;
  }

  /** From here on, steps may speak of this symbol. */
  define(definition: Definition): void {
    this.definitions.push(definition);
  }

  /** Takes a step, after checking that it holds. */
  line({ rule, because, from, to, latex, rewrites = [], steps = [] }: Line): Step {
    const nested = [...rewrites.map((rewrite) => this.step({ ...rewrite }, rewritePoints)), ...steps];
    const step = {
      ...this.step({ rule, because, from, to, ...(latex === undefined ? {} : { latex }) }, linePoints),
      steps: nested,
    };
    this.steps.push(step);
    return step;
  }

  /** Takes a derivative: `from` is what differentiation gives, `to` its tidy form, both checked against differences of `of`. */
  derivative({ of, by, ...line }: Line & { readonly of: Expression; readonly by: Expression }): Step {
    const tidied = this.step(line, rewritePoints);
    const check = this.checked ? verifyDerivative(of, by, line.to, { points: differencePoints }) : null;
    const step = { ...tidied, check };
    this.steps.push(step);
    return step;
  }

  /** A checked step that is to stand under another one. */
  step({ rule, because, from, to, latex }: Line, points = rewritePoints): Step {
    const check = this.checked ? verify(from, to, { definitions: this.definitions, points }) : null;
    return { rule, because, from, to, latex: latex ?? `${tex(from)} = ${tex(to)}`, steps: [], check };
  }
}
