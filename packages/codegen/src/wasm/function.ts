// A function while it is written: its variables, and its statements in the order in which they are said. Loops and choices
// take their bodies as functions, so that the nesting of the source is the nesting of the code.
import type { Bytes } from './bytes.js';
import { sized, unsigned, vector } from './bytes.js';
import type { Code } from './code.js';
import { i32, op, opWith, sequence, vectorConstant } from './code.js';
import type { ValueType } from './instructions.js';
import type { ConstantPool } from './pool.js';

/** The types of the binary format. */
export const typeCodes: { readonly [type in ValueType]: number } = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** A variable that may change. */
export interface Variable {
  readonly value: Code;
  readonly set: (value: Code) => void;
}

/** What a function takes and gives. */
export interface Signature {
  readonly takes: readonly ValueType[];
  readonly gives: ValueType | null | readonly ValueType[];
}

const nothing = 0x40;
const [blockCode, loopCode, ifCode, elseCode, endCode, brCode, brIfCode, returnCode] = [
  0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0f,
];

/** Writes one function. */
export class FunctionWriter {
  readonly signature: Signature;
  readonly parameters: readonly Variable[];
  private readonly locals: ValueType[] = [];
  private statements: Code[] = [];
  /** The bodies of loops. */
  private readonly rounds = new Set<Bytes>();

  constructor(signature: Signature) {
    this.signature = signature;
    this.parameters = signature.takes.map((type, i) => this.at(i, type));
  }

  private at(place: number, type: ValueType): Variable {
    return {
      value: { type, bytes: [0x20, unsigned(place)] },
      set: (value) => {
        if (value.type !== type) throw new TypeError(`a variable of ${type} was given ${String(value.type)}`);
        this.do({ type: null, bytes: [value.bytes, 0x21, unsigned(place)] });
      },
    };
  }

  /** Says a statement. */
  do(statement: Code): void {
    this.statements.push(statement);
  }

  /** A new variable, 0 until it is set. */
  variable(type: ValueType, start?: Code): Variable {
    this.locals.push(type);
    const variable = this.at(this.signature.takes.length + this.locals.length - 1, type);
    if (start !== undefined) variable.set(start);
    return variable;
  }

  /** The value of an expression, computed here and kept. */
  let(value: Code): Code {
    if (value.type === null || typeof value.type !== 'string')
      throw new TypeError('a statement has no value to keep');
    return this.variable(value.type, value).value;
  }

  /** The values of an expression that has several, computed here and kept. */
  receive(values: Code, type: ValueType, count: number): readonly Code[] {
    const first = this.signature.takes.length + this.locals.length;
    const kept = Array.from({ length: count }, () => this.variable(type));
    const sets = kept.map((_, i) => [0x21, unsigned(first + i)]);
    this.do({ type: null, bytes: [values.bytes, sets.reverse()] });
    return kept.map((variable) => variable.value);
  }

  /** The statements that `body` says, in a loop. */
  private round(body: () => void): Bytes {
    const inner = this.block(body);
    this.rounds.add(inner);
    return inner;
  }

  /** What `body` says, one statement after the other. */
  private said(body: () => void): readonly Code[] {
    const outer = this.statements;
    this.statements = [];
    body();
    const inner = this.statements;
    this.statements = outer;
    return inner;
  }

  /** The statements that `body` says. */
  private block(body: () => void): Bytes {
    return sequence(this.said(body)).bytes;
  }

  /** Does several things side by side, a statement of each in turn: one computes while another waits for its results. */
  together(bodies: readonly (() => void)[]): void {
    const said = bodies.map((body) => this.said(body));
    const most = Math.max(...said.map(({ length }) => length));
    for (let i = 0; i < most; i++)
      for (const statements of said) if (i < statements.length) this.do(statements[i]);
  }

