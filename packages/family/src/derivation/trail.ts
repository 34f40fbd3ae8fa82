// The steps of a derivation as they are taken. Each is checked at once, at random points and to fifty digits; a step that
// does not hold stops the program.
import type { Definition, Expression, Rewrite } from '@expfam/expression';
import {
  abs,
  divide,
  one,
  real,
  subtract,
  symbol,
  symbolsOf,
  tex,
  verify,
  verifyDerivative,
} from '@expfam/expression';
import type { Check, Relation, Step } from './derivation.js';
import type { Symmetries } from './symmetries.js';

export interface Line {
  readonly rule: string;
  readonly because: string;
  readonly from: Expression;
  readonly to: Expression;
  /** How the two sides compare; by default they are equal. */
  readonly relation?: Relation;
  /** TeX of the line; by default "from = to". */
  readonly latex?: string;
  /** What both sides are, where a reader of plain text would miss it. */
  readonly left?: string;
  /** The rewrites that make up the line. */
  readonly rewrites?: readonly Rewrite[];
  readonly steps?: readonly Step[];
  /** What symbols of this line stand for, in place of what the trail knows. */
  readonly definitions?: readonly Definition[];
  /** What must have a value for a point to count: A, where the natural parameters are bound to each other. */
  readonly where?: Expression;
}

export interface Differentiated extends Line {
  readonly of: Expression;
  readonly by: Expression;
  /** The derivative in the symbols of `of`, where `to` speaks of others. */
  readonly claimed?: Expression;
}

/** At how many points each line is checked: by all who tell the story, and where only kernels are wanted. */
export const linePoints = { told: 64, brief: 4, unchecked: 0 } as const;

const signs: { readonly [R in Relation]: string } = { equal: '=', less: '<', 'less-or-equal': '\\le' };

export class Trail {
  readonly steps: Step[] = [];
  private readonly definitions: Definition[] = [];
  private readonly points: number;
  private readonly slopes = new Map<string, Differentiated & { readonly check: Check | null }>();
  private symmetries: Symmetries | null = null;

  constructor(how: keyof typeof linePoints = 'told') {
    this.points = linePoints[how];
  }

  /** From here on, steps may speak of this symbol. */
  define(definition: Definition): void {
    this.definitions.push(definition);
  }

  /** From here on, derivatives that are renamings of each other are checked once. */
  share(symmetries: Symmetries | null): void {
    this.symmetries = symmetries;
  }

  /** Takes a step, after checking that it holds. */
  line(line: Line): Step {
    const step = this.step(line);
    this.steps.push(step);
    return step;
  }

  /** Takes a derivative: `from` is what differentiation gives, `to` its tidy form, both checked against differences of `of`. */
  derivative(line: Differentiated): Step {
    const step = this.slope(line);
    this.steps.push(step);
    return step;
  }

  /** A checked derivative that is to stand under another step. */
  slope(claim: Differentiated): Step {
    const { of, by, claimed, ...line } = claim;
    const renamed = this.renamed(claim);
    if (renamed !== undefined) return this.told(line, renamed.check);
    const tidied = this.step(line);
    const { points } = this;
    const check = points > 0 ? verifyDerivative(of, by, claimed ?? line.to, { points }) : null;
    this.slopes.set(`${of.id} ${by.id}`, { ...claim, check });
    return { ...tidied, check };
  }

  /** The derivative that was checked, of which this one is a renaming in every part. */
  private renamed({ of, by, from, to, claimed }: Differentiated) {
    const alike = this.symmetries?.ofParameter(by);
    const known = alike && this.slopes.get(`${of.id} ${alike.first.id}`);
    const parts = [
      [known?.of, of],
      [known?.from, from],
      [known?.to, to],
      [known?.claimed, claimed],
    ] as const;
    const isRenamed = parts.every(([first, part]) => (first && alike ? alike.rename(first) : first) === part);
    return known && isRenamed ? known : undefined;
  }

  /** A checked step that is to stand under another one. */
  step(line: Line): Step {
    const { from, to, relation = 'equal' } = line;
    const definitions = this.definitionsFor(line);
    return this.told(
      line,
      this.points > 0
        ? check({ from, to, relation, definitions: within(definitions, line.where), points: this.points })
        : null,
    );
  }

  private definitionsFor({ definitions, from, to }: Line): Definition[] {
    return relevant(definitions ?? this.definitions, [from, to]);
  }

  /** A step with its evidence. */
  private told(line: Line, evidence: Check | null): Step {
    const { rule, because, from, to, relation = 'equal', ...more } = line;
    const definitions = this.definitionsFor(line);
    const nested = (more.rewrites ?? []).map((rewrite) => this.step({ ...rewrite, definitions }));
    return {
      rule,
      because,
      from,
      to,
      ...(relation === 'equal' ? {} : { relation }),
      ...(more.left === undefined ? {} : { left: more.left }),
      latex: more.latex ?? (from === to ? tex(to) : `${tex(from)} ${signs[relation]} ${tex(to)}`),
      steps: [...nested, ...(more.steps ?? [])],
      check: evidence,
    };
  }
}

interface Claim {
  readonly from: Expression;
  readonly to: Expression;
  readonly relation: Relation;
  readonly definitions: readonly Definition[];
  readonly points: number;
}

/** Definitions without a value pass a point over; a condition joins them under a name that no one else has. */
const within = (definitions: readonly Definition[], where: Expression | undefined): readonly Definition[] =>
  where ? [...definitions, { symbol: symbol('A where it is finite', real.all), value: where }] : definitions;

/** An equation is held to fifty digits; an inequality to the sign of the difference d: |d| = d, and |d|/d = 1 if it is strict. */
const check = ({ from, to, relation, definitions, points }: Claim): Check => {
  const options = { definitions, points };
  if (relation === 'equal') return verify(from, to, options);
  const difference = subtract(to, from);
  const sign = divide(abs(difference), difference);
  if (relation === 'less-or-equal') return verify(abs(difference), difference, options);
  return sign === one ? verify(difference, difference, options) : verify(sign, one, options);
};

/** The definitions that a claim speaks of, and those that they speak of: no others need a value. */
const relevant = (definitions: readonly Definition[], parts: readonly Expression[]): Definition[] => {
  const named = new Set(parts.flatMap((part) => [...symbolsOf(part)]));
  const taken = new Set<Definition>();
  for (let before = -1; before < taken.size;) {
    before = taken.size;
    for (const definition of definitions) {
      const { symbol, value } = definition;
      if (taken.has(definition) || !named.has(symbol.op === 'element' ? symbol.args[0] : symbol)) continue;
      taken.add(definition);
      for (const used of symbolsOf(value)) named.add(used);
    }
  }
  return definitions.filter((definition) => taken.has(definition));
};