  /** Does one thing or the other. */
  when(condition: Code, yes: () => void, no?: () => void): void {
    const otherwise = no === undefined ? [] : [elseCode, this.block(no)];
    this.do({
      type: null,
      bytes: [condition.bytes, ifCode, nothing, this.block(yes), otherwise, endCode],
    });
  }

  /** Does something as long as the condition holds. */
  while(condition: Code, body: () => void): void {
    const test = [op('i32.eqz', condition).bytes, brIfCode, 1];
    this.do({
      type: null,
      bytes: [blockCode, nothing, loopCode, nothing, test, this.round(body), brCode, 0, endCode, endCode],
    });
  }

  /** Does something once, and again as long as the condition holds. */
  repeat(body: () => void, condition: Code): void {
    this.do({
      type: null,
      bytes: [loopCode, nothing, this.round(body), condition.bytes, brIfCode, 0, endCode],
    });
  }

  /** Does several things in turn, round and round, until one of them is the last: `goesOn` is asked after each. */
  turns(parts: readonly { readonly body: () => void; readonly goesOn: Code }[]): void {
    const round = this.round(() => {
      parts.forEach(({ body, goesOn }, i) => {
        body();
        const isLast = i === parts.length - 1;
        const leave = isLast ? [goesOn.bytes, brIfCode, 0] : [op('i32.eqz', goesOn).bytes, brIfCode, 1];
        this.do({ type: null, bytes: leave });
      });
    });
    this.do({ type: null, bytes: [blockCode, nothing, loopCode, nothing, round, endCode, endCode] });
  }

  /** Leaves the function. */
  return(value?: Code): void {
    this.check(value);
    this.do({ type: null, bytes: [value?.bytes ?? [], returnCode] });
  }

  private check(value?: Code): void {
    if (String(value?.type ?? null) !== String(this.signature.gives))
      throw new TypeError(
        `a function that gives ${String(this.signature.gives)} gave ${String(value?.type)}`,
      );
  }

  /** The body as the binary format wants it; `result` is what the function gives at its end. */
  finish(pool: ConstantPool, result?: Code): Bytes {
    this.check(result);
    const statements = [sequence(this.statements).bytes, result?.bytes ?? []];
    const often = repeatedConstants(statements, this.rounds);
    const first = this.signature.takes.length + this.locals.length;
    const kept = new Map([...often.keys()].map((constant, i) => [constant, [0x20, unsigned(first + i)]]));
    const keeping = [...often.values()].map((vector, i) => [
      opWith('v128.load', { offset: pool.addressOf(vector) }, i32(0)).bytes,
      0x21,
      unsigned(first + i),
    ]);
    this.locals.push(...keeping.map(() => 'v128' as const));
    const runs: [number, ValueType][] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last?.[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    const declared = vector(runs.map(([count, type]) => [unsigned(count), typeCodes[type]]));
    return sized([declared, keeping, replaced(statements, kept), endCode]);
  }
}

/** The vectors that a function uses more than once, those in loops included, each with its bytes. */
const repeatedConstants = (bytes: Bytes, rounds: ReadonlySet<Bytes>): ReadonlyMap<Bytes, Bytes> => {
  const seen = new Set<Bytes>();
  const repeated = new Map<Bytes, Bytes>();
  const visit = (part: Bytes, inLoop: boolean): void => {
    const vector = vectorConstant(part);
    if (vector !== undefined) {
      if (inLoop || seen.has(part)) repeated.set(part, vector);
      else seen.add(part);
      return;
    }
    const again = inLoop || rounds.has(part);
    for (const each of part) if (typeof each !== 'number') visit(each, again);
  };
  visit(bytes, false);
  return repeated;
};

/** The same bytes with parts of them in another form. */
const replaced = (bytes: Bytes, by: ReadonlyMap<Bytes, Bytes>): Bytes =>
  by.size === 0
    ? bytes
    : bytes.map((each) => (typeof each === 'number' ? each : (by.get(each) ?? replaced(each, by))));
